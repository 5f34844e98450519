import { publicCloud } from '../account/cloudEndpoints.ts';
import { groupType } from '../document/azFile.ts';
import { replaceSecrets } from '../document/secretLocations.ts';
import type { SecretParameter } from './secretParameters.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';

/** The variable that has to hold ARM's address, where it is not known beforehand. */
export function endpointVariable({ cloud }: GroupRef): string | undefined {
  return publicCloud(cloud) === undefined ? 'endpoint' : undefined;
}

/**
 * A request as the REST Client extension and JetBrains' editors read it; `{{name}}` is a variable that has to be set.
 */
export function httpRequest(
  ref: GroupRef,
  { apiVersion, body }: RawContainerGroup,
  secrets: readonly SecretParameter[],
): string {
  const { subscriptionId, resourceGroup, name } = ref;
  const segments = ['subscriptions', subscriptionId, 'resourceGroups', resourceGroup].map(encodeURIComponent);
  const path = `/${segments.join('/')}/providers/${groupType}/${encodeURIComponent(name)}`;
  return [
    `PUT ${publicCloud(ref.cloud)?.resourceManagerEndpoint ?? '{{endpoint}}'}${path}?api-version=${encodeURIComponent(apiVersion)}`,
    'Authorization: Bearer {{token}}',
    'Content-Type: application/json',
    '',
    payload(body, secrets),
    '',
  ].join('\n');
}

/** The JSON with the placeholders in it. Braces that are doubled in the group's own texts stay what they are. */
function payload(body: RawContainerGroup['body'], secrets: readonly SecretParameter[]): string {
  const mark = (name: string) => `\u0000${name}\u0000`;
  const marked = replaceSecrets(body, secrets, ({ name }) => mark(name));
  let text = JSON.stringify(marked, undefined, 2).replaceAll('{{', '\\u007b\\u007b');
  for (const { name, isObject } of secrets) {
    const written = JSON.stringify(mark(name));
    text = text.replace(written, () => (isObject ? `{{${name}}}` : `"{{${name}}}"`));
  }
  return text;
}
