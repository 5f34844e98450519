/** Tolerant looks into JSON that someone else wrote: what is missing or of the wrong type is simply not there. */
import type { Json, JsonObject } from '../core/model.ts';

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function asArray(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

export function asString(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** An ISO time as ms since the epoch, UTC. */
export function asTime(value: Json | undefined): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The objects of an array; anything else in it is passed over. */
export function asObjects(value: Json | undefined): readonly JsonObject[] {
  return asArray(value).filter(isObject);
}

/** The strings of an array; anything else in it is passed over. */
export function asStrings(value: Json | undefined): readonly string[] {
  return asArray(value).filter(item => typeof item === 'string');
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

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
