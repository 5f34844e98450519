/** `\n`, `\t`, `\033`, `\x1b` and the like, as `echo -e` and `printf` know them. */
export function expandEscapes(text: string): string {
  return text.replace(/((?:\\(?:0?[0-7]{1,3}|x[\da-fA-F]{1,2}))+)|\\([abefnrtv\\])/g, (_, bytes, letter) =>
    typeof bytes === 'string' ? bytesOf(bytes) : (letters[String(letter)] ?? ''),
  );
}

/** Numbered escapes are bytes of UTF-8; they belong together where they follow one another. */
function bytesOf(escaped: string): string {
  const numbers = [...escaped.matchAll(/\\(?:x([\da-fA-F]{1,2})|0?([0-7]{1,3}))/g)];
  return Buffer.from(
    numbers.map(([, hex, octal]) => (hex === undefined ? parseInt(octal ?? '', 8) : parseInt(hex, 16))),
  ).toString('utf8');
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** `printf`: the pattern is used again while values remain. */
export function formatPrintf(pattern: string, values: readonly string[]): string {
  const remaining = [...values];
  let text = '';
  do {
    const before = remaining.length;
    text += expandEscapes(pattern).replace(
      /%%|%(-?)(0?)(\d*)(?:\.(\d+))?([sbdif])/g,
      (spec, minus, zero, width, digits, kind) => {
        if (spec === '%%') return '%';
        const shown = conversion(
          String(kind),
          remaining.shift() ?? '',
          digits === undefined ? undefined : Number(digits),
        );
        if (minus === '-') return shown.padEnd(Number(width));
        return shown.padStart(Number(width), zero === '0' && kind !== 's' && kind !== 'b' ? '0' : ' ');
      },
    );
    if (remaining.length === before) break;
  } while (remaining.length > 0);
  return text;
}

function conversion(kind: string, value: string, digits: number | undefined): string {
  if (kind === 'b') return expandEscapes(value);
  if (kind === 's') return digits === undefined ? value : value.slice(0, digits);
  const number = Number(value) || 0;
  return kind === 'f' ? number.toFixed(digits ?? 6) : String(Math.trunc(number));
}
