/**
 * The options of `az container create` and what az makes of them, as in azure-cli's `command_modules/container`
 * (`_params.py`, `custom.py`, `_validators.py`). Options that only newer releases have, or heed for some groups only
 * (priority, sku, security context, config map, profile, standby pool), are not used.
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, asObjects, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { joinCommandLine } from '../rules/commandLine.ts';
import { type TrackedBody, createTrackedBody } from './trackedBody.ts';
import type { SecretParameter } from './secretParameters.ts';
import { quoteShellWord } from './shell.ts';

/** An option with its values, each a word of the shell. */
export type Flag = readonly [name: string, ...values: readonly string[]];

export interface AzOptions {
  readonly flags: readonly Flag[];
  /** What the container is called; az calls it as the group. */
  readonly container: string;
  /** Places that no option says, and such where az puts something of its own. */
  readonly uncovered: readonly JsonPath[];
}

/** The options for all of `body` that az has options for. */
export function azOptions(body: JsonObject, secrets: readonly SecretParameter[]): AzOptions {
  const read = createTrackedBody(body, secrets);
  const name = asText(read.take(['properties', 'containers', 0, 'name']));
  const flags: readonly Flag[] = [
    ...singleFlag('--location', read.text(['location'])),
    ...containerFlags(read),
    ...groupFlags(read),
    ...networkFlags(read),
    ...credentialFlags(read),
    ...identityFlags(read),
    ...volumeFlags(read),
    ...diagnosticsFlags(read),
  ];
  return { flags, container: name, uncovered: [...read.untakenPaths(), ...addedByAz(body)] };
}

const container: JsonPath = ['properties', 'containers', 0, 'properties'];

/** Where az puts or wants something that the group does not have: an image, its sizes, a user of an Azure registry. */
function addedByAz(body: JsonObject): readonly JsonPath[] {
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

function singleFlag(flag: string, value: string | undefined): readonly Flag[] {
  return value === undefined ? [] : [tiedFlag(flag, value)];
}

/**
 * A value that begins like an option, or that has `=@` in it, is tied to its option: az reads the file that stands
 * after a word's first `@` or `=@`.
 */
function tiedFlag(flag: string, value: string): Flag {
  return /^-|^[^=]*=@/.test(value) ? [`${flag}=${quoteShellWord(value)}`] : [flag, quoteShellWord(value)];
}

/** A secret is tied to its option: it may begin like one. */
function secretFlag(flag: string, word: string | undefined): readonly Flag[] {
  return word === undefined ? [] : [[`${flag}=${word}`]];
}

function containerFlags(read: TrackedBody): readonly Flag[] {
  const requests = [...container, 'resources', 'requests'];
  return [
    ...singleFlag('--image', read.text([...container, 'image'])),
    ...singleFlag('--cpu', read.text([...requests, 'cpu'])),
    ...singleFlag('--memory', read.text([...requests, 'memoryInGB'])),
    ...singleFlag('--command-line', commandOf(read)),
    ...variableFlags(read),
  ];
}

/** az splits the line as a POSIX shell does. */
function commandOf(read: TrackedBody): string | undefined {
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

function variableFlags(read: TrackedBody): readonly Flag[] {
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
    if (secret !== undefined) secure.push(`${quoteShellWord(`${name}=`)}${secret}`);
    else if (isWord(value) && !/^@./s.test(value)) plain.push(quoteShellWord(`${name}=${value}`));
    else continue;
    read.take([...at, 'name']);
    read.take([...at, secret === undefined ? 'value' : 'secureValue']);
  }
  return [
    ...(plain.length > 0 ? [['--environment-variables', ...plain] as const] : []),
    ...(secure.length > 0 ? [['--secure-environment-variables', ...secure] as const] : []),
  ];
}

function groupFlags(read: TrackedBody): readonly Flag[] {
  const zones = read.peek(['zones']);
  const zone = isList(zones) && zones.length === 1 ? asText(zones[0]) : '';
  if (zone !== '') read.take(['zones']);
  return [
    ...singleFlag('--os-type', read.text(['properties', 'osType'])),
    ...singleFlag('--restart-policy', read.text(['properties', 'restartPolicy'])),
    ...(zone === '' ? [] : [tiedFlag('--zone', zone)]),
  ];
}

const address: JsonPath = ['properties', 'ipAddress'];
const containerPorts: JsonPath = [...container, 'ports'];

/**
 * az has one list of ports with one protocol for the group and its container, makes port 80 of none, and makes an
 * address within a subnet by itself. Anything else stays unsaid.
 */
function networkFlags(read: TrackedBody): readonly Flag[] {
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
    ...(isPrivate
      ? [tiedFlag('--subnet', subnet)]
      : singleFlag('--ip-address', read.text([...address, 'type']))),
    ['--ports', ...ports.numbers.map(quoteShellWord)],
    ['--protocol', ports.protocol],
    ...(isPrivate ? [] : singleFlag('--dns-name-label', read.text([...address, 'dnsNameLabel']))),
  ];
}

