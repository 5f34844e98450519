/**
 * `${NAME}` in a group's file: `az container create --file` puts a variable of the environment there since 2.39.0, in
 * texts without quotes only. Where there is no such variable az writes the bare name, which nobody wants.
 */
import { asObject, isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { normalizeGroup } from './normalizeGroup.ts';
import type { NamedVariables } from './parsedFile.ts';

/** Each name once, in the order of the file. */
export function variableNames(variables: readonly NamedVariables[]): readonly string[] {
  return [...new Set(variables.flatMap(({ names }) => names))];
}

/** The content with what `answer` knows in the place of each variable; one that it doesn't know stays. */
export function fillVariables(
  content: JsonObject,
  variables: readonly NamedVariables[],
  answer: (name: string) => string | undefined,
): JsonObject {
  const fill = (text: string, names: readonly string[]) =>
    text.replace(/\$\{([^{}]+)\}/g, (all, name: string) =>
      names.includes(name) ? (answer(name) ?? all) : all,
    );
  const filled = variables.reduce<Json>(
    (changed, { path, names }) => changeAt(changed, path, text => fill(text, names)),
    content,
  );
  return normalizeGroup(asObject(filled));
}

function changeAt(value: Json | undefined, path: JsonPath, change: (text: string) => string): Json {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === 'string' ? change(value) : (value ?? null);
  if (isList(value))
    return value.map((item, index) => (index === step ? changeAt(item, rest, change) : item));
  if (!isObject(value) || !Object.hasOwn(value, step)) return value ?? null;
  return { ...value, [step]: changeAt(value[step], rest, change) };
}
