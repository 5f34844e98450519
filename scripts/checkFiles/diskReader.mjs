// @ts-check
// Reads the files beside a file from disk.
import fs from 'node:fs';
import path from 'node:path';

/**
 * The disk as seen from a folder.
 * @param {string} folder
 * @returns {import('../../src/ui/deploy/composeFiles.ts').FolderReader}
 */
export function diskAt(folder) {
  const resolved = (/** @type {string} */ name) => path.resolve(folder, name);
  return {
    size: async name => {
      const found = await fs.promises.stat(resolved(name));
      return found.isFile() ? found.size : undefined;
    },
    read: name => fs.promises.readFile(resolved(name)),
    entries: async name =>
      (await fs.promises.readdir(resolved(name), { withFileTypes: true })).map(entry => ({
        name: entry.name,
        isFile: entry.isFile(),
      })),
    linkedOutside: async name => {
      const [target, realFolder] = await Promise.all([
        fs.promises.realpath(resolved(name)),
        fs.promises.realpath(folder),
      ]);
      return target.startsWith(realFolder + path.sep) ? undefined : target;
    },
  };
}