interface Ports {
  readonly numbers: readonly string[];
  readonly protocol: string;
  readonly paths: readonly JsonPath[];
}

/** Undefined where group and container don't have the same ports, all of one protocol. */
function portsOf(read: TrackedBody): Ports | undefined {
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
function credentialFlags(read: TrackedBody): readonly Flag[] {
  const path: JsonPath = ['properties', 'imageRegistryCredentials', 0];
  const password = read.secret([...path, 'password']);
  return [
    ...singleFlag('--registry-login-server', read.text([...path, 'server'])),
    ...singleFlag('--registry-username', read.text([...path, 'username'])),
    ...secretFlag('--registry-password', password),
    ...singleFlag('--acr-identity', read.text([...path, 'identity'])),
  ];
}

function identityFlags(read: TrackedBody): readonly Flag[] {
  const type = asText(read.take(['identity', 'type'])).toLowerCase();
  const users = Object.keys(asObject(read.peek(['identity', 'userAssignedIdentities'])));
  for (const user of users) read.take(['identity', 'userAssignedIdentities', user]);
  const ids = [...(type.includes('systemassigned') ? ['[system]'] : []), ...users];
  return ids.length > 0 ? [['--assign-identity', ...ids.map(quoteShellWord)]] : [];
}

function volumeFlags(read: TrackedBody): readonly Flag[] {
  const volumes = asObjects(read.peek(['properties', 'volumes']));
  const share = volumes.findIndex(volume => isObject(volume['azureFile']));
  const repository = volumes.findIndex(volume => isObject(volume['gitRepo']));
  return [
    ...(share < 0 ? [] : mountPathOf(read, share, '--azure-file-volume-mount-path', shareFlags)),
    ...(repository < 0 ? [] : mountPathOf(read, repository, '--gitrepo-mount-path', repositoryFlags)),
  ];
}

/** A volume that the container mounts, in one place and for writing: that is what az can say. */
function mountPathOf(
  read: TrackedBody,
  index: number,
  flag: string,
  volumeOf: (read: TrackedBody, volume: JsonPath) => readonly Flag[],
): readonly Flag[] {
  const volume: JsonPath = ['properties', 'volumes', index];
  const mounts = asObjects(read.peek([...container, 'volumeMounts']));
  const name = read.peek([...volume, 'name']);
  const at = mounts.findIndex(mount => mount['name'] === name);
  const mount: JsonPath = [...container, 'volumeMounts', at];
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
  return [...volumeOf(read, volume), tiedFlag(flag, path)];
}

function shareFlags(read: TrackedBody, volume: JsonPath): readonly Flag[] {
  const share = [...volume, 'azureFile'];
  const key = read.secret([...share, 'storageAccountKey']);
  if (read.peek([...share, 'readOnly']) === false) read.take([...share, 'readOnly']);
  return [
    ...singleFlag('--azure-file-volume-share-name', read.text([...share, 'shareName'])),
    ...singleFlag('--azure-file-volume-account-name', read.text([...share, 'storageAccountName'])),
    ...secretFlag('--azure-file-volume-account-key', key),
  ];
}

/** Without a directory az clones into the volume itself, the service into a folder of the repository's name. */
function repositoryFlags(read: TrackedBody, volume: JsonPath): readonly Flag[] {
  const repository = [...volume, 'gitRepo'];
  const directory = asText(read.peek([...repository, 'directory']));
  if (directory === '' || directory.includes('..')) return [];
  const secret = read.secret([...repository, 'repository']);
  return [
    ...secretFlag('--gitrepo-url', secret),
    ...(secret === undefined ? singleFlag('--gitrepo-url', read.text([...repository, 'repository'])) : []),
    ...singleFlag('--gitrepo-dir', read.text([...repository, 'directory'])),
    ...singleFlag('--gitrepo-revision', read.text([...repository, 'revision'])),
  ];
}

function diagnosticsFlags(read: TrackedBody): readonly Flag[] {
  const path: JsonPath = ['properties', 'diagnostics', 'logAnalytics'];
  const key = read.secret([...path, 'workspaceKey']);
  return [
    ...singleFlag('--log-analytics-workspace', read.text([...path, 'workspaceId'])),
    ...secretFlag('--log-analytics-workspace-key', key),
  ];
}
