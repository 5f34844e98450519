/** One container group of a template, as a PUT would send it. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type Json, type JsonObject, without } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { azureOnlyInfo } from './azureOnly.ts';
import type { Frame } from './frame.ts';
import { entryOf, ownKey } from './memberAccess.ts';
import type { DeployedResource } from './deployedResources.ts';

export interface GroupDraft {
  readonly name: string;
  readonly document: RawContainerGroup;
  readonly path: JsonPath;
  /** Where in the template that is written which is at `path` in the body. */
  readonly origin: (path: JsonPath) => JsonPath;
  /** Resources of the template without which it can't be, each with the place that says so. */
  readonly requiredResources: { readonly type: string; readonly name: string; readonly path: JsonPath }[];
  /** Groups that have to be there before it. */
  readonly prerequisites: GroupDraft[];
}

/** What the template engine reads of a resource, and no PUT sends. */
const engineKeys = [
  'type',
  'apiVersion',
  'name',
  'dependsOn',
  'condition',
  'copy',
  'comments',
  'metadata',
  'scope',
  'existing',
  'resources',
];

export function readGroup({ resource, path, bindings, name }: DeployedResource, frame: Frame): GroupDraft {
  const { evaluator, tools } = frame;
  const version = entryOf(resource, 'apiVersion');
  const versionPath = [...path, version.key];
  const apiVersion = withExpressions(
    evaluator.value(version.value ?? '', versionPath, bindings),
    versionPath,
    (at, cause) => {
      tools.tell(at, { kind: 'azureOnly', cause });
    },
  );
  if (typeof apiVersion !== 'string' || apiVersion === '') tools.tell(path, { kind: 'apiVersionMissing' });
  const keys = engineKeys.flatMap(key => ownKey(resource, key) ?? []);
  const evaluated = evaluator.value(without(resource, ...keys), path, bindings);
  // What is the same in every copy is shown in each.
  tools.work.spend(tools.work.measure(evaluated));
  const origin = (at: JsonPath) => tools.origins.find(evaluated, at);
  const body = withExpressions(evaluated, [], (at, cause) => {
    tools.tell(origin(at), { kind: 'azureOnly', cause });
  });
  return {
    name: name ?? nameText(resource, path, frame, bindings),
    document: { apiVersion: asText(apiVersion), body: isObject(body) ? body : {} },
    path,
    origin,
    requiredResources: [],
    prerequisites: [],
  };
}

/** The name that is none: told of, and shown as it is written. */
function nameText(
  resource: JsonObject,
  path: JsonPath,
  { evaluator, tools }: Frame,
  bindings: DeployedResource['bindings'],
) {
  const { key, value = '' } = entryOf(resource, 'name');
  const at = [...path, key];
  const text = evaluator.value(value, at, bindings);
  const unknown = azureOnlyInfo(text);
  if (unknown) tools.tell(at, { kind: 'azureOnly', cause: unknown.cause });
  else if (typeof text !== 'string' || text === '') tools.tell(at, { kind: 'groupNameMissing' });
  return unknown?.text ?? asText(text);
}

type Unknown = NonNullable<ReturnType<typeof azureOnlyInfo>>;

/** `json` with the expressions in the places that only Azure can fill. */
function withExpressions(
  json: Json,
  path: JsonPath,
  tell: (path: JsonPath, cause: Unknown['cause']) => void,
): Json {
  const unknown = azureOnlyInfo(json);
  if (unknown) {
    tell(path, unknown.cause);
    return unknown.text;
  }
  if (isList(json)) return json.map((item, index) => withExpressions(item, [...path, index], tell));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, withExpressions(value ?? null, [...path, key], tell)]),
  );
}
