/** The shape that `az container create --file` reads and `az container export` writes. */
import { asText, type JsonObject, without } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { defaultApiVersion } from './apiVersions.ts';
import { withoutReadOnly } from './readOnlyProperties.ts';

/** The resource type of container groups, which makes a file recognizable. */
export const groupType = 'Microsoft.ContainerInstance/containerGroups';

/**
 * What any resource may have at its top (`GenericResource` of the Azure SDKs, and `zones`). az leaves out the rest of a
 * file's top; a PUT with it is refused.
 */
export const resourceKeys: readonly string[] = [
  ...['location', 'tags', 'identity', 'zones', 'properties'],
  ...['extendedLocation', 'kind', 'managedBy', 'plan', 'sku'],
];

/** The body in az's shape: read-only properties left out, nothing else lost, the long `properties` near the end. */
export function toAzFile(ref: GroupRef, document: RawContainerGroup): JsonObject {
  const body = inReadingOrder(withoutReadOnly(document.body));
  return { apiVersion: document.apiVersion, type: groupType, name: ref.name, ...body };
}

/** As one reads it: what is short first. */
export function inReadingOrder(body: JsonObject): JsonObject {
  const first = ['location', 'tags', 'identity', 'zones', 'properties'].filter(
    key => body[key] !== undefined,
  );
  return { ...Object.fromEntries(first.map(key => [key, body[key]])), ...without(body, ...first) };
}

/** The inverse: what a PUT sends. Throws nothing; `findProblems` finds what is wrong with it. */
export function fromAzFile(content: JsonObject): {
  readonly name: string | undefined;
  readonly location: string | undefined;
  readonly document: RawContainerGroup;
} {
  return {
    name: asText(content['name']) || undefined,
    location: asText(content['location']) || undefined,
    document: {
      apiVersion: asText(content['apiVersion']) || defaultApiVersion,
      body: withoutReadOnly(without(content, 'apiVersion')),
    },
  };
}

/** What of a file az sends: the parts that a resource has. */
export function pickResourceKeys(content: JsonObject): JsonObject {
  const kept = ['apiVersion', 'type', 'name', ...resourceKeys];
  return Object.fromEntries(Object.entries(content).filter(([key]) => kept.includes(key)));
}
