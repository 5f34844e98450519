/** Compose's ways of writing amounts. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

/** A text, number or truth value as a text; anything else is none. */
export function plainText(json: Json | undefined): string | undefined {
  if (typeof json === 'string') return json;
  return typeof json === 'number' || typeof json === 'boolean' ? String(json) : undefined;
}

/** One item or several. */
export function listOf(json: Json | undefined): readonly Json[] {
  if (json === undefined || json === null) return [];
  return isList(json) ? json : [json];
}

/** The items at `key`, one or several, each with its place. */
export function itemsWithPaths(
  owner: JsonObject,
  key: string,
  path: JsonPath,
): readonly (readonly [Json, JsonPath])[] {
  const json = owner[key];
  return listOf(json).map((item, index) => [item, isList(json) ? [...path, key, index] : [...path, key]]);
}

/** A list of names, or an object whose keys are the names. */
export function namesOf(json: Json | undefined): readonly string[] {
  if (isObject(json)) return Object.keys(json);
  return listOf(json).flatMap(item => plainText(item) ?? []);
}

export function isTrue(json: Json | undefined): boolean {
  return json === true || json === 'true';
}

/** `1m30s`, `1.5h`, `500ms` or a plain number of seconds, in seconds. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/.test(text)) return undefined;
  const seconds: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (seconds[unit ?? 's'] ?? 1), 0);
}

/** `512m`, `1.5gb`, bytes without a unit; in GB (1024³ bytes, as Compose and ACI count). */
export function parseMemory(text: string): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(text.trim());
  if (!parts) return undefined;
  const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };
  return (Number(parts[1]) * 1024 ** (powers[(parts[2] ?? '').toLowerCase()] ?? 0)) / 1024 ** 3;
}

/** Up to the next tenth: ACI takes one decimal (docs/azure-facts.md, "Names and limits"). */
export function roundUpToTenth(amount: number): number {
  return Math.max(0.1, Math.ceil(Math.round(amount * 1e6) / 1e5) / 10);
}

/** What is at `steps`, `undefined` where something on the way is no object. */
export function at(object: JsonObject, ...steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((value, step) => (isObject(value) ? value[step] : undefined), object);
}
