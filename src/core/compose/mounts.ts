/** Volumes, secrets and configs: what a service finds in its file system. */
import type { Path } from '../groupFile/path.ts';
import { asObject, isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import { freeName, toGroupName } from '../rules/names.ts';
import type { Environment } from './interpolate.ts';
import type { Tell } from './note.ts';
import { at, listOf, plainText, truth } from './values.ts';

export interface MountContext {
  readonly file: JsonObject;
  readonly environment: Environment;
  readonly contents: (path: string) => string | undefined;
  readonly tell: Tell;
}

/** The group's volumes, growing as services ask for them. */
export interface Volumes {
  /** The service's `volumeMounts`. */
  mounts(name: string, service: JsonObject, path: Path): readonly JsonObject[];
  all(): readonly JsonObject[];
}

export function createVolumes(context: MountContext): Volumes {
  const { tell } = context;
  const volumes: JsonObject[] = [];
  const names = new Map<string, string>();

  function add(wish: string, body: JsonObject): string {
    const name = freeName(volumeName(wish), taken => volumes.some(volume => volume['name'] === taken));
    volumes.push({ name, ...body });
    return name;
  }

  function named(volume: string, path: Path): string {
    const known = names.get(volume);
    if (known !== undefined) return known;
    const name = add(volume, declared(volume, path, context));
    names.set(volume, name);
    if (name !== volume) tell('changed', path, { kind: 'nameChanged', from: volume, to: name });
    return name;
  }

  function empty(service: string, path: Path): string {
    tell('changed', path, { kind: 'volumeEmpty', volume: '' });
    return add(`${service}-volume`, { emptyDir: {} });
  }

  function volumeMount(service: string, item: Json, path: Path): readonly JsonObject[] {
    const wish = readMount(item);
    if (!wish) {
      tell('blocked', path, { kind: 'volumeSyntax', text: plainText(item) ?? '' });
      return [];
    }
    for (const key of wish.dropped) tell('dropped', [...path, key], { kind: 'volumeDetail', key });
    const { source, target, readOnly } = wish;
    if (wish.kind === 'bind') {
      tell('dropped', path, { kind: 'bindMount', source });
      return [];
    }
    const name = wish.kind === 'volume' && source !== '' ? named(source, path) : empty(service, path);
    return [{ name, mountPath: target, ...(readOnly && { readOnly: true }) }];
  }

  function fileMounts(service: string, body: JsonObject, path: Path): readonly JsonObject[] {
    const files = [
      ...wantedFiles(body, path, 'secrets', context),
      ...wantedFiles(body, path, 'configs', context),
    ];
    const directories = [...new Set(files.map(({ directory }) => directory))];
    return directories.map(directory => {
      const here = files.filter(file => file.directory === directory);
      const secret = Object.fromEntries(here.map(({ file, content }) => [file, toBase64(content)]));
      const first = here[0];
      if (first && directory !== '/run/secrets')
        tell('changed', first.path, { kind: 'mountHides', directory });
      return { name: add(`${service}-files`, { secret }), mountPath: directory, readOnly: true };
    });
  }

  return {
    mounts: (name, service, path) => [
      ...pathed(service, 'volumes', path).flatMap(([item, place]) => volumeMount(name, item, place)),
      ...pathed(service, 'tmpfs', path).flatMap(([item, place]) => {
        const target = (plainText(item) ?? '').split(':')[0] ?? '';
        return target.startsWith('/') ? [{ name: empty(name, place), mountPath: target }] : [];
      }),
      ...fileMounts(name, service, path),
    ],
    all: () => volumes,
  };
}

function pathed(owner: JsonObject, key: string, path: Path): readonly (readonly [Json, Path])[] {
  const json = owner[key];
  return listOf(json).map((item, index) => [item, isList(json) ? [...path, key, index] : [...path, key]]);
}

/** 5–63 lowercase letters, digits and single inner hyphens (FACTS §5). */
function volumeName(wish: string): string {
  const name = toGroupName(wish, 'volume');
  return name.length < 5 ? `${name}-volume` : name;
}

interface Mount {
  readonly kind: 'volume' | 'bind' | 'tmpfs';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly dropped: readonly string[];
}

function readMount(item: Json): Mount | undefined {
  const mount = isObject(item) ? longMount(item) : shortMount(plainText(item) ?? '');
  return mount && mount.target !== '' && !mount.target.includes(':') ? mount : undefined;
}

function longMount(item: JsonObject): Mount | undefined {
  const type = plainText(item['type']) ?? 'volume';
  const known = ['type', 'source', 'target', 'read_only'];
  return {
    kind: type === 'volume' || type === 'tmpfs' ? type : 'bind',
    source: plainText(item['source']) ?? '',
    target: plainText(item['target']) ?? '',
    readOnly: truth(item['read_only']),
    dropped: Object.keys(item).filter(key => !known.includes(key)),
  };
}

/** `[source:]target[:mode]`; a source with a slash, dot or tilde in front, or a drive, is a place on this computer. */
function shortMount(text: string): Mount | undefined {
  const drive = /^[A-Za-z]:[\\/]/.exec(text)?.[0] ?? '';
  const parts = text.slice(drive.length).split(':');
  const [first = '', second, mode = ''] = parts;
  if (parts.length > 3) return undefined;
  const isTarget = second === undefined;
  const source = isTarget ? '' : drive + first;
  return {
    kind: drive !== '' || /^[./~\\]/.test(source) ? 'bind' : 'volume',
    source,
    target: isTarget ? drive + first : second,
    readOnly: mode.split(',').includes('ro'),
    dropped: [],
  };
}

/** The group's volume for one that the file declares. */
function declared(volume: string, path: Path, { file, tell }: MountContext): JsonObject {
  const volumes = asObject(file['volumes']);
  const place = ['volumes', volume];
  if (!Object.hasOwn(volumes, volume)) {
    tell('blocked', path, { kind: 'volumeUndeclared', volume });
    return { emptyDir: {} };
  }
  const wish = asObject(volumes[volume]);
  if (wish['driver'] !== 'azure_file') {
    const isElsewhere = truth(wish['external']) || isObject(wish['external']);
    tell('changed', place, { kind: isElsewhere ? 'volumeExternal' : 'volumeEmpty', volume });
    return { emptyDir: {} };
  }
  const share = plainText(at(wish, 'driver_opts', 'share_name'));
  const account = plainText(at(wish, 'driver_opts', 'storage_account_name'));
  const key = plainText(at(wish, 'driver_opts', 'storage_account_key'));
  for (const [missing, value] of [
    ['share_name', share],
    ['storage_account_name', account],
  ] as const)
    if (value === undefined) tell('blocked', place, { kind: 'azureFileIncomplete', volume, missing });
  if (key === undefined) tell('changed', place, { kind: 'volumeKeyAsked', volume });
  return {
    azureFile: {
      shareName: share ?? '',
      storageAccountName: account ?? '',
      ...(truth(at(wish, 'driver_opts', 'read_only')) && { readOnly: true }),
      ...(key !== undefined && { storageAccountKey: key }),
    },
  };
}

interface WantedFile {
  readonly directory: string;
  readonly file: string;
  readonly content: string;
  readonly path: Path;
}

function wantedFiles(
  service: JsonObject,
  path: Path,
  kind: 'secrets' | 'configs',
  context: MountContext,
): readonly WantedFile[] {
  return pathed(service, kind, path).flatMap(([item, place]) => {
    const source = plainText(isObject(item) ? item['source'] : item) ?? '';
    const target = isObject(item) ? plainText(item['target']) : undefined;
    if (isObject(item))
      for (const key of Object.keys(item).filter(word => ['uid', 'gid', 'mode'].includes(word)))
        context.tell('dropped', [...place, key], { kind: 'secretDetail', key });
    const whole = wholePath(source, target, kind);
    const slash = whole.lastIndexOf('/');
    if (slash <= 0) {
      context.tell('dropped', place, { kind: 'configAtRoot', config: source });
      return [];
    }
    const content = contentOf(source, place, kind, context);
    return content === undefined
      ? []
      : [{ directory: whole.slice(0, slash), file: whole.slice(slash + 1), content, path: place }];
  });
}

function wholePath(source: string, target: string | undefined, kind: 'secrets' | 'configs'): string {
  if (target?.startsWith('/') === true) return target;
  return `${kind === 'secrets' ? '/run/secrets' : ''}/${target ?? source}`;
}

function contentOf(
  source: string,
  path: Path,
  kind: 'secrets' | 'configs',
  { file, environment, contents, tell }: MountContext,
): string | undefined {
  const all = asObject(file[kind]);
  const wish = asObject(Object.hasOwn(all, source) ? all[source] : undefined);
  const [place, variable] = [plainText(wish['file']), plainText(wish['environment'])];
  const inline = plainText(wish['content']);
  if (inline !== undefined) return inline;
  if (place !== undefined) {
    const content = contents(place);
    if (content === undefined) tell('blocked', [kind, source, 'file'], { kind: 'fileMissing', file: place });
    return content;
  }
  if (variable !== undefined) {
    const value = environment(variable);
    if (value === undefined)
      tell('blocked', [kind, source, 'environment'], { kind: 'variableUnset', name: variable });
    return value;
  }
  if (truth(wish['external']) || isObject(wish['external']))
    tell('dropped', path, { kind: 'secretExternal', secret: source });
  else tell('blocked', path, { kind: 'secretUndeclared', secret: source });
  return undefined;
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));
}
