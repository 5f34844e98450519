/** A build context on the disk of this machine. */
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { Dirent } from 'node:fs';
import type { ContextEntry, ContextSource } from './contextSource.ts';

export function diskContextSource(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): ContextSource {
  const at = (below: string) => path.join(folder, ...below.split('/'));
  return {
    async list(below) {
      const entries = await readdir(at(below), { withFileTypes: true });
      return entries.map((entry): ContextEntry => ({ name: entry.name, kind: kindOf(entry) }));
    },
    async stat(below) {
      const { size, mode } = await lstat(at(below));
      return { size, mode: platform === 'win32' ? undefined : mode & 0o7777 };
    },
    read: below => readFile(at(below)),
    linkTarget: async below => (await readlink(at(below))).split(path.sep).join('/'),
  };
}

function kindOf(entry: Dirent): ContextEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}
