/** Volumes, secrets and configs: what a service finds in its file system. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, isObject, type JsonObject } from '../json.ts';
import { freeName, toGroupName } from '../rules/names.ts';
import type { ConversionContext } from './conversionContext.ts';
import { bindFiles, type MountedFile } from './bindMounts.ts';
import { isOnDrive, type Mount, parseMount } from './parseMount.ts';
import { replaceInFile } from './serviceNames.ts';
import { at, itemsWithPaths, plainText, isTrue } from './values.ts';
import { textToBase64 } from '../document/secretVolumeFiles.ts';

/** The group's volumes, growing as services ask for them. */
export interface Volumes {
  /** The service's `volumeMounts`. */
  addMounts(name: string, service: JsonObject, path: JsonPath): readonly JsonObject[];
  all(): readonly JsonObject[];
}

export function createVolumes(context: ConversionContext): Volumes {
  const { addNote, recordSource } = context;
  const volumes: JsonObject[] = [];
  const names = new Map<string, string>();
  /** Secret volumes by what is in them: a group has few volumes, and services often mount the same files. */
  const filled = new Map<string, string>();

  function add(requested: string, body: JsonObject, itemPath: JsonPath): string {
    const name = freeName(volumeName(requested), taken => volumes.some(volume => volume['name'] === taken));
    volumes.push(recordSource({ name, ...body }, itemPath));
    return name;
  }

  function named(volume: string, path: JsonPath): string {
    const known = names.get(volume);
    if (known !== undefined) return known;
    const name = add(volume, declared(volume, path, context), ['volumes', volume]);
    names.set(volume, name);
    if (name !== volume) addNote('changed', path, { kind: 'nameChanged', from: volume, to: name });
    return name;
  }

  function empty(service: string, path: JsonPath): string {
    addNote('changed', path, { kind: 'volumeEmpty', volume: '' });
    return add(`${service}-volume`, { emptyDir: {} }, path);
  }

  function volumeMount(
    service: string,
    { kind, source, target, readOnly }: Mount,
    path: JsonPath,
  ): JsonObject {
    const name = kind === 'volume' && source !== '' ? named(source, path) : empty(service, path);
    return recordSource({ name, mountPath: target, ...(readOnly && { readOnly: true }) }, path);
  }

  /** One secret volume a directory: what the image has in it is hidden. */
  function fileMounts(service: string, files: readonly MountedFile[]): readonly JsonObject[] {
    const directories = [...new Set(files.map(({ directory }) => directory))];
    return directories.flatMap(directory => {
      const here = files.filter(file => file.directory === directory);
      const secret = Object.fromEntries(here.map(file => [file.file, textToBase64(contentOf(file))]));
      const [first] = here;
      if (!first) return [];
      if (directory !== '/run/secrets' && here.some(({ isDeclared }) => isDeclared))
        addNote('changed', first.path, { kind: 'mountHides', directory });
      const key = JSON.stringify(secret);
      const name = filled.get(key) ?? add(`${service}-files`, { secret }, first.path);
      filled.set(key, name);
      return [recordSource({ name, mountPath: directory, readOnly: true }, first.path)];
    });
  }

  function contentOf({ content, source, path }: MountedFile): string {
    const { text, services, addresses } = replaceInFile(content, context.names);
    if (services.length === 0) return content;
    if (!context.choices.useLocalhost) {
      addNote('changed', path, { kind: 'fileNameUnknown', services, file: source });
      return content;
    }
    addNote('changed', path, { kind: 'fileNameReplaced', services, addresses, file: source });
    return text;
  }

  function mounts(name: string, service: JsonObject, path: JsonPath): readonly JsonObject[] {
    const declaredMounts = itemsWithPaths(service, 'volumes', path).flatMap(([item, itemPath]) => {
      const mount = parseMount(item);
      if (!mount) addNote('blocked', itemPath, { kind: 'volumeSyntax', text: plainText(item) ?? '' });
      for (const key of mount?.dropped ?? [])
        addNote('dropped', [...itemPath, key], { kind: 'volumeDetail', key });
      if (mount && isOnDrive(mount)) {
        addNote('dropped', itemPath, { kind: 'mountOnDrive', target: mount.target });
        return [];
      }
      return mount ? [{ mount, path: itemPath }] : [];
    });
    const kept = declaredMounts.filter(({ mount }) => mount.kind !== 'bind');
    const ours = kept.map(({ mount, path: itemPath }) => volumeMount(name, mount, itemPath));
    const temporary = itemsWithPaths(service, 'tmpfs', path).flatMap(([item, itemPath]) => {
      const target = (plainText(item) ?? '').split(':')[0] ?? '';
      return target.startsWith('/')
        ? [recordSource({ name: empty(name, itemPath), mountPath: target }, itemPath)]
        : [];
    });
    const declaredFiles = [
      ...wantedFiles(service, path, 'secrets', context),
      ...wantedFiles(service, path, 'configs', context),
    ];
    const taken = [...ours, ...temporary].flatMap(mount => plainText(mount['mountPath']) ?? []);
    const binds = declaredMounts.filter(({ mount }) => mount.kind === 'bind');
    return [
      ...ours,
      ...temporary,
      ...fileMounts(name, [...declaredFiles, ...bindFiles(binds, taken, context)]),
    ];
  }

  return { addMounts: mounts, all: () => volumes };
}

