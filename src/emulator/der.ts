/** As much of DER (ITU-T X.690, 2021, 8 and 10) as a certificate needs: values as bytes, each with its tag and length. */
import { Buffer } from 'node:buffer';

export function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

export function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, ...parts);
}

/** A positive integer of these bytes, the highest first. */
export function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const shortest = bytes.subarray(start);
  // A first bit that is set would make it negative.
  return (shortest[0] ?? 0) >= 0x80 ? tagged(0x02, Buffer.of(0), shortest) : tagged(0x02, shortest);
}

export function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.of(value ? 0xff : 0));
}

/** `unused`: how many of the last byte's lowest bits don't count. */
export function bitString(bytes: Buffer, unused = 0): Buffer {
  return tagged(0x03, Buffer.of(unused), bytes);
}

export function octetString(bytes: Buffer): Buffer {
  return tagged(0x04, bytes);
}

export function nothing(): Buffer {
  return tagged(0x05);
}

/** `1.2.840.10045.4.3.2` */
export function objectId(dotted: string): Buffer {
  // The first two numbers are written as one.
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([40 * first + second, ...rest].flatMap(base128)));
}

export function utf8String(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text));
}

/** To the second. Years of which two digits do are written so until 2049 (RFC 5280, 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

/** A part with a number of its own in what it stands in: `[number]`, around whole values or instead of their tag. */
export function numbered(number: number, kind: 'values' | 'bytes', ...parts: readonly Buffer[]): Buffer {
  return tagged((kind === 'values' ? 0xa0 : 0x80) + number, ...parts);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes);
  const digits: number[] = [];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.of(0x80 + digits.length, ...digits);
}

/** Seven bits a byte, the highest first; all but the last byte have their first bit set. */
function base128(value: number): readonly number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift(128 + (rest % 128));
  return digits;
}
