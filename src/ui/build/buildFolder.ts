/** The folder that an image is built from, and the Dockerfiles in it. */
import type { Dockerfile } from '../../core/builds/dockerfile.ts';
import { parseDockerfile } from '../../core/builds/dockerfile.ts';
import { tagOfCommit } from '../../core/builds/buildNames.ts';
import { collectContext, type BuildContext, type ContextItem, readable } from './collectContext.ts';
import { withoutPlatforms } from '../../core/builds/buildPlan.ts';
import type { ContextSource } from './contextSource.ts';
import { packContext, type ReportPacked } from './packContext.ts';

export interface BuildFolder {
  /** Its own name: what the image is called after. */
  readonly name: string;
  readonly source: ContextSource;
  /** Where it is on this machine; undefined in a virtual workspace, where nothing local can read it. */
  readonly localPath: string | undefined;
}

/** `Dockerfile`, `Dockerfile.dev`, `api.dockerfile`, `Containerfile`; not their ignore files. */
export function isDockerfileName(name: string): boolean {
  if (/\.dockerignore$/i.test(name)) return false;
  return /^(?:docker|container)file(?:\..+)?$/i.test(name) || /.\.(?:docker|container)file$/i.test(name);
}

/** Folders that one doesn't look for Dockerfiles in. */
const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', 'bin', 'obj']);

/** Dockerfiles in the folder and in the folders of it, the plainest first. */
export async function findDockerfiles(
  { source }: BuildFolder,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (folder: string): Promise<readonly string[]> => {
    signal.throwIfAborted();
    const entries = await readable(folder === '' ? '.' : folder, () => source.list(folder));
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    found.push(
      ...entries
        .filter(({ kind, name }) => kind === 'file' && isDockerfileName(name))
        .map(({ name }) => at(name)),
    );
    return entries
      .filter(({ kind, name }) => kind === 'folder' && !skippedFolders.has(name))
      .map(({ name }) => at(name));
  };
  for (const folder of await look('')) await look(folder).catch(() => []); // one that can't be read has none
  const rank = (path: string) => path.split('/').length * 1000 + path.length;
  return found.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A Dockerfile's text as the build sees it. */
export interface ReadDockerfile {
  readonly path: string;
  readonly text: string;
  readonly parsed: Dockerfile;
  /** Not in the folder: it is sent beside what is there. */
  readonly isInline?: boolean;
}

export async function readDockerfile({ source }: BuildFolder, path: string): Promise<ReadDockerfile> {
  const text = new TextDecoder().decode(await readable(path, () => source.read(path)));
  return { path, text, parsed: parseDockerfile(text) };
}

/** A context that is ready to be sent. */
export interface PackedContext extends BuildContext {
  readonly packed: Uint8Array;
}

/** `strips`: sends the Dockerfile without its `FROM --platform`; the file itself stays as it is. */
export async function prepareContext(
  { source }: BuildFolder,
  { path, text, isInline = false }: ReadDockerfile,
  strips: boolean,
  signal: AbortSignal,
  report?: ReportPacked,
): Promise<PackedContext> {
  const collected = await collectContext(source, path, signal);
  const bytes = new TextEncoder().encode(strips ? withoutPlatforms(text) : text);
  const inline: ContextItem = { kind: 'file', path, mode: 0o644, size: bytes.byteLength };
  const context = isInline ? { ...collected, items: [...collected.items, inline] } : collected;
  const replaced = strips || isInline ? [[path, bytes] as const] : [];
  return { ...context, packed: await packContext(source, context, new Map(replaced), signal, report) };
}

/** The commit that is checked out in the folder, as a tag; undefined where `.git` doesn't tell it plainly. */
export async function commitTag({ source }: BuildFolder): Promise<string | undefined> {
  const read = async (path: string) => new TextDecoder().decode(await source.read(path)).trim();
  try {
    const head = await read('.git/HEAD');
    const [, ref] = /^ref: (refs\/[\w./-]+)$/.exec(head) ?? [];
    if (ref?.includes('..')) return undefined;
    return tagOfCommit(ref === undefined ? head : await read(`.git/${ref}`));
  } catch {
    return undefined; // no repository, or one whose references are packed
  }
}
