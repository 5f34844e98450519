// @ts-check
// This computer's disk, as the reading of files wants it.
import fs from 'node:fs';
import path from 'node:path';

/**
 * The disk as seen from a folder.
 * @param {string} folder
 * @returns {import('../src/ui/deploy/composeFiles.ts').FolderReader}
 */
export function diskAt(folder) {
  const at = (/** @type {string} */ name) => path.resolve(folder, name);
  return {
    size: async name => {
      const found = await fs.promises.stat(at(name));
      return found.isFile() ? found.size : undefined;
    },
    read: name => fs.promises.readFile(at(name)),
    entries: async name =>
      (await fs.promises.readdir(at(name), { withFileTypes: true })).map(entry => ({
        name: entry.name,
        isFile: entry.isFile(),
      })),
    linkedOutside: async name => {
      const [target, home] = await Promise.all([
        fs.promises.realpath(at(name)),
        fs.promises.realpath(folder),
      ]);
      return target.startsWith(home + path.sep) ? undefined : target;
    },
  };
}
