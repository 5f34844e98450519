/** `$NAME`, `${NAME}`, `${NAME:-default}` and their kin, as the Compose specification has them. */
import type { Path } from '../groupFile/path.ts';
import { isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import type { Tell } from './note.ts';

export type Environment = (name: string) => string | undefined;

/** Every text of the file with its variables filled in; keys stay. What can't be filled is told and left empty. */
export function interpolate(file: JsonObject, environment: Environment, tell: Tell): JsonObject {
  return fillObject(file, [], environment, tell);
}

function fillObject(object: JsonObject, path: Path, environment: Environment, tell: Tell): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      fillJson(value ?? null, [...path, key], environment, tell),
    ]),
  );
}

/** Nested so deep nothing of Compose is: it stays as it is, for the stack's sake. */
const deepest = 100;

function fillJson(json: Json, path: Path, environment: Environment, tell: Tell): Json {
  if (path.length > deepest) return json;
  if (typeof json === 'string') return fillText(json, environment, why => tell(...why(path)));
  if (isList(json)) return json.map((item, index) => fillJson(item, [...path, index], environment, tell));
  return isObject(json) ? fillObject(json, path, environment, tell) : json;
}

type Told = (path: Path) => Parameters<Tell>;

/** One text. `say` is given what there is to tell. */
export function fillText(text: string, environment: Environment, say: (told: Told) => void): string {
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
    if (next === '$') {
      filled += '$';
      at = dollar + 2;
    } else if (name !== undefined) {
      filled += lookUp(name, environment, say);
      at = dollar + 1 + name.length;
    } else {
      const end = next === '{' ? closing(text, dollar + 2) : -1;
      if (end < 0) {
        say(path => ['blocked', path, { kind: 'interpolationSyntax', text }]);
        return text;
      }
      filled += fillBraces(text.slice(dollar + 2, end), environment, say);
      at = end + 1;
    }
  }
}

/** The brace that closes the one before `start`. */
function closing(text: string, start: number): number {
  let open = 1;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('${', at)) open += 1;
    if (text.charAt(at) === '}') open -= 1;
    if (open === 0) return at;
  }
  return -1;
}

function lookUp(name: string, environment: Environment, say: (told: Told) => void): string {
  const value = environment(name);
  if (value === undefined) say(path => ['changed', path, { kind: 'interpolationUnset', name }]);
  return value ?? '';
}

/** With a colon, an empty value counts as none. */
function fillBraces(inside: string, environment: Environment, say: (told: Told) => void): string {
  const parts = /^([A-Za-z_]\w*)(?:(:?)([-+?])([\s\S]*))?$/.exec(inside);
  const [, name, colon, sign, rest = ''] = parts ?? [];
  if (name === undefined) {
    say(path => ['blocked', path, { kind: 'interpolationSyntax', text: `\${${inside}}` }]);
    return '';
  }
  if (sign === undefined) return lookUp(name, environment, say);
  const value = environment(name);
  const isThere = value !== undefined && !(colon === ':' && value === '');
  if (sign === '+') return isThere ? fillText(rest, environment, say) : '';
  if (isThere) return value;
  if (sign === '-') return fillText(rest, environment, say);
  const message = fillText(rest, environment, () => undefined);
  say(path => ['blocked', path, { kind: 'interpolationRequired', name, message }]);
  return '';
}
