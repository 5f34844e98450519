/** Unpacks the source code of a build: a gzipped tar archive, within limits. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** Files by their paths without a leading slash: `src/server.js`; folders have no text. */
export type SourceFiles = ReadonlyMap<string, string | undefined>;

export interface Source {
  readonly files: SourceFiles;
  /** Of all files together. */
  readonly bytes: number;
}

/** More than this is no source code: a small archive may unpack to anything. */
const limits = { bytes: 1024 ** 3, entries: 200_000, depth: 64 };

/** A container can run a script that is this long; of longer files, and of those that are no text, only the names count. */
const longestText = 256 * 1024;
/** Of all texts together, in characters. */
const mostText = 16 * 1024 * 1024;

/** An archive that can't be read. */
export class SourceError extends Error {}

/** @throws SourceError for what is no gzipped tar archive, or too large. */
export async function readSource(archive: Buffer): Promise<Source> {
  const files = new Map<string, string | undefined>();
  let bytes = 0;
  let kept = 0;
  let size = 0;
  const entries = extract();
  const unpacked = Readable.from([archive]).pipe(createGunzip());
  const failed = new Promise<never>((_, reject) => {
    unpacked.on('error', reject);
    entries.on('error', reject);
  });
  unpacked.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.bytes) unpacked.destroy(new SourceError('archive/tar: archive too large'));
  });
  unpacked.pipe(entries);
  const read = async () => {
    for await (const entry of entries) {
      const path = cleanPath(entry.header.name);
      if (files.size >= limits.entries || path.split('/').length > limits.depth) {
        throw new SourceError('archive/tar: too many entries');
      }
      const text = await readText(entry);
      size += entry.header.size;
      if (path === '') continue;
      // A link is a file without a text of its own: where it leads doesn't matter to a simulated build.
      if (entry.header.type === 'directory') files.set(path, undefined);
      else files.set(path, kept + text.length <= mostText ? text : '');
      kept += text.length;
    }
  };
  try {
    await Promise.race([read(), failed]);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const why =
      error instanceof Error && 'code' in error ? 'gzip: invalid header' : 'archive/tar: invalid tar header';
    throw new SourceError(why);
  } finally {
    unpacked.destroy();
    entries.destroy();
  }
  return { files, bytes: size };
}

/** The path within the context: nothing leads out of it. */
function cleanPath(name: string): string {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

async function readText(entry: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const part of entry) {
    const chunk = part as Buffer;
    length += chunk.length;
    if (length <= longestText) chunks.push(chunk);
  }
  if (length > longestText) return '';
  const content = Buffer.concat(chunks);
  return content.includes(0) ? '' : content.toString('utf8');
}
