/** `$NAME`, `${NAME}`, `${NAME:-default}` and their kin, as compose-go's template/template.go has them. */
import type { GetVariable } from '../environment.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

/** What there is to tell about a text that is filled in. */
export type Interpolation =
  /** A variable that is set was looked up. */
  | { readonly kind: 'set'; readonly name: string }
  /** Nothing sets it and there is no default: an empty text stands there. `message` is what `:?` says. */
  | { readonly kind: 'unset'; readonly name: string; readonly message: string | undefined }
  | { readonly kind: 'syntax'; readonly text: string };

type ReportInterpolation = (path: JsonPath, found: Interpolation) => void;
type ReportTextInterpolation = (found: Interpolation) => void;

/** Every text of the file with its variables filled in; keys stay. */
export function interpolate(
  file: JsonObject,
  environment: GetVariable,
  tell: ReportInterpolation,
): JsonObject {
  return fillObject(file, [], environment, tell);
}

function fillObject(
  object: JsonObject,
  path: JsonPath,
  environment: GetVariable,
  tell: ReportInterpolation,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      fillJson(value ?? null, [...path, key], environment, tell),
    ]),
  );
}

/** Nested so deep nothing of Compose is: it stays as it is, for the stack's sake. */
const deepest = 100;

function fillJson(json: Json, path: JsonPath, environment: GetVariable, tell: ReportInterpolation): Json {
  if (path.length > deepest) return json;
  if (typeof json === 'string') return fillText(json, environment, found => tell(path, found));
  if (isList(json)) return json.map((item, index) => fillJson(item, [...path, index], environment, tell));
  return isObject(json) ? fillObject(json, path, environment, tell) : json;
}

/** One text. A `$` that neither a name, a brace nor another one follows is itself. */
export function fillText(text: string, environment: GetVariable, say: ReportTextInterpolation): string {
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
      filled += lookUpVariable(name, environment, say);
      at = dollar + 1 + name.length;
    } else if (next === '{') {
      const end = closingBrace(text, dollar + 2);
      if (end < 0) {
        say({ kind: 'syntax', text });
        return text;
      }
      filled += fillBraces(text.slice(dollar + 2, end), environment, say);
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

function lookUpVariable(name: string, environment: GetVariable, say: ReportTextInterpolation): string {
  const value = environment(name);
  say(value === undefined ? { kind: 'unset', name, message: undefined } : { kind: 'set', name });
  return value ?? '';
}

/** With a colon, an empty value counts as none. */
function fillBraces(inside: string, environment: GetVariable, say: ReportTextInterpolation): string {
  const parts = /^([A-Za-z_]\w*)(?:(:?)([-+?])([\s\S]*))?$/.exec(inside);
  const [, name, colon, sign, rest = ''] = parts ?? [];
  if (name === undefined) {
    say({ kind: 'syntax', text: `\${${inside}}` });
    return '';
  }
  if (sign === undefined) return lookUpVariable(name, environment, say);
  const value = environment(name);
  const isThere = value !== undefined && !(colon === ':' && value === '');
  if (sign === '+') return isThere ? fillText(rest, environment, say) : '';
  if (isThere) {
    say({ kind: 'set', name });
    return value;
  }
  if (sign === '-') return fillText(rest, environment, say);
  say({ kind: 'unset', name, message: fillText(rest, environment, () => undefined) });
  return '';
}
