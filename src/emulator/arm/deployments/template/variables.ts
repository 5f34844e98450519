/** The variables of a template, each evaluated when it is first asked for ("Variables in ARM templates"). */
import { objectAt, objectsAt, textAt, type Json } from '../../../json.ts';
import { copyProperties, evaluateValue } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { Scope } from '../language/scope.ts';
import type { Template } from './template.ts';

/** The value of a variable. `scope`: what they see, beside each other. Throws ExpressionError. */
export function variablesOf(template: Template, scope: Scope): (name: string) => Json {
  const definitions = objectAt(template.body, 'variables');
  const copies = objectsAt(definitions, 'copy');
  const values = new Map<string, Json>();
  const reading = new Set<string>();
  const read = (wanted: string): Json => {
    const key = wanted.toLowerCase();
    const known = values.get(key);
    if (known !== undefined) return known;
    if (reading.has(key)) {
      throw new ExpressionError(`The template variable '${wanted}' refers to itself.`);
    }
    reading.add(key);
    try {
      const value = evaluateOne(wanted);
      values.set(key, value);
      return value;
    } finally {
      reading.delete(key);
    }
  };
  const inner: Scope = { ...scope, place: 'variable', variable: read, loops: [], live: undefined };
  const evaluateOne = (wanted: string): Json => {
    const isMeant = (name: string) => name.toLowerCase() === wanted.toLowerCase();
    const copy = copies.find(each => isMeant(textAt(each, 'name')));
    if (copy) return copyProperties([copy], inner)[0]?.[1] ?? [];
    const name = Object.keys(definitions).find(each => each.toLowerCase() !== 'copy' && isMeant(each));
    if (name !== undefined) return evaluateValue(definitions[name] ?? null, inner);
    throw new ExpressionError(
      `The template variable '${wanted}' is not found. Please see https://aka.ms/arm-syntax-variables for usage details.`,
    );
  };
  return read;
}
