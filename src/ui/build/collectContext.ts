/**
 * What of a folder belongs to a build: everything but what `.dockerignore` leaves out. Nothing outside the folder comes
 * along: a link that leads there is refused, the others are kept as links.
 */
import dockerignore from '@balena/dockerignore';
import * as l10n from '@vscode/l10n';
import { isLikelySecretFile } from '../../core/builds/contextSecrets.ts';
import { AciError, isAbort } from '../../core/errors.ts';
import type { ContextEntry, ContextSource } from './contextSource.ts';

export type ContextItem =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number | undefined }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number | undefined; readonly size: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export interface BuildContext {
  readonly items: readonly ContextItem[];
  readonly fileCount: number;
  /** Bytes of all files, unpacked. */
  readonly size: number;
  /** The ignore file that was followed: `.dockerignore`, `Dockerfile.dockerignore`. */
  readonly ignoreFile: string | undefined;
  /** Those that most likely hold secrets. */
  readonly likelySecrets: readonly string[];
}

/** More files than this are no context that one means to send. */
const mostFiles = 100_000;

/**
 * Reads no file but the ignore file. `dockerfile`: its path below the context, which is sent whatever the ignore file
 * says, as Docker does. Throws `AciError('settings')` with the path that stands in the way, or the signal's reason.
 */
export async function collectContext(
  source: ContextSource,
  dockerfile: string,
  signal: AbortSignal,
): Promise<BuildContext> {
  const { name: ignoreFile, text } = await readIgnoreFile(source, dockerfile);
  const ignores = ignoreRules(text, [dockerfile, '.dockerignore']);
  const items: ContextItem[] = [];
  for await (const item of walk(source, '', ignores, signal)) {
    items.push(item);
    if (items.length > mostFiles)
      throw refusal(
        l10n.t(
          'There are more than {0} files in the folder. Leave out what the image does not need, in a .dockerignore file.',
          mostFiles,
        ),
      );
  }
  const files = items.filter(item => item.kind === 'file');
  return {
    items,
    fileCount: files.length,
    size: files.reduce((sum, { size }) => sum + size, 0),
    ignoreFile,
    likelySecrets: files.map(({ path }) => path).filter(isLikelySecretFile),
  };
}

/** `<Dockerfile>.dockerignore` beside the Dockerfile goes before `.dockerignore` ("Filename and location", docs.docker.com). */
async function readIgnoreFile(
  source: ContextSource,
  dockerfile: string,
): Promise<{ readonly name: string | undefined; readonly text: string }> {
  for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const text = await readTextIfThere(source, name);
    if (text !== undefined) return { name, text };
  }
  return { name: undefined, text: '' };
}

async function readTextIfThere(source: ContextSource, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await source.read(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

function isMissing(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'FileNotFound';
}

interface IgnoreRules {
  ignores(path: string): boolean;
  /** Whether something below an ignored folder may be wanted all the same. */
  readonly hasExceptions: boolean;
}

function ignoreRules(text: string, kept: readonly string[]): IgnoreRules {
  const rules = dockerignore({ ignorecase: false }).add(text.replace(/^\uFEFF/, ''));
  return {
    ignores: path => isGit(path) || (!kept.includes(path) && rules.ignores(path)),
    hasExceptions: /^\s*!/m.test(text) || kept.some(path => path.includes('/')),
  };
}

/** The history is no part of an image, and holds what was never meant for one. */
function isGit(path: string): boolean {
  return path === '.git' || path.startsWith('.git/');
}

async function* walk(
  source: ContextSource,
  folder: string,
  rules: IgnoreRules,
  signal: AbortSignal,
): AsyncGenerator<ContextItem, void, undefined> {
  signal.throwIfAborted();
  const entries = await readable(folder === '' ? '.' : folder, () => source.list(folder));
  for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    signal.throwIfAborted();
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isIgnored = rules.ignores(path);
    if (entry.kind === 'folder') {
      if (isIgnored && (isGit(path) || !rules.hasExceptions)) continue;
      if (!isIgnored)
        yield { kind: 'folder', path, mode: (await readable(path, () => source.stat(path))).mode };
      yield* walk(source, path, rules, signal);
    } else if (!isIgnored) yield* itemOf(source, entry, path);
  }
}

async function* itemOf(
  source: ContextSource,
  { kind }: ContextEntry,
  path: string,
): AsyncGenerator<ContextItem, void, undefined> {
  if (kind === 'link') yield { kind: 'link', path, target: await insideTarget(source, path) };
  if (kind === 'file') {
    const { size, mode } = await readable(path, () => source.stat(path));
    yield { kind: 'file', path, size, mode };
  }
  // Sockets, pipes and devices are passed over, as Docker does.
}

/** Where the link points, relative to the folder it is in. Throws where that is outside the context. */
async function insideTarget(source: ContextSource, path: string): Promise<string> {
  const target = await readable(path, () => source.linkTarget(path));
  if (target === undefined)
    throw refusal(
      l10n.t(
        'Where the link {0} leads cannot be told in this folder. Leave it out in a .dockerignore file.',
        path,
      ),
    );
  const isAbsolute = target.startsWith('/') || /^[A-Za-z]:/.test(target);
  if (isAbsolute || leavesContext(path, target))
    throw refusal(
      l10n.t(
        'The link {0} leads to {1}, which is outside the folder and is not sent. Put a copy in its place, or leave it out in a .dockerignore file.',
        path,
        target,
      ),
    );
  return target;
}

function leavesContext(path: string, target: string): boolean {
  let depth = path.split('/').length - 1;
  for (const step of target.split('/')) {
    if (step === '..') depth--;
    else if (step !== '' && step !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** Runs `read`; what the disk throws says which file it is about. */
export async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): AciError {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  const isForbidden = code === 'EACCES' || code === 'EPERM' || code === 'NoPermissions';
  const message = isForbidden
    ? l10n.t('You may not read {0}. Change its permissions, or leave it out in a .dockerignore file.', path)
    : l10n.t('{0} could not be read. Try again, or leave it out in a .dockerignore file.', path);
  return new AciError('settings', message, { cause });
}

function refusal(message: string): AciError {
  return new AciError('settings', message);
}
