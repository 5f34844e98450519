/**
 * `az container create` for a group, as far as the command has a word for it. Flags as in azure-cli's
 * `command_modules/container/_params.py`: one container, one mount of each kind, one credential.
 */
import type { Path } from '../groupFile/path.ts';
import { asNumber, asObject, asObjects, asText, isList, isObject } from '../json.ts';
import type { GroupDocument, GroupRef, Json, JsonObject } from '../model.ts';
import { joinCommandLine } from '../rules/commandLine.ts';
import type { ExportNote } from './exported.ts';
import type { SecretPlace } from './secrets.ts';
import { createBody, type Body } from './azBody.ts';

/** A flag with its values, each already quoted for a POSIX shell. */
type Flag = readonly [name: string, ...values: readonly string[]];

export function azCommand(
  ref: GroupRef,
  { body }: GroupDocument,
  secrets: readonly SecretPlace[],
): { readonly text: string; readonly notes: readonly ExportNote[] } {
  const read = createBody(body, secrets);
  const name = asText(read.take(['properties', 'containers', 0, 'name']));
  const flags: readonly Flag[] = [
    ['--subscription', quote(ref.subscriptionId)],
    ['--resource-group', quote(ref.resourceGroup)],
    ['--name', quote(ref.name)],
    ...one('--location', read.text(['location'])),
    ...containerFlags(read),
    ...groupFlags(read),
    ...networkFlags(read),
    ...credentialFlags(read),
    ...identityFlags(read),
    ...volumeFlags(read),
    ...diagnosticsFlags(read),
  ];
  const text = ['az container create', ...flags.map(flag => `  ${flag.join(' ')}`)].join(' \\\n') + '\n';
  const renamed: readonly ExportNote[] =
    name !== '' && name !== ref.name ? [{ kind: 'containerRenamed', from: name, to: ref.name }] : [];
  return { text, notes: [...renamed, ...read.left().map(notExpressed)] };
}

function notExpressed(path: Path): ExportNote {
  const text = path.reduce<string>((sum, step) => {
    if (typeof step === 'number') return `${sum}[${step}]`;
    return sum === '' ? step : `${sum}.${step}`;
  }, '');
  return { kind: 'notExpressed', path, text };
}

