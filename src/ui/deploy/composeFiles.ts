/** The files beside a Compose file, as far as they are small texts that may be read. */
import { isOutside } from '../../core/compose/filePaths.ts';

/** A disk, seen from the Compose file's folder. What isn't there throws. */
export interface FolderReader {
  /** The size in bytes; undefined for what is no file. */
  size(path: string): Promise<number | undefined>;
  read(path: string): Promise<Uint8Array>;
  /** What is in a directory. */
  entries(path: string): Promise<readonly { readonly name: string; readonly isFile: boolean }[]>;
  /** Where a link on the way to the file leads to, if that is outside the folder. */
  linkedOutside(path: string): Promise<string | undefined>;
}

export interface ComposeFiles {
  /** A text file; undefined where there is none or it may not be read. */
  read(path: string): Promise<string | undefined>;
  /** The names of the files in a small directory without others in it; undefined for anything else. */
  list(path: string): Promise<readonly string[] | undefined>;
}

/** Settings are small; what is larger is no text that one means to send along (bytes). */
const maxFileSize = 512 * 1024;
const maxFiles = 20;

/**
 * Each file is read once. Whoever wrote the Compose file chose its paths: one that leads out of the folder, also by a
 * link, is read only if `mayRead` says so.
 */
export function createComposeFiles(
  disk: FolderReader,
  mayRead: (path: string) => Promise<boolean>,
): ComposeFiles {
  const texts = new Map<string, Promise<string | undefined>>();

  async function readOnce(path: string): Promise<string | undefined> {
    try {
      const size = await disk.size(path);
      if (size === undefined || size > maxFileSize) return undefined;
      const outside = isOutside(path) ? path : await disk.linkedOutside(path);
      if (outside !== undefined && !(await mayRead(outside))) return undefined;
      return decodeText(await disk.read(path));
    } catch {
      return undefined; // the report says that it is missing
    }
  }

  return {
    read(path) {
      const known = texts.get(path) ?? readOnce(path);
      texts.set(path, known);
      return known;
    },
    async list(path) {
      if (isOutside(path)) return undefined;
      try {
        const entries = await disk.entries(path);
        const isFlat = entries.length <= maxFiles && entries.every(({ isFile }) => isFile);
        return isFlat ? entries.map(({ name }) => name).sort() : undefined;
      } catch {
        return undefined; // no directory
      }
    },
  };
}

/** Undefined for what is no text. */
function decodeText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return text.includes('\0') ? undefined : text;
}
