/**
 * Masks what looks like a secret in a foreign text before a model reads it: by the names that stand before values, by
 * the form of tokens, in addresses, headers and private keys. What is only long stays: digests, commits, ids. Secretlint
 * finds such things, too, but is made for files, and packages that redact logs know fewer formats or mask every id.
 *
 * Takes a time that grows with the text's length only, whatever the text: a container may have written it on purpose.
 */
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { tokenFormats } from '../../core/rules/tokenFormats.ts';
import { withoutCredentials } from '../../core/rules/urlCredentials.ts';

const mask = '***';

/** `known`: values that are secret; those that are too short to be told from words are left alone. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  return maskLines(text.split('\n'), known).join('\n');
}

/** The same for lines, as many as were given: a private key may go over several. */
export function maskLines(lines: readonly string[], known: readonly string[] = []): readonly string[] {
  const values = known.filter(({ length }) => length >= 6).sort((a, b) => b.length - a.length);
  return maskPrivateKeys(lines).map(line => maskLine(line, values));
}

function maskLine(line: string, known: readonly string[]): string {
  if (line === '') return line;
  const withoutKnown = known.reduce((text, value) => text.replaceAll(value, mask), line);
  return maskNamedValues(withoutCredentials(withoutKnown))
    .replace(tokens, mask)
    .replace(headers, `$1${mask}`)
    .replace(bareHeaders, `$1${mask}`)
    .replace(bearers, `$1${mask}`)
    .replace(signatures, `$1${mask}`);
}

