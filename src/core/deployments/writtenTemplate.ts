/**
 * A template as it is sent, and where Azure's positions are in it. Each value has a line of its own, so that a line's
 * number says which value is meant, whether Azure counts from the start of the template or of the request.
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

export function writeTemplate(template: JsonObject): string {
  return JSON.stringify(template, undefined, 1);
}

/** What `writeTemplate` writes on a line, which counts from 1. Undefined for the first one and those beyond the end. */
export function pathAtLine(template: JsonObject, line: number): JsonPath | undefined {
  const position = { line: 1 };
  return line <= 1 ? undefined : findLine(template, [], line, position);
}

/** Moves `position` to the last line of `json`, unless the line is in it. */
function findLine(
  json: Json,
  path: JsonPath,
  line: number,
  position: { line: number },
): JsonPath | undefined {
  const entries = entriesOf(json);
  if (entries.length === 0) return undefined;
  for (const [step, value] of entries) {
    const own = [...path, step];
    position.line++;
    if (position.line === line) return own;
    const found = findLine(value, own, line, position);
    if (found) return found;
  }
  position.line++; // its closing bracket
  return position.line === line ? path : undefined;
}

function entriesOf(json: Json): readonly (readonly [string | number, Json])[] {
  if (isList(json)) return [...json.entries()];
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
