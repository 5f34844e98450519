/** Reads what a Compose project takes from beside its file, and what its images say. */
import type { GetVariable } from '../environment.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, isObject, type JsonObject } from '../json.ts';
import { type ImageConfig, needsImageConfig } from './command.ts';
import { isOutside, joinPath } from './filePaths.ts';
import type { Project, ProjectFiles } from './loadProject.ts';
import { type Located, locate } from './located.ts';
import { parseMount } from './parseMount.ts';
import type { Service } from './services.ts';
import { itemsWithPaths, plainText } from './values.ts';
import { envFilesOf } from './variables.ts';

/** Access to what a Compose file refers to. */
export interface ComposeDeps extends ProjectFiles {
  /** The names of the files in a small directory without subdirectories; undefined for anything else. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** A variable of this computer. */
  readonly machine: GetVariable;
  /** What an image runs by itself; undefined where that can't be known. */
  imageConfig(image: string): Promise<ImageConfig | undefined>;
}

/** Files that a project names, as far as they could be read; paths are seen from the main file's folder. */
export interface LocalFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly directories: ReadonlyMap<string, readonly string[]>;
  /** Whether a service mounts something from beside the file, which could be carried along. */
  readonly hasBinds: boolean;
}

/** Reads what services name: env files, secrets, configs and, if they are carried along, mounted files. */
export async function readLocalFiles(
  project: Project,
  services: readonly Service[],
  deps: Pick<ComposeDeps, 'read' | 'list'>,
  carryFiles: boolean,
): Promise<LocalFiles> {
  const file = asObject(project.whole.value);
  const resolve = (path: string, at: JsonPath) => resolvePath(project.whole, path, at);
  const files = new Map<string, string>();
  const directories = new Map<string, readonly string[]>();
  const read = async (path: string) => {
    const text = files.has(path) ? undefined : await deps.read(path);
    if (text !== undefined) files.set(path, text);
  };
  for (const { service, path } of services)
    for (const envFile of envFilesOf(service, path)) await read(resolve(envFile.file, envFile.path));
  for (const kind of ['secrets', 'configs'] as const)
    for (const name of namesOf(services, kind)) {
      const source = plainText(asObject(asObject(file[kind])[name])['file']);
      if (source !== undefined) await read(resolve(source, [kind, name, 'file']));
    }
  const binds = services.flatMap(({ service, path }) => bindsOf(service, path, resolve));
  for (const path of carryFiles ? binds : []) {
    const names = await deps.list(path);
    if (!names) await read(path);
    else if (names.length > 0) {
      directories.set(path, names);
      for (const name of names) await read(`${path}/${name}`);
    }
  }
  return { files, directories, hasBinds: binds.length > 0 };
}

/** `path` as it is written at `at`, seen from the main file's folder. */
export function resolvePath(whole: Located, path: string, at: JsonPath): string {
  return joinPath(locate(whole, at).source.directory, path);
}

function namesOf(services: readonly Service[], kind: 'secrets' | 'configs'): readonly string[] {
  const names = services.flatMap(({ service, path }) =>
    itemsWithPaths(service, kind, path).map(
      ([item]) => plainText(isObject(item) ? item['source'] : item) ?? '',
    ),
  );
  return [...new Set(names)];
}

function bindsOf(
  service: JsonObject,
  path: JsonPath,
  resolve: (path: string, at: JsonPath) => string,
): readonly string[] {
  return itemsWithPaths(service, 'volumes', path).flatMap(([item, itemPath]) => {
    const mount = parseMount(item);
    const source = mount?.kind === 'bind' ? resolve(mount.source, itemPath) : undefined;
    return source === undefined || source === '' || isOutside(source) ? [] : [source];
  });
}

/** What images run by themselves, for the services whose command depends on it. */
export async function readImageConfigs(
  services: readonly Service[],
  deps: Pick<ComposeDeps, 'imageConfig'>,
): Promise<ReadonlyMap<string, ImageConfig>> {
  const wanted = services.flatMap(({ service }) =>
    needsImageConfig(service) ? (plainText(service['image']) ?? []) : [],
  );
  const found = await Promise.all(
    [...new Set(wanted)].map(async image => [image, await deps.imageConfig(image)] as const),
  );
  return new Map(found.flatMap(([image, config]) => (config ? [[image, config] as const] : [])));
}
