/** The files of a simulated container: its own, and those of the volumes that are mounted in it. */

/** What a volume, or a container's own layer, holds. Paths are relative: `logs/app.txt`; folders have no text. */
export interface Volume {
  readonly entries: Map<string, string | undefined>;
}

export interface Mount {
  /** Absolute: `/mnt/secrets`. */
  readonly path: string;
  readonly volume: Volume;
  readonly readOnly: boolean;
}

/** Why something could not be done, in the words of the C library. */
export type FileProblem =
  | 'No such file or directory'
  | 'Is a directory'
  | 'Not a directory'
  | 'Directory not empty'
  | 'File exists'
  | 'Read-only file system'
  | 'Resource busy'
  | 'No space left on device';

export interface FileSystem {
  /** `path` is absolute, or relative to the root. */
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** The text of a file, undefined where there is none. */
  read(path: string): string | undefined;
  write(path: string, text: string, how: 'replace' | 'append'): FileProblem | undefined;
  /** Names in a folder, sorted; undefined where it is none. */
  list(path: string): string[] | undefined;
  makeFolder(path: string): FileProblem | undefined;
  /** Takes away a file, or a folder with all that is in it. */
  remove(path: string): FileProblem | undefined;
}

/** In characters: more than any reasonable script writes. */
const volumeLimit = 16 * 1024 * 1024;

const rootFolders =
  'bin dev etc home lib mnt opt proc root run sbin srv sys tmp usr usr/bin usr/local usr/share var var/log var/run';

export function createVolume(files: Readonly<Record<string, string>> = {}): Volume {
  return { entries: new Map(Object.entries(files)) };
}

/** A container's files: a layer of its own (default: a fresh one), with volumes mounted in it. */
export function createFileSystem(mounts: readonly Mount[], layer = createVolume()): FileSystem {
  const own: Mount = { path: '', volume: layer, readOnly: false };
  for (const folder of rootFolders.split(' ')) own.volume.entries.set(folder, undefined);
  const allMounts = [own, ...mounts.map(mount => ({ ...mount, path: normalizePath(mount.path) }))];

  /** The volume that a path is in, and the path within it. */
  function locate(path: string): { readonly mount: Mount; readonly rest: string; readonly full: string } {
    const full = normalizePath(path);
    const fitting = allMounts.filter(m => full === m.path || full.startsWith(`${m.path}/`));
    const mount = fitting.reduce((best, m) => (m.path.length >= best.path.length ? m : best), own);
    return { mount, rest: full.slice(mount.path.length + 1), full };
  }

  /** Folders are there that are on the way to a volume, or to a file. */
  function isFolder({ mount, rest, full }: ReturnType<typeof locate>): boolean {
    if (rest === '' || allMounts.some(m => m.path.startsWith(`${full}/`))) return true;
    const { entries } = mount.volume;
    if (entries.has(rest)) return entries.get(rest) === undefined;
    return [...entries.keys()].some(key => key.startsWith(`${rest}/`));
  }

  function kindOf(path: string): 'file' | 'folder' | undefined {
    const location = locate(path);
    if (isFolder(location)) return 'folder';
    return location.mount.volume.entries.has(location.rest) ? 'file' : undefined;
  }

  /** Why nothing can be created at a path. */
  function problemAt(path: string): FileProblem | undefined {
    const { mount, full } = locate(path);
    const parent = kindOf(full.slice(0, full.lastIndexOf('/')));
    if (parent !== 'folder') return parent === 'file' ? 'Not a directory' : 'No such file or directory';
    return mount.readOnly ? 'Read-only file system' : undefined;
  }

  return {
    kindOf,
    read(path) {
      const { mount, rest } = locate(path);
      return mount.volume.entries.get(rest);
    },
    write(path, text, how) {
      if (kindOf(path) === 'folder') return 'Is a directory';
      const problem = problemAt(path);
      if (problem) return problem;
      const { mount, rest } = locate(path);
      const { entries } = mount.volume;
      const content = how === 'append' ? (entries.get(rest) ?? '') + text : text;
      const others = sizeOf(entries) - (entries.get(rest)?.length ?? 0);
      if (others + content.length > volumeLimit) return 'No space left on device';
      entries.set(rest, content);
      return undefined;
    },
    list(path) {
      if (kindOf(path) !== 'folder') return undefined;
      const { mount, rest, full } = locate(path);
      const prefix = rest === '' ? '' : `${rest}/`;
      const inVolume = [...mount.volume.entries.keys()]
        .filter(key => key.startsWith(prefix))
        .map(key => key.slice(prefix.length));
      const mounted = allMounts
        .filter(m => m.path.startsWith(`${full}/`))
        .map(m => m.path.slice(full.length + 1));
      return [...new Set([...inVolume, ...mounted].map(below => below.replace(/\/.*/, '')))].sort();
    },
    makeFolder(path) {
      if (kindOf(path) !== undefined) return 'File exists';
      const problem = problemAt(path);
      if (problem) return problem;
      const { mount, rest } = locate(path);
      mount.volume.entries.set(rest, undefined);
      return undefined;
    },
    remove(path) {
      if (kindOf(path) === undefined) return 'No such file or directory';
      const { mount, rest, full } = locate(path);
      if (rest === '' || allMounts.some(m => m.path.startsWith(`${full}/`))) return 'Resource busy';
      if (mount.readOnly) return 'Read-only file system';
      const { entries } = mount.volume;
      for (const key of [...entries.keys()]) {
        if (key === rest || key.startsWith(`${rest}/`)) entries.delete(key);
      }
      return undefined;
    },
  };
}

function sizeOf(entries: Volume['entries']): number {
  let size = 0;
  for (const [path, text] of entries) size += path.length + (text?.length ?? 0);
  return size;
}

/** `/mnt/s` for `mnt/s/`, `/mnt/./s`, `/mnt/x/../s` and `C:\mnt\s`; '' for the root. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replace(/^[a-z]:(?=[\\/])/i, '').split(/[\\/]+/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.map(part => `/${part}`).join('');
}