/** One word of a POSIX shell that means `text` and nothing else. */
export function quote(text: string): string {
  return /^[A-Za-z0-9_%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function one(flag: string, value: string | undefined): readonly Flag[] {
  return value === undefined ? [] : [safely(flag, value)];
}

/** A value that begins like a flag is tied to its own; az reads a file for one that begins with `@`. */
function safely(flag: string, value: string): Flag {
  return value.startsWith('-') ? [`${flag}=${quote(value)}`] : [flag, quote(value)];
}

const container: Path = ['properties', 'containers', 0, 'properties'];

function containerFlags(read: Body): readonly Flag[] {
  const { requests, command } = {
    requests: [...container, 'resources', 'requests'],
    command: commandOf(read),
  };
  return [
    ...one('--image', read.text([...container, 'image'])),
    ...one('--cpu', read.text([...requests, 'cpu'])),
    ...one('--memory', read.text([...requests, 'memoryInGB'])),
    ...one('--command-line', command),
    ...variableFlags(read),
    ...configFlags(read),
    ...securityFlags(read),
  ];
}

function commandOf(read: Body): string | undefined {
  const path = [...container, 'command'];
  const command = read.peek(path);
  if (!isList(command) || command.length === 0 || !command.every(word => typeof word === 'string'))
    return undefined;
  read.take(path);
  const line = joinCommandLine(command);
  return line.startsWith('@') ? `'@'${line.slice(1)}` : line;
}

function variableFlags(read: Body): readonly Flag[] {
  const path = [...container, 'environmentVariables'];
  const list = read.peek(path);
  if (!isList(list)) return [];
  const plain: string[] = [];
  const secure: string[] = [];
  for (const [index, variable] of list.entries()) {
    if (!isObject(variable)) continue;
    const { name, value } = variable;
    const at = [...path, index];
    const secret = read.secret([...at, 'secureValue']);
    if (typeof name !== 'string' || name === '') continue;
    if (secret !== undefined) secure.push(`${quote(`${name}=`)}${secret}`);
    else if (typeof value === 'string') plain.push(quote(`${name}=${value}`));
    else continue;
    for (const key of ['name', 'value', 'secureValue']) read.take([...at, key]);
  }
  return [
    ...(plain.length > 0 ? [['--environment-variables', ...plain] as const] : []),
    ...(secure.length > 0 ? [['--secure-environment-variables', ...secure] as const] : []),
  ];
}

function configFlags(read: Body): readonly Flag[] {
  const path = [...container, 'configMap', 'keyValuePairs'];
  const pairs = Object.entries(asObject(read.peek(path))).filter(
    ([key, value]) => typeof value === 'string' && /^[^@=-][^=]*$/.test(key),
  );
  for (const [key] of pairs) read.take([...path, key]);
  return pairs.length > 0
    ? [['--config-map', ...pairs.map(([key, value]) => quote(`${key}=${asText(value)}`))]]
    : [];
}

function securityFlags(read: Body): readonly Flag[] {
  const path = [...container, 'securityContext'];
  const whether = (flag: string, key: string): readonly Flag[] =>
    read.peek([...path, key]) === true && read.take([...path, key]) === true ? [[flag]] : [];
  const several = (flag: string, key: string): readonly Flag[] => {
    const list = read.peek([...path, 'capabilities', key]);
    const isPlain = isList(list) && list.length > 0 && list.every(isFlagValue);
    if (!isPlain) return [];
    read.take([...path, 'capabilities', key]);
    return [[flag, ...list.map(asText).map(quote)]];
  };
  return [
    ...whether('--privileged', 'privileged'),
    ...whether('--allow-escalation', 'allowPrivilegeEscalation'),
    ...one('--run-as-user', read.text([...path, 'runAsUser'])),
    ...one('--run-as-group', read.text([...path, 'runAsGroup'])),
    ...one('--seccomp-profile', read.text([...path, 'seccompProfile'])),
    ...several('--add-capabilities', 'add'),
    ...several('--drop-capabilities', 'drop'),
  ];
}

function isFlagValue(json: Json): boolean {
  return typeof json === 'string' && json !== '' && !/^[-@]/.test(json);
}

function groupFlags(read: Body): readonly Flag[] {
  const zones = read.peek(['zones']);
  const zone = isList(zones) && zones.length === 1 ? asText(zones[0]) : '';
  if (zone !== '') read.take(['zones']);
  return [
    ...one('--os-type', read.text(['properties', 'osType'])),
    ...one('--restart-policy', read.text(['properties', 'restartPolicy'])),
    ...(zone === '' ? [] : [safely('--zone', zone)]),
    ...one('--priority', read.text(['properties', 'priority'])),
    ...one('--sku', read.text(['properties', 'sku'])),
    ...one('--cce-policy', read.text(['properties', 'confidentialComputeProperties', 'ccePolicy'])),
    ...profileFlags(read),
  ];
}

function profileFlags(read: Body): readonly Flag[] {
  const profile: Path = ['properties', 'containerGroupProfile'];
  const pool: Path = ['properties', 'standbyPoolProfile'];
  const key = 'failContainerGroupCreateOnReuseFailure';
  return [
    ...one('--container-group-profile-id', read.text([...profile, 'id'])),
    ...one('--container-group-profile-revision', read.text([...profile, 'revision'])),
    ...one('--standby-pool-profile-id', read.text([...pool, 'id'])),
    ...(read.peek([...pool, key]) === true && read.take([...pool, key]) === true
      ? [['--fail-container-group-create-on-reuse-failure'] as const]
      : []),
  ];
}

/** One protocol for all ports, and the same ports on the group and its container; without an address, none at all. */
function networkFlags(read: Body): readonly Flag[] {
  const address: Path = ['properties', 'ipAddress'];
  const subnets = read.peek(['properties', 'subnetIds']);
  const subnet = isList(subnets) && subnets.length === 1 ? asText(asObject(subnets[0])['id']) : '';
  if (subnet !== '') read.take(['properties', 'subnetIds', 0, 'id']);
  const isPlain = isObject(read.peek(address));
  return [
    ...(subnet === '' ? [] : [safely('--subnet', subnet)]),
    ...(isPlain ? addressFlags(read, address) : []),
  ];
}

function addressFlags(read: Body, address: Path): readonly Flag[] {
  const wanted = asObjects(read.peek([...address, 'ports']));
  const first = protocolOf(wanted[0]);
  const fitting = wanted.filter(port => protocolOf(port) === first).map(({ port }) => asNumber(port));
  const numbers = fitting.filter(port => port !== undefined);
  for (const path of [
    [...address, 'ports'],
    [...container, 'ports'],
  ])
    for (const [index, port] of asObjects(read.peek(path)).entries())
      if (numbers.includes(asNumber(port['port']) ?? -1) && protocolOf(port) === first) {
        read.take([...path, index, 'port']);
        read.take([...path, index, 'protocol']);
      }
  return [
    ...one('--ip-address', read.text([...address, 'type'])),
    ...(numbers.length > 0 ? [['--ports', ...numbers.map(String)] as const] : []),
    ...(numbers.length > 0 ? [['--protocol', first] as const] : []),
    ...one('--dns-name-label', read.text([...address, 'dnsNameLabel'])),
  ];
}

function protocolOf(port: JsonObject | undefined): string {
  return asText(port?.['protocol']).toUpperCase() === 'UDP' ? 'UDP' : 'TCP';
}

function credentialFlags(read: Body): readonly Flag[] {
  const path: Path = ['properties', 'imageRegistryCredentials', 0];
  const password = read.secret([...path, 'password']);
  return [
    ...one('--registry-login-server', read.text([...path, 'server'])),
    ...one('--registry-username', read.text([...path, 'username'])),
    ...(password === undefined ? [] : [['--registry-password', password] as const]),
    ...one('--acr-identity', read.text([...path, 'identity'])),
  ];
}

function identityFlags(read: Body): readonly Flag[] {
  const type = asText(read.take(['identity', 'type'])).toLowerCase();
  const users = Object.keys(asObject(read.peek(['identity', 'userAssignedIdentities'])));
  for (const user of users) read.take(['identity', 'userAssignedIdentities', user]);
  const ids = [...(type.includes('systemassigned') ? ['[system]'] : []), ...users];
  return ids.length > 0 ? [['--assign-identity', ...ids.map(quote)]] : [];
}

function volumeFlags(read: Body): readonly Flag[] {
  const volumes = asObjects(read.peek(['properties', 'volumes']));
  const share = volumes.findIndex(volume => isObject(volume['azureFile']));
  const repository = volumes.findIndex(volume => isObject(volume['gitRepo']));
  return [
    ...(share < 0 ? [] : mounted(read, share, '--azure-file-volume-mount-path', shareFlags)),
    ...(repository < 0 ? [] : mounted(read, repository, '--gitrepo-mount-path', repositoryFlags)),
  ];
}

/** A volume that the first container mounts, in one place and for writing: that is what az can say. */
function mounted(
  read: Body,
  index: number,
  flag: string,
  volumeOf: (read: Body, volume: Path) => readonly Flag[],
): readonly Flag[] {
  const volume: Path = ['properties', 'volumes', index];
  const mounts = asObjects(read.peek([...container, 'volumeMounts']));
  const name = read.peek([...volume, 'name']);
  const at = mounts.findIndex(mount => mount['name'] === name);
  const mount: Path = [...container, 'volumeMounts', at];
  const path = asText(read.peek([...mount, 'mountPath']));
  if (at < 0 || path === '') return [];
  for (const taken of [
    [...volume, 'name'],
    [...mount, 'name'],
    [...mount, 'mountPath'],
  ])
    read.take(taken);
  if (read.peek([...mount, 'readOnly']) === false) read.take([...mount, 'readOnly']);
  return [...volumeOf(read, volume), safely(flag, path)];
}

function shareFlags(read: Body, volume: Path): readonly Flag[] {
  const share = [...volume, 'azureFile'];
  const key = read.secret([...share, 'storageAccountKey']);
  if (read.peek([...share, 'readOnly']) === false) read.take([...share, 'readOnly']);
  return [
    ...one('--azure-file-volume-share-name', read.text([...share, 'shareName'])),
    ...one('--azure-file-volume-account-name', read.text([...share, 'storageAccountName'])),
    ...(key === undefined ? [] : [['--azure-file-volume-account-key', key] as const]),
  ];
}

function repositoryFlags(read: Body, volume: Path): readonly Flag[] {
  const repository = [...volume, 'gitRepo'];
  const secret = read.secret([...repository, 'repository']);
  return [
    ...(secret === undefined
      ? one('--gitrepo-url', read.text([...repository, 'repository']))
      : [['--gitrepo-url', secret] as const]),
    ...one('--gitrepo-dir', read.text([...repository, 'directory'])),
    ...one('--gitrepo-revision', read.text([...repository, 'revision'])),
  ];
}

function diagnosticsFlags(read: Body): readonly Flag[] {
  const path: Path = ['properties', 'diagnostics', 'logAnalytics'];
  const key = read.secret([...path, 'workspaceKey']);
  return [
    ...one('--log-analytics-workspace', read.text([...path, 'workspaceId'])),
    ...(key === undefined ? [] : [['--log-analytics-workspace-key', key] as const]),
  ];
}
