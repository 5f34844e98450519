/** .NET's format strings for dates, in UTC. */

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const standard: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  m: 'MMMM d',
  M: 'MMMM d',
  o: "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
  O: "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-dd'T'HH:mm:ss",
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  y: 'MMMM yyyy',
  Y: 'MMMM yyyy',
};

export function formatDate(date: Date, format: string): string {
  return (standard[format] ?? format).replaceAll(
    /'([^']*)'|"([^"]*)"|\\(.)|y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|z+|K/g,
    (match, single?: string, double?: string, escaped?: string) =>
      single ?? double ?? escaped ?? part(date, match),
  );
}

function part(date: Date, match: string): string {
  const two = (value: number) => String(value).padStart(Math.min(2, match.length), '0');
  const hour = date.getUTCHours();
  switch (match.charAt(0)) {
    case 'y': {
      const year = String(date.getUTCFullYear()).padStart(4, '0');
      return match.length > 2 ? year : String(Number(year.slice(-2))).padStart(match.length, '0');
    }
    case 'M':
      return named(months, date.getUTCMonth(), match.length) ?? two(date.getUTCMonth() + 1);
    case 'd':
      return named(days, date.getUTCDay(), match.length) ?? two(date.getUTCDate());
    case 'H':
      return two(hour);
    case 'h':
      return two(hour % 12 === 0 ? 12 : hour % 12);
    case 'm':
      return two(date.getUTCMinutes());
    case 's':
      return two(date.getUTCSeconds());
    case 't':
      return (hour < 12 ? 'AM' : 'PM').slice(0, match.length);
    case 'f':
    case 'F':
      return String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(7, '0').slice(0, match.length);
    case 'z':
      return match.length === 3 ? '+00:00' : '+00'.slice(0, match.length === 1 ? 2 : 3);
    default:
      return 'Z';
  }
}

/** Names are for three letters (short) and more. */
function named(names: readonly string[], index: number, length: number): string | undefined {
  if (length < 3) return undefined;
  return length === 3 ? names[index]?.slice(0, 3) : names[index];
}
