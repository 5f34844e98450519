/** "Date functions for ARM templates" (learn.microsoft.com). All times are UTC. */
import type { Json } from '../../json.ts';
import type { DeploymentTarget } from '../deploymentTarget.ts';
import { type Functions, isInteger, isText, onlyAzure } from './templateFunction.ts';

export const dateFunctions: Functions = {
  datetimeadd: dateTimeAdd,
  datetimefromepoch: ([seconds]) =>
    isInteger(seconds) && Math.abs(seconds) < 8.64e12 ? iso(new Date(seconds * 1000)) : undefined,
  datetimetoepoch: ([text]) => {
    const date = isText(text) ? parseDate(text) : undefined;
    return date && Math.floor(date.getTime() / 1000);
  },
  utcnow: ([style], { now }: DeploymentTarget) => {
    if (style !== undefined && !isText(style)) return undefined;
    return now === undefined
      ? onlyAzure
      : (formatDate(new Date(now), style ?? 'yyyyMMddTHHmmssZ') ?? onlyAzure);
  },
};

function iso(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** ISO 8601, with and without its signs. */
function parseDate(text: string): Date | undefined {
  const parts = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?(?:Z|\+00:00)?$/i.exec(
    text,
  );
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** Without a format Azure answers in one that the documentation does not give. */
function dateTimeAdd([base, duration, style]: readonly Json[]): string | undefined | typeof onlyAzure {
  const date = isText(base) ? parseDate(base) : undefined;
  const parts =
    isText(duration) &&
    /^([-+])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
      duration,
    );
  if (!date || !parts || (style !== undefined && !isText(style))) return undefined;
  const sign = parts[1] === '-' ? -1 : 1;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((part: string | undefined) => sign * Number(part ?? 0));
  addMonths(date, 12 * years + months);
  date.setUTCDate(date.getUTCDate() + 7 * weeks + days);
  date.setUTCHours(
    date.getUTCHours() + hours,
    date.getUTCMinutes() + minutes,
    date.getUTCSeconds() + seconds,
  );
  if (style === undefined || Number.isNaN(date.getTime())) return onlyAzure;
  return formatDate(date, style) ?? onlyAzure;
}

/** As .NET's `DateTime.AddMonths`: a day that the month doesn't have becomes its last one. */
function addMonths(date: Date, count: number): void {
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + count + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** .NET's "Standard date and time format strings" that templates use, for the invariant culture. */
const standard: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  o: "yyyy-MM-ddTHH:mm:ss.fffffff'Z'",
  O: "yyyy-MM-ddTHH:mm:ss.fffffff'Z'",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: 'yyyy-MM-ddTHH:mm:ss',
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy-MM-dd HH:mm:ss'Z'",
};

/** .NET's "Custom date and time format strings"; undefined where one has a sign that we don't know. */
function formatDate(date: Date, style: string): string | undefined {
  const pattern = style.length === 1 ? standard[style] : style;
  if (pattern === undefined) return undefined;
  const state = { isKnown: true };
  const text = pattern.replace(/'([^']*)'|\\(.)|([A-Za-z])\3*/g, (run, quoted?: string, escaped?: string) => {
    const shown = quoted ?? escaped ?? partOf(date, run);
    state.isKnown &&= shown !== undefined;
    return shown ?? '';
  });
  return state.isKnown ? text : undefined;
}

function partOf(date: Date, run: string): string | undefined {
  const hours = date.getUTCHours();
  const padded = (value: number) => String(value).padStart(run.length, '0');
  switch (run) {
    case 'yyyy':
      return padded(date.getUTCFullYear());
    case 'yy':
      return padded(date.getUTCFullYear() % 100);
    case 'MMMM':
      return months[date.getUTCMonth()];
    case 'MMM':
      return months[date.getUTCMonth()]?.slice(0, 3);
    case 'MM':
    case 'M':
      return padded(date.getUTCMonth() + 1);
    case 'dddd':
      return days[date.getUTCDay()];
    case 'ddd':
      return days[date.getUTCDay()]?.slice(0, 3);
    case 'dd':
    case 'd':
      return padded(date.getUTCDate());
    case 'HH':
    case 'H':
      return padded(hours);
    case 'hh':
    case 'h':
      return padded(hours % 12 || 12);
    case 'mm':
    case 'm':
      return padded(date.getUTCMinutes());
    case 'ss':
    case 's':
      return padded(date.getUTCSeconds());
    case 'tt':
      return hours < 12 ? 'AM' : 'PM';
    case 'T':
    case 'Z':
      return run;
    default:
      return /^f{1,7}$/.test(run)
        ? String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(7, '0').slice(0, run.length)
        : undefined;
  }
}
