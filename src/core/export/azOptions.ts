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
  /** Paths that no option covers, and such where az adds something of its own. */
  readonly uncovered: readonly JsonPath[];
}

/** The options for all of `body` that az has options for. */
export function azOptions(body: JsonObject, secrets: readonly SecretParameter[]): AzOptions {
  const tracked = createTrackedBody(body, secrets);
  const name = asText(tracked.cover(['properties', 'containers', 0, 'name']));
  const flags: readonly Flag[] = [
    ...singleFlag('--location', tracked.coverText(['location'])),
    ...containerFlags(tracked),
    ...groupFlags(tracked),
    ...networkFlags(tracked),
    ...credentialFlags(tracked),
    ...identityFlags(tracked),
    ...volumeFlags(tracked),
    ...diagnosticsFlags(tracked),
  ];
  return { flags, container: name, uncovered: [...tracked.uncoveredPaths(), ...addedByAz(body)] };
}

const container: JsonPath = ['properties', 'containers', 0, 'properties'];

/**
 * Where az adds or requires something that the group does not have: an image, its sizes, a user of an Azure registry.
 */
function addedByAz(body: JsonObject): readonly JsonPath[] {
  const properties = asObject(body['properties']);
  const first = asObject(asObjects(properties['containers'])[0]?.['properties']);
  const requests = asObject(asObject(first['resources'])['requests']);
  const missing = ['cpu', 'memoryInGB'].filter(key => requests[key] === undefined);
  const asksForUser =
    asText(first['image']).split('/')[0]?.includes('.azurecr.io') === true &&
    asObjects(properties['imageRegistryCredentials']).length === 0;
  return [
    ...(first['image'] === undefined ? [[...container, 'image']] : []),
    ...missing.map(key => [...container, 'resources', 'requests', key]),
    ...(asksForUser ? [['properties', 'imageRegistryCredentials']] : []),
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

function containerFlags(tracked: TrackedBody): readonly Flag[] {
  const requests = [...container, 'resources', 'requests'];
  return [
    ...singleFlag('--image', tracked.coverText([...container, 'image'])),
    ...singleFlag('--cpu', tracked.coverText([...requests, 'cpu'])),
    ...singleFlag('--memory', tracked.coverText([...requests, 'memoryInGB'])),
    ...singleFlag('--command-line', commandOf(tracked)),
    ...variableFlags(tracked),
  ];
}

/** az splits the line as a POSIX shell does. */
function commandOf(tracked: TrackedBody): string | undefined {
  const path = [...container, 'command'];
  const command = tracked.peek(path);
  if (!isList(command) || command.length === 0 || !command.every(isWord)) return undefined;
  tracked.cover(path);
  const line = joinCommandLine(command);
  return line.startsWith('@') ? `'@'${line.slice(1)}` : line;
}

/** No program can be given a text with a NUL in it. */
function isWord(json: unknown): json is string {
  return typeof json === 'string' && !json.includes('\0');
}

function variableFlags(tracked: TrackedBody): readonly Flag[] {
  const path = [...container, 'environmentVariables'];
  const list = tracked.peek(path);
  if (!isList(list)) return [];
  const plain: string[] = [];
  const secure: string[] = [];
  for (const [index, item] of list.entries()) {
    const { name, value } = asObject(item);
    const at = [...path, index];
    if (!isWord(name) || !/^[^=@-][^=]*$/.test(name)) continue;
    const secret = tracked.coverSecret([...at, 'secureValue']);
    if (secret !== undefined) secure.push(`${quoteShellWord(`${name}=`)}${secret}`);
    else if (isWord(value) && !/^@./s.test(value)) plain.push(quoteShellWord(`${name}=${value}`));
    else continue;
    tracked.cover([...at, 'name']);
    tracked.cover([...at, secret === undefined ? 'value' : 'secureValue']);
  }
  return [
    ...(plain.length > 0 ? [['--environment-variables', ...plain] as const] : []),
    ...(secure.length > 0 ? [['--secure-environment-variables', ...secure] as const] : []),
  ];
}

function groupFlags(tracked: TrackedBody): readonly Flag[] {
  const zones = tracked.peek(['zones']);
  const zone = isList(zones) && zones.length === 1 ? asText(zones[0]) : '';
  if (zone !== '') tracked.cover(['zones']);
  return [
    ...singleFlag('--os-type', tracked.coverText(['properties', 'osType'])),
    ...singleFlag('--restart-policy', tracked.coverText(['properties', 'restartPolicy'])),
    ...(zone === '' ? [] : [tiedFlag('--zone', zone)]),
  ];
}

const address: JsonPath = ['properties', 'ipAddress'];
const containerPorts: JsonPath = [...container, 'ports'];

/**
 * az has one list of ports with one protocol for the group and its container, makes port 80 of none, and makes an
 * address within a subnet by itself. Anything else stays uncovered.
 */
function networkFlags(tracked: TrackedBody): readonly Flag[] {
  const type = asText(tracked.peek([...address, 'type'])).toLowerCase();
  const subnets = tracked.peek(['properties', 'subnetIds']);
  const subnet = isList(subnets) && subnets.length === 1 ? asText(asObject(subnets[0])['id']) : '';
  const isPrivate = type === 'private' && subnet !== '';
  const ports = portsOf(tracked);
  if (!ports || !(isPrivate || (type === 'public' && subnet === ''))) return [];
  const covered = isPrivate
    ? [
        [...address, 'type'],
        ['properties', 'subnetIds', 0, 'id'],
      ]
    : [];
  for (const path of [...ports.paths, ...covered]) tracked.cover(path);
  return [
    ...(isPrivate
      ? [tiedFlag('--subnet', subnet)]
      : singleFlag('--ip-address', tracked.coverText([...address, 'type']))),
    ['--ports', ...ports.numbers.map(quoteShellWord)],
    ['--protocol', ports.protocol],
    ...(isPrivate ? [] : singleFlag('--dns-name-label', tracked.coverText([...address, 'dnsNameLabel']))),
  ];
}

interface Ports {
  readonly numbers: readonly string[];
  readonly protocol: string;
  readonly paths: readonly JsonPath[];
}

/** Undefined where group and container don't have the same ports, all of one protocol. */
function portsOf(tracked: TrackedBody): Ports | undefined {
  const lists = [[...address, 'ports'], containerPorts].map(path => ({
    path,
    ports: asObjects(tracked.peek(path)),
  }));
  const [ofGroup = [], ofContainer = []] = lists.map(({ ports }) =>
    ports.map(port => `${numberText(port['port'])}/${protocolOf(port)}`),
  );
  const [protocol, ...others] = new Set(ofGroup.map(port => port.slice(port.indexOf('/') + 1)));
  const isSame = JSON.stringify(ofGroup.toSorted()) === JSON.stringify(ofContainer.toSorted());
  if (protocol === undefined || others.length > 0 || !isSame) return undefined;
  return {
    numbers: ofGroup.map(port => port.slice(0, port.indexOf('/'))),
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

/** The one credential that az has options for. */
function credentialFlags(tracked: TrackedBody): readonly Flag[] {
  const path: JsonPath = ['properties', 'imageRegistryCredentials', 0];
  const password = tracked.coverSecret([...path, 'password']);
  return [
    ...singleFlag('--registry-login-server', tracked.coverText([...path, 'server'])),
    ...singleFlag('--registry-username', tracked.coverText([...path, 'username'])),
    ...secretFlag('--registry-password', password),
    ...singleFlag('--acr-identity', tracked.coverText([...path, 'identity'])),
  ];
}

function identityFlags(tracked: TrackedBody): readonly Flag[] {
  const type = asText(tracked.cover(['identity', 'type'])).toLowerCase();
  const users = Object.keys(asObject(tracked.peek(['identity', 'userAssignedIdentities'])));
  for (const user of users) tracked.cover(['identity', 'userAssignedIdentities', user]);
  const ids = [...(type.includes('systemassigned') ? ['[system]'] : []), ...users];
  return ids.length > 0 ? [['--assign-identity', ...ids.map(quoteShellWord)]] : [];
}

function volumeFlags(tracked: TrackedBody): readonly Flag[] {
  const volumes = asObjects(tracked.peek(['properties', 'volumes']));
  const share = volumes.findIndex(volume => isObject(volume['azureFile']));
  const repository = volumes.findIndex(volume => isObject(volume['gitRepo']));
  return [
    ...(share < 0 ? [] : mountPathOf(tracked, share, '--azure-file-volume-mount-path', shareFlags)),
    ...(repository < 0 ? [] : mountPathOf(tracked, repository, '--gitrepo-mount-path', repositoryFlags)),
  ];
}

/** A volume that the container mounts, once and for writing: az has options for no other. */
function mountPathOf(
  tracked: TrackedBody,
  index: number,
  flag: string,
  volumeOf: (tracked: TrackedBody, volume: JsonPath) => readonly Flag[],
): readonly Flag[] {
  const volume: JsonPath = ['properties', 'volumes', index];
  const mounts = asObjects(tracked.peek([...container, 'volumeMounts']));
  const name = tracked.peek([...volume, 'name']);
  const at = mounts.findIndex(mount => mount['name'] === name);
  const mount: JsonPath = [...container, 'volumeMounts', at];
  const path = asText(tracked.peek([...mount, 'mountPath']));
  // az refuses a colon, and so the paths of Windows.
  if (at < 0 || path === '' || path.includes(':') || path.startsWith('@')) return [];
  for (const covered of [
    [...volume, 'name'],
    [...mount, 'name'],
    [...mount, 'mountPath'],
  ])
    tracked.cover(covered);
  if (tracked.peek([...mount, 'readOnly']) === false) tracked.cover([...mount, 'readOnly']);
  return [...volumeOf(tracked, volume), tiedFlag(flag, path)];
}

function shareFlags(tracked: TrackedBody, volume: JsonPath): readonly Flag[] {
  const share = [...volume, 'azureFile'];
  const key = tracked.coverSecret([...share, 'storageAccountKey']);
  if (tracked.peek([...share, 'readOnly']) === false) tracked.cover([...share, 'readOnly']);
  return [
    ...singleFlag('--azure-file-volume-share-name', tracked.coverText([...share, 'shareName'])),
    ...singleFlag('--azure-file-volume-account-name', tracked.coverText([...share, 'storageAccountName'])),
    ...secretFlag('--azure-file-volume-account-key', key),
  ];
}

/** Without a directory az clones into the volume itself, the service into a folder of the repository's name. */
function repositoryFlags(tracked: TrackedBody, volume: JsonPath): readonly Flag[] {
  const repository = [...volume, 'gitRepo'];
  const directory = asText(tracked.peek([...repository, 'directory']));
  if (directory === '' || directory.includes('..')) return [];
  const secret = tracked.coverSecret([...repository, 'repository']);
  return [
    ...secretFlag('--gitrepo-url', secret),
    ...(secret === undefined
      ? singleFlag('--gitrepo-url', tracked.coverText([...repository, 'repository']))
      : []),
    ...singleFlag('--gitrepo-dir', tracked.coverText([...repository, 'directory'])),
    ...singleFlag('--gitrepo-revision', tracked.coverText([...repository, 'revision'])),
  ];
}

function diagnosticsFlags(tracked: TrackedBody): readonly Flag[] {
  const path: JsonPath = ['properties', 'diagnostics', 'logAnalytics'];
  const key = tracked.coverSecret([...path, 'workspaceKey']);
  return [
    ...singleFlag('--log-analytics-workspace', tracked.coverText([...path, 'workspaceId'])),
    ...secretFlag('--log-analytics-workspace-key', key),
  ];
}
