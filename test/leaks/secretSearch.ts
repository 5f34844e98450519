/** Looks for secrets in bytes, however they are written there. */
import { fingerprint, type Secret } from './wireSecrets.ts';

/** The bytes of a secret as one encoding writes it. */
interface Needle {
  readonly secret: Secret;
  readonly bytes: Buffer;
}

export interface SecretSearch {
  /** What was found, each thing once, without the secret itself. */
  in(bytes: Uint8Array): readonly string[];
}

/** What is a secret by its looks, whoever made it: what an emulator within the product hands out isn't known here. */
const looks: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a token (JWT)', /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/],
  ['the password of a socket', /[\w-]{26}\[\[EOM\]\]/],
  ['a private key', /-----BEGIN (?:\w+ )?PRIVATE KEY-----/],
];

/** Prepares a search for these secrets, and for what looks like one. */
export function createSecretSearch(secrets: readonly Secret[]): SecretSearch {
  const needles = needlesByHead(secrets);
  return {
    in(bytes) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return [...new Set([...findNeedles(buffer, needles), ...findLookalikes(buffer)])];
    },
  };
}

/** Every needle is longer than its head: the first four bytes as a number. */
function needlesByHead(secrets: readonly Secret[]): ReadonlyMap<number, readonly Needle[]> {
  const byHead = new Map<number, Needle[]>();
  for (const secret of secrets) {
    for (const bytes of spellings(secret.value)) {
      const head = bytes.readUInt32BE(0);
      byHead.set(head, [...(byHead.get(head) ?? []), { secret, bytes }]);
    }
  }
  return byHead;
}

function* findNeedles(
  buffer: Buffer,
  needles: ReadonlyMap<number, readonly Needle[]>,
): Generator<string, void, undefined> {
  let head = 0;
  for (let index = 0; index < buffer.length; index++) {
    head = ((head << 8) | (buffer[index] ?? 0)) >>> 0;
    for (const { secret, bytes } of needles.get(head) ?? []) {
      const from = index - 3;
      if (from >= 0 && buffer.subarray(from, from + bytes.length).equals(bytes)) yield fingerprint(secret);
    }
  }
}

function findLookalikes(buffer: Buffer): readonly string[] {
  const text = buffer.toString('latin1');
  // UTF-16 has a zero beside each of these characters.
  const narrow = text.includes('\0') ? text.replaceAll('\0', '') : '';
  return looks.filter(([, pattern]) => pattern.test(text) || pattern.test(narrow)).map(([what]) => what);
}

/** The same secret as text (UTF-8, UTF-16), as a JSON string, in an address, and within base64. */
function spellings(value: string): readonly Buffer[] {
  const texts = new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    ...base64Within(value),
  ]);
  const all = [...texts].flatMap(text => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  return all.filter(({ length }) => length > 4);
}

/** What base64 has in it wherever the value stands in what was encoded: one text for each place in three bytes. */
function base64Within(value: string): readonly string[] {
  return [0, 1, 2].flatMap(before => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value, 'utf8')]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    const text = whole.toString('base64').slice(before === 0 ? 0 : 4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
