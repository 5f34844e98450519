/** The folder that an image is built from, on whatever disk. Paths have `/` and are below the folder. */
export interface ContextEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export interface ContextSource {
  /** What is in a folder; '' is the context itself. Throws what the disk throws. */
  list(path: string): Promise<readonly ContextEntry[]>;
  /** `mode`: permission bits as POSIX has them; undefined where the disk has none. */
  stat(path: string): Promise<{ readonly size: number; readonly mode: number | undefined }>;
  read(path: string): Promise<Uint8Array>;
  /** Where a link points, as written; undefined where the disk doesn't tell. */
  linkTarget(path: string): Promise<string | undefined>;
}
