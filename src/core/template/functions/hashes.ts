/** The hashes that ARM makes of texts: the same letters here as there. */

/**
 * `uniqueString`: 13 letters for the 64 bits of a Murmur hash with two lanes of 32. Not documented; the values that
 * the tests expect are those of Azure's own engine (`Azure.Deployments.Expression` on nuget.org, which Bicep's tests
 * run) and of deployments.
 */
export function uniqueString(text: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  let rest = murmur(new TextEncoder().encode(text));
  let result = '';
  for (let count = 0; count < 13; count++) {
    result += letters.charAt(Number(rest >> 59n));
    rest = BigInt.asUintN(64, rest << 5n);
  }
  return result;
}

const [c1, c2] = [0x239b961b, 0xab0e9789];

function murmur(bytes: Uint8Array): bigint {
  let [one, two] = [0, 0];
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    one = rotate(one ^ scramble(word(bytes, at), c1, 15, c2), 19) + two;
    one = Math.imul(one, 5) + 0x561ccd1b;
    two = rotate(two ^ scramble(word(bytes, at + 4), c2, 17, c1), 13) + one;
    two = Math.imul(two, 5) + 0x0bcaa747;
  }
  one ^= scramble(word(bytes, whole), c1, 15, c2) ^ bytes.length;
  two ^= scramble(word(bytes, whole + 4), c2, 17, c1) ^ bytes.length;
  one = (one + two) | 0;
  two = (two + one) | 0;
  one = finish(one);
  two = finish(two);
  one = (one + two) | 0;
  two = (two + one) | 0;
  return (BigInt(two >>> 0) << 32n) | BigInt(one >>> 0);
}

/** Four bytes, the lowest first; what is behind the end counts as nothing. */
function word(bytes: Uint8Array, at: number): number {
  const byte = (offset: number) => (bytes[at + offset] ?? 0) << (8 * offset);
  return byte(0) | byte(1) | byte(2) | byte(3);
}

function scramble(value: number, before: number, bits: number, after: number): number {
  return Math.imul(rotate(Math.imul(value, before), bits), after);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** What ARM puts in front of a name that `guid` hashes ("String functions for Bicep", learn.microsoft.com). */
const guidNamespace = '11fb06fb712d4ddd98c7e71bbd588830';

/** `guid`: a name-based UUID of version 5 (RFC 4122, 4.3). */
export function guid(text: string): string {
  const name = new TextEncoder().encode(text);
  const bytes = new Uint8Array(16 + name.length);
  for (let at = 0; at < 16; at++) bytes[at] = parseInt(guidNamespace.slice(2 * at, 2 * at + 2), 16);
  bytes.set(name, 16);
  const hash = sha1(bytes);
  const hex = hash
    .slice(0, 4)
    .map(part => (part >>> 0).toString(16).padStart(8, '0'))
    .join('');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** SHA-1 (RFC 3174), here because the platform's own only comes with a promise. */
function sha1(message: Uint8Array): readonly number[] {
  const blocks = Math.ceil((message.length + 9) / 64);
  const padded = new DataView(new ArrayBuffer(blocks * 64));
  message.forEach((byte, at) => {
    padded.setUint8(at, byte);
  });
  padded.setUint8(message.length, 0x80);
  padded.setUint32(blocks * 64 - 4, message.length * 8);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < blocks; block++) state = hashBlock(state, padded, block * 64);
  return state;
}

function hashBlock(state: readonly number[], bytes: DataView, start: number): number[] {
  const words: number[] = [];
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let t = 0; t < 80; t++) {
    const earlier = (back: number) => words[t - back] ?? 0;
    const next =
      t < 16
        ? bytes.getUint32(start + 4 * t)
        : rotate(earlier(3) ^ earlier(8) ^ earlier(14) ^ earlier(16), 1);
    words.push(next);
    const mixed =
      t < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6;
    [a, b, c, d, e] = [(rotate(a, 5) + mixed + e + next) | 0, a, rotate(b, 30), c, d];
  }
  return [a, b, c, d, e].map((part, index) => ((state[index] ?? 0) + part) | 0);
}
