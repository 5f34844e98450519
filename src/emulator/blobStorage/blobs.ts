/** Blobs of a storage account, in memory: what builds read (source code) and write (logs). */
import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { hexOf } from '../hash.ts';

export interface Blob {
  readonly type: 'BlockBlob' | 'AppendBlob';
  readonly content: Buffer;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly modified: number;
  /** Another one after each change. */
  readonly etag: string;
  /** `x-ms-meta-…` without the prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a shared access signature allows: `c` create, `w` write, `r` read. */
type Right = 'c' | 'w' | 'r';

export interface Blobs {
  /** The most bytes that one request may upload; may be changed at any time. Default 256 MiB. */
  maxBytes: number;
  /** `container/path`, as below. */
  get(path: string): Blob | undefined;
  /** Writes a block blob, in place of what is there. */
  put(path: string, content: Buffer): Blob;
  /** Adds to an append blob, which is made by that. */
  append(path: string, text: string): void;
  setMetadata(path: string, metadata: Readonly<Record<string, string>>): void;
  /** The query of an address that may be used without any other credential for `seconds`. */
  sign(path: string, rights: string, seconds: number): URLSearchParams;
  /** Whether a request's query allows this. */
  allows(path: string, query: URLSearchParams, right: Right): 'yes' | 'expired' | 'otherRights' | 'no';
}

/** The version of the service that signatures are made for. */
export const storageVersion = '2024-11-04';

/**
 * `maxBytes` is what Put Blob took in one request before version 2019-12-12 ("Scalability and performance targets for
 * Blob storage"); newer versions take 5000 MiB, which is more than an emulator should hold in memory.
 */
export function createBlobs(clock: Clock, maxBytes = 256 * 1024 * 1024): Blobs {
  const all = new Map<string, Blob>();
  let changes = 0;
  const keep = (path: string, blob: Omit<Blob, 'modified' | 'etag'>): Blob => {
    const etag = `"0x${hexOf(`${path} ${++changes}`).slice(0, 15).toUpperCase()}"`;
    const kept = { ...blob, modified: clock.now(), etag };
    all.set(path, kept);
    return kept;
  };
  const key = randomBytes(32);
  const signature = (path: string, rights: string, expires: string) =>
    createHmac('sha256', key).update(`${path}\n${rights}\n${expires}`).digest('base64');
  return {
    maxBytes,
    get: path => all.get(path),
    put: (path, content) => keep(path, { type: 'BlockBlob', content, created: clock.now(), metadata: {} }),
    append(path, text) {
      const { content, created, metadata } = all.get(path) ?? {
        content: Buffer.alloc(0),
        created: clock.now(),
        metadata: {},
      };
      keep(path, {
        type: 'AppendBlob',
        content: Buffer.concat([content, Buffer.from(text)]),
        created,
        metadata,
      });
    },
    setMetadata(path, metadata) {
      const blob = all.get(path);
      if (blob) keep(path, { ...blob, metadata });
    },
    sign(path, rights, seconds) {
      const expires = new Date(clock.now() + seconds * 1000).toISOString().replace(/\.\d+/, '');
      const sig = signature(path, rights, expires);
      return new URLSearchParams({ sv: storageVersion, se: expires, sr: 'b', sp: rights, sig });
    },
    allows(path, query, right) {
      const [rights, expires] = [query.get('sp') ?? '', query.get('se') ?? ''];
      if (query.get('sig') !== signature(path, rights, expires)) return 'no';
      if (Date.parse(expires) < clock.now()) return 'expired';
      return rights.includes(right) ? 'yes' : 'otherRights';
    },
  };
}