const tokens = new RegExp(tokenFormats, 'g');
/** What proves who asks: all that follows the scheme, or what is no word (RFC 9110, "Authorization"); cookies (RFC 6265). */
const headers =
  /((?<![\w-])(?:proxy-)?authorization\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?(?:basic|bearer|digest|negotiate|sharedkey(?:lite)?|token|aws4-hmac-sha256)\s{1,4}|(?<![\w-])(?:set-)?cookie\\{0,3}["']?\s{0,4}:\s{0,4}\\{0,3}["']?)[^\s"'\\][^"'\\]*/gi;
const bareHeaders =
  /((?<![\w-])(?:proxy-)?authorization\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?)[^\s"'\\]{16,}/gi;
/** `Bearer` before something that is no word. */
const bearers = /(\bbearer\s{1,4})(?=[^\s"',;]*[\d.~+/=_-])[^\s"',;]{6,}/gi;
/** A shared access signature's proof ("Create a service SAS"); the rest of the address stays. */
const signatures = /((?<![\w-])sig=)[^&\s"'<>\\]+/gi;

/** A name and what stands between it and its value: `password: `, `"apiKey":"`, `\"token\":\"`, `pwd=>`. */
const assignment = /(?<![\w.-])([\w.-]+)(?:\\{0,3}["'`])?\s{0,4}(?::=|=>|[:=])\s{0,4}/g;
/** `--password value`. */
const option = /(?<![\w-])--?([a-z][\w-]*)[ \t]{1,4}(?=[^\s-])/gi;
/** A variable of a container: `"name": "DB_PASSWORD", "value": "…"`. */
const variable =
  /\bname\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?([\w.-]+)\\{0,3}["']?\s{0,4},\s{0,4}\\{0,3}["']?(?:secure)?value\\{0,3}["']?\s{0,4}[:=]\s{0,4}/gi;

function maskNamedValues(line: string): string {
  return [variable, assignment, option].reduce(maskValuesAfter, line);
}

function maskValuesAfter(line: string, names: RegExp): string {
  let masked = '';
  let from = 0;
  for (const found of line.matchAll(names)) {
    const start = found.index + found[0].length;
    if (start < from) continue; // within a value that is masked
    if (!isSecretValue(fullName(line, found), valueAt(line.slice(start, start + judgedLength), 0).text))
      continue;
    const value = valueAt(line, start);
    masked += `${line.slice(from, value.start)}${mask}`;
    from = value.start + value.text.length;
  }
  return masked + line.slice(from);
}

/** Where `key` is all that the name has, the word before it belongs to it: `Account Key=`. */
function fullName(line: string, { index, 1: name = '' }: RegExpExecArray): string {
  if (!/^keys?$/i.test(name)) return name;
  const [, before = ''] = /([A-Za-z]+) ["'-]*$/.exec(line.slice(Math.max(0, index - 20), index)) ?? [];
  return before === '' ? name : `${before}_${name}`;
}

function isSecretValue(name: string, value: string): boolean {
  if (name.length > longestName || /^AADSTS\d/.test(value)) return false; // an error code of Entra ID is none
  // The rule for variables takes it for the directory that a shell is in.
  if (/^pwd$/i.test(name)) return value !== '' && !/^[/.~]|^[a-z]:\\/i.test(value);
  return looksSecret(name) && looksSecret(name, value);
}

/** Rules for names and values are for short ones: some of them search a text from each of its places. */
const longestName = 200;
const judgedLength = 500;

interface Value {
  readonly start: number;
  readonly text: string;
}

/** A value in quotes, also in those of a JSON text within a JSON text, or up to a blank or the next assignment. */
function valueAt(line: string, at: number): Value {
  const [opening = '', slashes = '', quote] = matchAt(/(\\{0,3})(["'`])/y, line, at) ?? [];
  if (quote === undefined) {
    const [text = ''] = matchAt(unquoted, line, at) ?? [];
    return { start: at, text };
  }
  const start = at + opening.length;
  const body = slashes === '' ? quotedBodies[quote] : escapedBodies[quote];
  const [text = ''] = (body && matchAt(body, line, start)) ?? [];
  return { start, text };
}

const unquoted = /(?:(?![;&,][ \w.-]{1,40}["']?[=:])(?!["'`](?:[\s,;:)}\]]|$))\S)+/y;
const quotedBodies: Readonly<Record<string, RegExp>> = {
  '"': /(?:[^"\\]|\\.)*/y,
  "'": /(?:[^'\\]|\\.)*/y,
  '`': /(?:[^`\\]|\\.)*/y,
};
/** Up to the next quote, which has backslashes before it, too. */
const escapedBodies: Readonly<Record<string, RegExp>> = {
  '"': /[^"\\]*/y,
  "'": /[^'\\]*/y,
  '`': /[^`\\]*/y,
};

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
/** A line of a key's text, with whatever a logger put in front of it. */
const keyText = /(?:^|[\s|"'])[A-Za-z0-9+/]{16,}={0,2}(?:\\r|\\n|["',\s])*$/;

/** The lines without private keys, also where the text begins or ends within one. As many as were given. */
export function maskPrivateKeys(lines: readonly string[]): readonly string[] {
  const masked = [...lines];
  let isInside = false;
  lines.forEach((line, index) => {
    const end = keyEnd.exec(line);
    const begins = keyBegin.test(line);
    if (begins || isInside || end) masked[index] = withoutKeys(line, isInside);
    if (end && !begins && !isInside) maskBefore(masked, lines, index);
    isInside = begins ? !keyEnd.test(line.slice(line.lastIndexOf('-----BEGIN '))) : isInside && !end;
    // Something else has begun: a key that was cut off doesn't hide the rest of a log.
    if (isInside && !begins && !keyText.test(line) && line.length > 100) isInside = false;
  });
  return masked;
}

function withoutKeys(line: string, isInside: boolean): string {
  const parts = line.split(/(?=-----BEGIN )|(?<=PRIVATE KEY-----)/);
  let inside = isInside || (keyEnd.test(line) && !keyBegin.test(line));
  return parts
    .map(part => {
      if (keyBegin.test(part)) {
        inside = true;
        return part;
      }
      if (!inside) return part;
      const end = keyEnd.exec(part);
      if (end) inside = false;
      return end ? `${mask}${end[0]}` : mask;
    })
    .join('');
}

function maskBefore(masked: string[], lines: readonly string[], end: number): void {
  for (let index = end - 1; index >= 0 && keyText.test(lines[index] ?? ''); index--) masked[index] = mask;
}
