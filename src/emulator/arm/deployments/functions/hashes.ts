/**
 * `uniqueString` and `guid`. Neither algorithm is documented; both are known from published pairs of input and output,
 * against which they are tested: a 64 bit hash of the MurmurHash3 family in base 32, and a name-based UUID (RFC 4122,
 * version 5) in a namespace of ARM's own.
 */
import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Thirteen letters and digits: five bits each, from the highest on. */
export function uniqueText(text: string): string {
  let hash = hash64(Buffer.from(text, 'utf8'));
  let unique = '';
  for (let index = 0; index < 13; index++) {
    unique += alphabet.charAt(Number(hash >> 59n));
    hash = BigInt.asUintN(64, hash << 5n);
  }
  return unique;
}

/** Two lanes of 32 bits, over eight bytes at a time. */
export function hash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = [0x239b961b, 0xab0e9789];
  let low = 0;
  let high = 0;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    low ^= Math.imul(rotated(Math.imul(view.getUint32(at, true), first), 15), second);
    low = (Math.imul((rotated(low, 19) + high) | 0, 5) + 0x561ccd1b) | 0;
    high ^= Math.imul(rotated(Math.imul(view.getUint32(at + 4, true), second), 17), first);
    high = (Math.imul((rotated(high, 13) + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.subarray(at);
  if (rest.length > 0) {
    low ^= Math.imul(rotated(Math.imul(littleEndian(rest.subarray(0, 4)), first), 15), second);
  }
  if (rest.length > 4) {
    high ^= Math.imul(rotated(Math.imul(littleEndian(rest.subarray(4)), second), 17), first);
  }
  low ^= bytes.length;
  high ^= bytes.length;
  low = (low + high) | 0;
  high = (high + low) | 0;
  low = mixed(low);
  high = mixed(high);
  low = (low + high) | 0;
  high = (high + low) | 0;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function mixed(value: number): number {
  let mix = value;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte, index) => value | (byte << (8 * index)), 0);
}

const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

export function nameGuid(text: string): string {
  const hash = createHash('sha1').update(namespace).update(text, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
