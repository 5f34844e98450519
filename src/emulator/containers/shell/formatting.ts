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

/** `printf`: the pattern is used again while values are left. */
export function formatPrintf(pattern: string, values: readonly string[]): string {
  const left = [...values];
  let text = '';
  do {
    const before = left.length;
    text += expandEscapes(pattern).replace(
      /%%|%(-?)(0?)(\d*)(?:\.(\d+))?([sbdif])/g,
      (spec, minus, zero, width, digits, kind) => {
        if (spec === '%%') return '%';
        const shown = conversion(
          String(kind),
          left.shift() ?? '',
          digits === undefined ? undefined : Number(digits),
        );
        if (minus === '-') return shown.padEnd(Number(width));
        return shown.padStart(Number(width), zero === '0' && kind !== 's' && kind !== 'b' ? '0' : ' ');
      },
    );
    if (left.length === before) break;
  } while (left.length > 0);
  return text;
}

function conversion(kind: string, value: string, digits: number | undefined): string {
  if (kind === 'b') return expandEscapes(value);
  if (kind === 's') return digits === undefined ? value : value.slice(0, digits);
  const number = Number(value) || 0;
  return kind === 'f' ? number.toFixed(digits ?? 6) : String(Math.trunc(number));
}

/** `date` in UTC, with the usual `+%…` letters. */
export function formatDate(now: number, words: readonly string[]): string {
  const pattern = words.find(word => word.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y';
  const time = new Date(now);
  const iso = time.toISOString();
  const parts: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    e: iso.slice(8, 10).replace(/^0/, ' '),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    N: `${iso.slice(20, 23)}000000`,
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(Math.floor(now / 1000)),
    a: time.toUTCString().slice(0, 3),
    b: time.toUTCString().slice(8, 11),
    Z: 'UTC',
    z: '+0000',
    '%': '%',
  };
  return pattern.replace(/%([YmdeHMSNFTsabZz%])/g, (_, letter: string) => parts[letter] ?? '');
}
