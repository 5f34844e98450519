/** Besides `core/json.ts`: JSON from text, and values that may be missing or of the wrong type. */
import { asObject, isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { malformedAnswer } from '../errors/malformedAnswer.ts';

export function asString(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list; anything else in it is passed over. */
export function asStrings(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter(item => typeof item === 'string') : [];
}

/**
 * The objects of a page's list. An answer without one is no empty list, and what isn't an object isn't nothing:
 * throws `AciError('service')`.
 */
export function itemsOfPage(page: Json | undefined, key = 'value'): readonly JsonObject[] {
  const list = asObject(page)[key];
  if (!isList(list)) throw malformedAnswer('Azure answered with something that is no list.');
  if (!list.every(isObject)) throw malformedAnswer(malformedRow);
  return list;
}

/**
 * What `read` makes of each row. A list with a row left out would say that something is gone: throws
 * `AciError('service')` where `read` makes nothing of one.
 */
export function readRows<T>(
  rows: readonly JsonObject[],
  read: (row: JsonObject) => T | undefined,
): readonly T[] {
  return rows.map(row => {
    const item = read(row);
    if (item === undefined) throw malformedAnswer(malformedRow);
    return item;
  });
}

const malformedRow = 'Azure listed something that makes no sense.';

/** An ISO time as ms since the epoch, UTC. */
export function asTime(value: Json | undefined): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** An ISO 8601 duration of days and less, such as `PT1H2M3.5S`, in ms. Months and years have no one length. */
export function asDuration(value: Json | undefined): number | undefined {
  const parts =
    typeof value === 'string'
      ? /^P(?!$)(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?=\d)(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(
          value,
        )
      : null;
  if (!parts) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
}

/** `text` as JSON; undefined where it isn't any. */
export function parseJson(text: string | null | undefined): Json | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return undefined;
  }
}
