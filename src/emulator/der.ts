/** ASN.1 in DER, as far as a certificate needs it (X.690). */

/** One element: its tag byte, its length, its content. */
export function element(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

export const sequence = (...items: Uint8Array[]) => element(0x30, ...items);
export const set = (...items: Uint8Array[]) => element(0x31, ...items);
export const octets = (content: Uint8Array) => element(0x04, content);
export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0x00]));
export const text = (value: string) => element(0x0c, Buffer.from(value, 'utf8'));
/** `[n]` around what it holds. */
export const explicit = (n: number, content: Uint8Array) => element(0xa0 + n, content);
/** `[n]` in place of the tag of a primitive. */
export const implicit = (n: number, content: Uint8Array) => element(0x80 + n, content);

/** A number that is not negative, given by its bytes. */
export function integer(...bytes: number[]): Buffer {
  const sign = (bytes[0] ?? 0) > 0x7f ? [0] : [];
  return element(0x02, Buffer.from([...sign, ...bytes]));
}

/** A bit string; `unused` bits at its end don't count. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), content);
}

/** An object identifier: `1.2.840.10045.4.3.2`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seconds precision, as certificates want it; years from 2050 on need another form and are refused. */
export function utcTime(date: Date): Buffer {
  if (date.getUTCFullYear() >= 2050) throw new RangeError('UTCTime ends with 2049.');
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

function length(n: number): Buffer {
  if (n < 0x80) return Buffer.from([n]);
  const bytes = n < 0x100 ? [n] : n < 0x10000 ? [n >> 8, n & 0xff] : [n >> 16, (n >> 8) & 0xff, n & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function base128(n: number): number[] {
  const bytes = [n & 0x7f];
  for (let rest = n >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
