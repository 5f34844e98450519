import { groupType } from '../document/azFile.ts';
import type { CloudId } from '../model/cloud.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import type { SecretParameter } from './secretParameters.ts';
import { replaceSecrets } from '../document/secretLocations.ts';

/** Where ARM answers (FACTS §2); the emulator has a new port each time, a custom cloud its settings. */
const endpoints: Readonly<Record<CloudId, string | undefined>> = {
  azure: 'https://management.azure.com',
  usGovernment: 'https://management.usgovcloudapi.net',
  china: 'https://management.chinacloudapi.cn',
  custom: undefined,
  emulator: undefined,
};

/** The variable that has to hold ARM's address, where it is not known beforehand. */
export function endpointVariable({ cloud }: GroupRef): string | undefined {
  return endpoints[cloud] === undefined ? 'endpoint' : undefined;
}

/** A request as the REST Client extension and JetBrains' editors read it; `{{name}}` is a variable that has to be set. */
export function httpRequest(
  ref: GroupRef,
  { apiVersion, body }: RawContainerGroup,
  secrets: readonly SecretParameter[],
): string {
  const { subscriptionId, resourceGroup, name } = ref;
  const segments = ['subscriptions', subscriptionId, 'resourceGroups', resourceGroup].map(encodeURIComponent);
  const path = `/${segments.join('/')}/providers/${groupType}/${encodeURIComponent(name)}`;
  return [
    `PUT ${endpoints[ref.cloud] ?? '{{endpoint}}'}${path}?api-version=${encodeURIComponent(apiVersion)}`,
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
