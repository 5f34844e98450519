/**
 * The options of `az container create` and what az makes of them, as in azure-cli's `command_modules/container`
 * (`_params.py`, `custom.py`, `_validators.py`). Options that only newer releases have, or heed for some groups only
 * (priority, sku, security context, config map, profile, standby pool), are not used.
 */
import type { Path } from '../groupFile/path.ts';
import { asObject, asObjects, asText, isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import { joinCommandLine } from '../rules/commandLine.ts';
import { type Body, createBody } from './azBody.ts';
import type { SecretPlace } from './secrets.ts';
import { quote } from './shell.ts';

/** An option with its values, each a word of the shell. */
export type Flag = readonly [name: string, ...values: readonly string[]];

export interface AzOptions {
  readonly flags: readonly Flag[];
  /** What the container is called; az calls it as the group. */
  readonly container: string;
  /** Places that no option says, and such where az puts something of its own. */
  readonly unsaid: readonly Path[];
}

/** The options for all of `body` that az has options for. */
export function azOptions(body: JsonObject, secrets: readonly SecretPlace[]): AzOptions {
  const read = createBody(body, secrets);
  const name = asText(read.take(['properties', 'containers', 0, 'name']));
  const flags: readonly Flag[] = [
    ...one('--location', read.text(['location'])),
    ...containerFlags(read),
    ...groupFlags(read),
    ...networkFlags(read),
    ...credentialFlags(read),
    ...identityFlags(read),
    ...volumeFlags(read),
    ...diagnosticsFlags(read),
  ];
  return { flags, container: name, unsaid: [...read.left(), ...addedByAz(body)] };
}

const container: Path = ['properties', 'containers', 0, 'properties'];

/** Where az puts or wants something that the group does not have: an image, its sizes, a user of an Azure registry. */
function addedByAz(body: JsonObject): readonly Path[] {
  const properties = asObject(body['properties']);
  const first = asObject(asObjects(properties['containers'])[0]?.['properties']);
  const requests = asObject(asObject(first['resources'])['requests']);
  const missing = ['cpu', 'memoryInGB'].filter(key => requests[key] === undefined);
  const isAsked =
    asText(first['image']).split('/')[0]?.includes('.azurecr.io') === true &&
    asObjects(properties['imageRegistryCredentials']).length === 0;
  return [
    ...(first['image'] === undefined ? [[...container, 'image']] : []),
    ...missing.map(key => [...container, 'resources', 'requests', key]),
    ...(isAsked ? [['properties', 'imageRegistryCredentials']] : []),
  ];
}

function one(flag: string, value: string | undefined): readonly Flag[] {
  return value === undefined ? [] : [safely(flag, value)];
}

/**
 * A value that begins like an option, or that has `=@` in it, is tied to its option: az reads the file that stands
 * after a word's first `@` or `=@`.
 */
function safely(flag: string, value: string): Flag {
  return /^-|^[^=]*=@/.test(value) ? [`${flag}=${quote(value)}`] : [flag, quote(value)];
}

/** A secret is tied to its option: it may begin like one. */
function secretFlag(flag: string, word: string | undefined): readonly Flag[] {
  return word === undefined ? [] : [[`${flag}=${word}`]];
}

function containerFlags(read: Body): readonly Flag[] {
  const requests = [...container, 'resources', 'requests'];
  return [
    ...one('--image', read.text([...container, 'image'])),
    ...one('--cpu', read.text([...requests, 'cpu'])),
    ...one('--memory', read.text([...requests, 'memoryInGB'])),
    ...one('--command-line', commandOf(read)),
    ...variableFlags(read),
  ];
}

/** az splits the line as a POSIX shell does. */
function commandOf(read: Body): string | undefined {
  const path = [...container, 'command'];
  const command = read.peek(path);
  if (!isList(command) || command.length === 0 || !command.every(isWord)) return undefined;
  read.take(path);
  const line = joinCommandLine(command);
  return line.startsWith('@') ? `'@'${line.slice(1)}` : line;
}

/** No program can be given a text with a NUL in it. */
function isWord(json: unknown): json is string {
  return typeof json === 'string' && !json.includes('\0');
}

function variableFlags(read: Body): readonly Flag[] {
  const path = [...container, 'environmentVariables'];
  const list = read.peek(path);
  if (!isList(list)) return [];
  const plain: string[] = [];
  const secure: string[] = [];
  for (const [index, item] of list.entries()) {
    const { name, value } = asObject(item);
    const at = [...path, index];
    if (!isWord(name) || !/^[^=@-][^=]*$/.test(name)) continue;
    const secret = read.secret([...at, 'secureValue']);
    if (secret !== undefined) secure.push(`${quote(`${name}=`)}${secret}`);
    else if (isWord(value) && !/^@./s.test(value)) plain.push(quote(`${name}=${value}`));
    else continue;
    read.take([...at, 'name']);
    read.take([...at, secret === undefined ? 'value' : 'secureValue']);
  }
  return [
    ...(plain.length > 0 ? [['--environment-variables', ...plain] as const] : []),
    ...(secure.length > 0 ? [['--secure-environment-variables', ...secure] as const] : []),
  ];
}

function groupFlags(read: Body): readonly Flag[] {
  const zones = read.peek(['zones']);
  const zone = isList(zones) && zones.length === 1 ? asText(zones[0]) : '';
  if (zone !== '') read.take(['zones']);
  return [
    ...one('--os-type', read.text(['properties', 'osType'])),
    ...one('--restart-policy', read.text(['properties', 'restartPolicy'])),
    ...(zone === '' ? [] : [safely('--zone', zone)]),
  ];
}

const address: Path = ['properties', 'ipAddress'];
const containerPorts: Path = [...container, 'ports'];

/**
 * az has one list of ports with one protocol for the group and its container, makes port 80 of none, and makes an
 * address within a subnet by itself. Anything else stays unsaid.
 */
function networkFlags(read: Body): readonly Flag[] {
  const type = asText(read.peek([...address, 'type'])).toLowerCase();
  const subnets = read.peek(['properties', 'subnetIds']);
  const subnet = isList(subnets) && subnets.length === 1 ? asText(asObject(subnets[0])['id']) : '';
  const isPrivate = type === 'private' && subnet !== '';
  const ports = portsOf(read);
  if (!ports || !(isPrivate || (type === 'public' && subnet === ''))) return [];
  const taken = isPrivate
    ? [
        [...address, 'type'],
        ['properties', 'subnetIds', 0, 'id'],
      ]
    : [];
  for (const path of [...ports.paths, ...taken]) read.take(path);
  return [
    ...(isPrivate ? [safely('--subnet', subnet)] : one('--ip-address', read.text([...address, 'type']))),
    ['--ports', ...ports.numbers.map(quote)],
    ['--protocol', ports.protocol],
    ...(isPrivate ? [] : one('--dns-name-label', read.text([...address, 'dnsNameLabel']))),
  ];
}

interface Ports {
  readonly numbers: readonly string[];
  readonly protocol: string;
  readonly paths: readonly Path[];
}

/** Undefined where group and container don't have the same ports, all of one protocol. */
function portsOf(read: Body): Ports | undefined {
  const lists = [[...address, 'ports'], containerPorts].map(path => ({
    path,
    ports: asObjects(read.peek(path)),
  }));
  const [wanted = [], inside = []] = lists.map(({ ports }) =>
    ports.map(port => `${numberText(port['port'])}/${protocolOf(port)}`),
  );
  const [protocol, ...others] = new Set(wanted.map(port => port.slice(port.indexOf('/') + 1)));
  const isSame = JSON.stringify(wanted.toSorted()) === JSON.stringify(inside.toSorted());
  if (protocol === undefined || others.length > 0 || !isSame) return undefined;
  return {
    numbers: wanted.map(port => port.slice(0, port.indexOf('/'))),
    protocol,
    paths: lists.flatMap(({ path, ports }) =>
      ports.flatMap((_, index) => ['port', 'protocol'].map(step => [...path, index, step])),
    ),
  };
}

function numberText(json: Json | undefined): string {
  return typeof json === 'number' ? String(json) : asText(json);
}

function protocolOf(port: JsonObject): string {
  return asText(port['protocol']).toUpperCase() || 'TCP';
}

/** The one credential that az has a word for. */
function credentialFlags(read: Body): readonly Flag[] {
  const path: Path = ['properties', 'imageRegistryCredentials', 0];
  const password = read.secret([...path, 'password']);
  return [
    ...one('--registry-login-server', read.text([...path, 'server'])),
    ...one('--registry-username', read.text([...path, 'username'])),
    ...secretFlag('--registry-password', password),
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

/** A volume that the container mounts, in one place and for writing: that is what az can say. */
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
  // az refuses a colon, and so the paths of Windows.
  if (at < 0 || path === '' || path.includes(':') || path.startsWith('@')) return [];
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
    ...secretFlag('--azure-file-volume-account-key', key),
  ];
}

/** Without a directory az clones into the volume itself, the service into a folder of the repository's name. */
function repositoryFlags(read: Body, volume: Path): readonly Flag[] {
  const repository = [...volume, 'gitRepo'];
  const directory = asText(read.peek([...repository, 'directory']));
  if (directory === '' || directory.includes('..')) return [];
  const secret = read.secret([...repository, 'repository']);
  return [
    ...secretFlag('--gitrepo-url', secret),
    ...(secret === undefined ? one('--gitrepo-url', read.text([...repository, 'repository'])) : []),
    ...one('--gitrepo-dir', read.text([...repository, 'directory'])),
    ...one('--gitrepo-revision', read.text([...repository, 'revision'])),
  ];
}

function diagnosticsFlags(read: Body): readonly Flag[] {
  const path: Path = ['properties', 'diagnostics', 'logAnalytics'];
  const key = read.secret([...path, 'workspaceKey']);
  return [
    ...one('--log-analytics-workspace', read.text([...path, 'workspaceId'])),
    ...secretFlag('--log-analytics-workspace-key', key),
  ];
}