/** 5–63 lowercase letters, digits and single inner hyphens (docs/azure-facts.md, "Names and limits"). */
function volumeName(requested: string): string {
  const name = toGroupName(requested, 'volume');
  return name.length < 5 ? `${name}-volume` : name;
}

/** The group's volume for one that the file declares. */
function declared(volume: string, path: JsonPath, { file, addNote }: ConversionContext): JsonObject {
  const volumes = asObject(file['volumes']);
  const itemPath = ['volumes', volume];
  if (!Object.hasOwn(volumes, volume)) {
    addNote('blocked', path, { kind: 'volumeUndeclared', volume });
    return { emptyDir: {} };
  }
  const requested = asObject(volumes[volume]);
  if (requested['driver'] !== 'azure_file') {
    const isElsewhere = isTrue(requested['external']) || isObject(requested['external']);
    addNote('changed', itemPath, { kind: isElsewhere ? 'volumeExternal' : 'volumeEmpty', volume });
    return { emptyDir: {} };
  }
  const share = plainText(at(requested, 'driver_opts', 'share_name'));
  const account = plainText(at(requested, 'driver_opts', 'storage_account_name'));
  const key = plainText(at(requested, 'driver_opts', 'storage_account_key'));
  for (const [missing, value] of [
    ['share_name', share],
    ['storage_account_name', account],
  ] as const)
    if (value === undefined) addNote('blocked', itemPath, { kind: 'azureFileIncomplete', volume, missing });
  if (key === undefined) addNote('changed', itemPath, { kind: 'volumeKeyAsked', volume });
  return {
    azureFile: {
      shareName: share ?? '',
      storageAccountName: account ?? '',
      ...(isTrue(at(requested, 'driver_opts', 'read_only')) && { readOnly: true }),
      ...(key !== undefined && { storageAccountKey: key }),
    },
  };
}

function wantedFiles(
  service: JsonObject,
  path: JsonPath,
  kind: 'secrets' | 'configs',
  context: ConversionContext,
): readonly MountedFile[] {
  return itemsWithPaths(service, kind, path).flatMap(([item, itemPath]) => {
    const source = plainText(isObject(item) ? item['source'] : item) ?? '';
    const target = isObject(item) ? plainText(item['target']) : undefined;
    if (isObject(item))
      for (const key of Object.keys(item).filter(word => ['uid', 'gid', 'mode'].includes(word)))
        context.addNote('dropped', [...itemPath, key], { kind: 'secretDetail', key });
    const whole = wholePath(source, target, kind);
    const slash = whole.lastIndexOf('/');
    if (slash <= 0) {
      context.addNote('dropped', itemPath, { kind: 'configAtRoot', config: source });
      return [];
    }
    const content = declaredContent(source, itemPath, kind, context);
    if (content === undefined) return [];
    const [directory, file] = [whole.slice(0, slash), whole.slice(slash + 1)];
    return [{ directory, file, content, source, path: itemPath, isDeclared: true }];
  });
}

function wholePath(source: string, target: string | undefined, kind: 'secrets' | 'configs'): string {
  if (target?.startsWith('/') === true) return target;
  return `${kind === 'secrets' ? '/run/secrets' : ''}/${target ?? source}`;
}

function declaredContent(
  source: string,
  path: JsonPath,
  kind: 'secrets' | 'configs',
  { file, machineVariable, readFile, addNote }: ConversionContext,
): string | undefined {
  const all = asObject(file[kind]);
  const requested = asObject(Object.hasOwn(all, source) ? all[source] : undefined);
  const [filePath, variable] = [plainText(requested['file']), plainText(requested['environment'])];
  const inline = plainText(requested['content']);
  if (inline !== undefined) return inline;
  if (filePath !== undefined) {
    const content = readFile(filePath, [kind, source, 'file']);
    if (content === undefined)
      addNote('blocked', [kind, source, 'file'], { kind: 'fileMissing', file: filePath });
    return content;
  }
  if (variable !== undefined) {
    const value = machineVariable(variable, [kind, source, 'environment']);
    if (value === undefined)
      addNote('blocked', [kind, source, 'environment'], { kind: 'variableUnset', name: variable });
    return value;
  }
  if (isTrue(requested['external']) || isObject(requested['external']))
    addNote('dropped', path, { kind: 'secretExternal', secret: source });
  else addNote('blocked', path, { kind: 'secretUndeclared', secret: source });
  return undefined;
}
