/** `$NAME`, `${NAME}`, `${NAME:-default}` and their kin, as compose-go's template/template.go has them. */
import type { GetVariable } from '../environment.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

/** One variable or syntax error found while a text is interpolated. */
export type Interpolation =
  /** A variable that is set was looked up. */
  | { readonly kind: 'set'; readonly name: string }
  /** It is not set and has no default, so it becomes an empty text. `message`: that of `:?`. */
  | { readonly kind: 'unset'; readonly name: string; readonly message: string | undefined }
  | { readonly kind: 'syntax'; readonly text: string };

type ReportInterpolation = (path: JsonPath, found: Interpolation) => void;
type ReportTextInterpolation = (found: Interpolation) => void;

/** Every text of the file with its variables filled in; keys stay. */
export function interpolate(
  file: JsonObject,
  environment: GetVariable,
  report: ReportInterpolation,
): JsonObject {
  return fillObject(file, [], environment, report);
}

function fillObject(
  object: JsonObject,
  path: JsonPath,
  environment: GetVariable,
  report: ReportInterpolation,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      fillJson(value ?? null, [...path, key], environment, report),
    ]),
  );
}

/** Nested so deep nothing of Compose is: it stays as it is, for the stack's sake. */
const deepest = 100;

function fillJson(json: Json, path: JsonPath, environment: GetVariable, report: ReportInterpolation): Json {
  if (path.length > deepest) return json;
  if (typeof json === 'string') return fillText(json, environment, found => report(path, found));
  if (isList(json)) return json.map((item, index) => fillJson(item, [...path, index], environment, report));
  return isObject(json) ? fillObject(json, path, environment, report) : json;
}

/** One text. A `$` that neither a name, a brace nor another one follows is itself. */
export function fillText(text: string, environment: GetVariable, report: ReportTextInterpolation): string {
  let filled = '';
  let at = 0;
  for (;;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) return filled + text.slice(at);
    filled += text.slice(at, dollar);
    const next = text.charAt(dollar + 1);
    const plain = /[A-Za-z_]\w*/y;
    plain.lastIndex = dollar + 1;
    const name = plain.exec(text)?.[0];
    if (name !== undefined) {
      filled += lookUpVariable(name, environment, report);
      at = dollar + 1 + name.length;
    } else if (next === '{') {
      const end = closingBrace(text, dollar + 2);
      if (end < 0) {
        report({ kind: 'syntax', text });
        return text;
      }
      filled += fillBraces(text.slice(dollar + 2, end), environment, report);
      at = end + 1;
    } else {
      filled += '$';
      at = dollar + (next === '$' ? 2 : 1);
    }
  }
}

/** The brace that closes the one before `start`. */
function closingBrace(text: string, start: number): number {
  let open = 1;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('${', at)) open += 1;
    if (text.charAt(at) === '}') open -= 1;
    if (open === 0) return at;
  }
  return -1;
}

function lookUpVariable(name: string, environment: GetVariable, report: ReportTextInterpolation): string {
  const value = environment(name);
  report(value === undefined ? { kind: 'unset', name, message: undefined } : { kind: 'set', name });
  return value ?? '';
}

/** With a colon, an empty value counts as none. */
function fillBraces(inside: string, environment: GetVariable, report: ReportTextInterpolation): string {
  const parts = /^([A-Za-z_]\w*)(?:(:?)([-+?])([\s\S]*))?$/.exec(inside);
  const [, name, colon, sign, rest = ''] = parts ?? [];
  if (name === undefined) {
    report({ kind: 'syntax', text: `\${${inside}}` });
    return '';
  }
  if (sign === undefined) return lookUpVariable(name, environment, report);
  const value = environment(name);
  const isThere = value !== undefined && !(colon === ':' && value === '');
  if (sign === '+') return isThere ? fillText(rest, environment, report) : '';
  if (isThere) {
    report({ kind: 'set', name });
    return value;
  }
  if (sign === '-') return fillText(rest, environment, report);
  report({ kind: 'unset', name, message: fillText(rest, environment, () => undefined) });
  return '';
}
