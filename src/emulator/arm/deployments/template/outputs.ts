/** The outputs of a deployment ("Outputs in ARM templates"). */
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import { copyProperties, evaluateValue, tryMember } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { LiveResources, Scope } from '../language/scope.ts';
import type { DeploymentPlan } from './planDeployment.ts';
import { shownType } from './parameters.ts';

export interface Output {
  readonly type: string;
  readonly value: Json;
}

/** What went wrong with an output, in ARM's words. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly output: string;

  constructor(output: string, why: string) {
    super(`The template output '${output}' is not valid: ${why}`);
    this.output = output;
  }
}

/** By name. Throws OutputError. */
export function evaluateOutputs(
  { template, scope }: DeploymentPlan,
  live: LiveResources,
): Map<string, Output> {
  const inner: Scope = { ...scope, live };
  const outputs = new Map<string, Output>();
  for (const [name, definition] of Object.entries(objectAt(template.body, 'outputs'))) {
    if (!isObject(definition)) continue;
    const value = evaluateOutput(name, definition, inner);
    if (value !== undefined) outputs.set(name, { type: shownType(typeOf(definition, value)), value });
  }
  return outputs;
}

/** A type that `$ref` names shows as what the value is. */
function typeOf(definition: JsonObject, value: Json): string {
  const written = textAt(definition, 'type');
  if (written !== '') return written;
  if (Array.isArray(value)) return 'array';
  return typeof value === 'string'
    ? 'string'
    : typeof value === 'number'
      ? 'int'
      : typeof value === 'boolean'
        ? 'bool'
        : 'object';
}

/** Undefined where its condition is false, or it is nullable and null. */
function evaluateOutput(name: string, definition: JsonObject, scope: Scope): Json | undefined {
  try {
    const condition = tryMember(definition, 'condition');
    if (condition !== undefined && evaluateValue(condition, scope) === false) return undefined;
    const copy = tryMember(definition, 'copy');
    if (isObject(copy)) return copyProperties([{ ...copy, name: '' }], scope)[0]?.[1];
    const value = evaluateValue(tryMember(definition, 'value') ?? null, scope);
    return value === null && definition['nullable'] === true ? undefined : value;
  } catch (error) {
    if (error instanceof ExpressionError) throw new OutputError(name, error.message);
    throw error;
  }
}

/** As a deployment shows them: without the values of secure ones. */
export function shownOutputs(outputs: ReadonlyMap<string, Output>): JsonObject {
  return Object.fromEntries(
    [...outputs].map(([name, { type, value }]) => [
      name,
      type.startsWith('Secure') ? { type } : { type, value },
    ]),
  );
}
