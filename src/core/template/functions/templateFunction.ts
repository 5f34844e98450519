/** What a template function is, and what several of them ask of their arguments. */
import { isList, isObject, type Json } from '../../json.ts';
import type { DeploymentTarget } from '../deploymentTarget.ts';

/** The result of a function whose arguments are right, but whose value only Azure knows. */
export const onlyAzure = Symbol('only Azure knows');

/** `undefined` for arguments that the function can't take. */
export type TemplateFunction = (
  args: readonly Json[],
  target: DeploymentTarget,
) => Json | undefined | typeof onlyAzure;

/** By names in lower case. */
export type Functions = Readonly<Record<string, TemplateFunction>>;

export function isInteger(json: Json | undefined): json is number {
  return typeof json === 'number' && Number.isInteger(json);
}

export function isText(json: Json | undefined): json is string {
  return typeof json === 'string';
}

export function isSimple(json: Json | undefined): json is string | number | boolean {
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
}

/** A simple value as a text; booleans as .NET writes them. */
export function asPlainText(json: string | number | boolean): string {
  return typeof json === 'boolean' ? (json ? 'True' : 'False') : String(json);
}

/** Whether two values are the same in a template: texts with case, names of properties without. */
export function isEqual(one: Json, other: Json): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index] ?? null));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  const lowered = new Map(Object.entries(other).map(([key, value]) => [key.toLowerCase(), value] as const));
  return (
    keys.length === lowered.size &&
    keys.every(key => {
      const value = lowered.get(key.toLowerCase());
      return value !== undefined && isEqual(one[key] ?? null, value);
    })
  );
}
