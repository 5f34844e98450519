/** "Date functions for ARM templates" (learn.microsoft.com). */
import { checkDefault } from './texts.ts';
import { formatDate } from './formatDate.ts';
import { define, type FunctionTable, integerOf, invalidCall, textOf } from './templateFunction.ts';

const utc = "yyyyMMdd'T'HHmmss'Z'";
const universal = "yyyy-MM-dd'T'HH:mm:ss'Z'";

export const dateFunctions: FunctionTable = {
  dateTimeAdd: define(2, 3, (args, _, name) => {
    const moved = addDuration(readDate(textOf(args, 0, name), name), textOf(args, 1, name), name);
    return formatDate(moved, args[2] === undefined ? universal : textOf(args, 2, name));
  }),
  dateTimeFromEpoch: define(1, 1, (args, _, name) =>
    formatDate(new Date(integerOf(args, 0, name) * 1000), universal),
  ),
  dateTimeToEpoch: define(1, 1, (args, _, name) =>
    Math.floor(readDate(textOf(args, 0, name), name).getTime() / 1000),
  ),
  utcNow: define(0, 1, (args, scope, name) => {
    checkDefault(scope, name);
    return formatDate(new Date(scope.facts.now), args[0] === undefined ? utc : textOf(args, 0, name));
  }),
};

function readDate(text: string, name: string): Date {
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const written = compact ? spread(compact) : text;
  const hasZone = /(?:Z|[-+]\d\d:?\d\d)$/i.test(written);
  const date = new Date(hasZone || !/\d{4}-\d\d-\d\d[T ]/.test(written) ? written : `${written}Z`);
  if (Number.isNaN(date.getTime())) {
    throw invalidCall(name, `has an invalid parameter. The value '${text}' is not a valid date time.`);
  }
  return date;
}

function spread([, year, month, day, hour, minute, second]: RegExpExecArray): string {
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** ISO 8601: `P1Y2M3W4DT5H6M7S`, with a sign in front. */
function addDuration(date: Date, duration: string, name: string): Date {
  const found =
    /^(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      duration,
    );
  if (!found) {
    throw invalidCall(
      name,
      `has an invalid parameter. The second parameter '${duration}' is not a valid ISO8601 Duration string.`,
    );
  }
  const sign = found[1] === '-' ? -1 : 1;
  const part = (index: number) => sign * Number(found[index] ?? 0);
  // As .NET's XmlConvert.ToTimeSpan: years have 365 days, months 30.
  const days = part(2) * 365 + part(3) * 30 + part(4) * 7 + part(5);
  const seconds = days * 86_400 + part(6) * 3600 + part(7) * 60 + part(8);
  return new Date(date.getTime() + seconds * 1000);
}
