/** A build context as a tar archive, packed with gzip: what a registry's builds are made from. */
import { createGzip } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { pack, type Header, type Pack } from 'tar-stream';
import { AciError } from '../../core/errors.ts';
import { type BuildContext, type ContextItem, readable } from './collectContext.ts';
import type { ContextSource } from './contextSource.ts';

/**
 * Most bytes of a packed context. No limit is documented; contexts of about 500 MB and more fail while the builder
 * downloads them (Azure/acr-builder#653).
 */
export const largestContext = 500 * 1024 * 1024;

/** What an entry of the archive says of itself. */
type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

/** Tells how many bytes of files are packed so far. */
export type ReportPacked = (bytes: number) => void;

/**
 * Reads one file at a time. `replaced`: contents that are sent in place of those on the disk, by path. Throws
 * `AciError('contextTooLarge')`, `AciError('settings')` with the file that could not be read, or the signal's reason.
 */
export async function packContext(
  source: ContextSource,
  { items }: BuildContext,
  replaced: ReadonlyMap<string, Uint8Array>,
  signal: AbortSignal,
  report: ReportPacked = () => undefined,
  limit = largestContext,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const archive = pack();
  const zipped = archive.pipe(createGzip());
  const packed = collect(zipped, limit);
  packed.catch(() => undefined); // it is awaited below
  try {
    let done = 0;
    for (const item of items) {
      signal.throwIfAborted();
      const bytes =
        item.kind === 'file' ? (replaced.get(item.path) ?? (await readFile(source, item.path))) : undefined;
      // What is too large is no longer read, and nothing more is taken.
      await Promise.race([add(archive, headerOf(item, bytes?.byteLength ?? 0), bytes), packed]);
      done += bytes?.byteLength ?? 0;
      report(done);
    }
    archive.finalize();
    return await packed;
  } catch (error) {
    archive.destroy();
    zipped.destroy();
    throw signal.aborted ? signal.reason : error;
  }
}

function readFile(source: ContextSource, path: string): Promise<Uint8Array> {
  return readable(path, () => source.read(path));
}

/**
 * Times are left out: the same files make the same archive. Without modes of its own (Windows) everything may be run,
 * as with Docker's own client there.
 */
function headerOf(item: ContextItem, size: number): EntryHeader {
  const mtime = new Date(0);
  if (item.kind === 'link') return { name: item.path, type: 'symlink', linkname: item.target, mtime };
  const mode = item.mode ?? 0o755;
  if (item.kind === 'folder') return { name: `${item.path}/`, type: 'directory', mode, mtime };
  return { name: item.path, type: 'file', mode, size, mtime };
}

function add(archive: Pack, header: EntryHeader, bytes: Uint8Array | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (bytes) archive.entry(header, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), done);
    else archive.entry(header, done);
  });
}

async function collect(zipped: AsyncIterable<unknown>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of zipped) {
    const bytes = chunk as Buffer;
    size += bytes.byteLength;
    if (size > limit)
      throw new AciError(
        'contextTooLarge',
        l10n.t('More than {0} MB, packed.', Math.floor(limit / 1024 / 1024)),
      );
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
