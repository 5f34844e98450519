/** A function of template expressions, and what the files beside this one need to write one. */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { ExpressionError, functionsHelp } from '../language/expressionError.ts';
import type { Scope } from '../language/scope.ts';

export interface TemplateFunction {
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  /** `name` as it was written, for errors. Throws ExpressionError. */
  call(args: readonly Json[], scope: Scope, name: string): Json;
}

/** By name, in the case of the documentation. */
export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

export function define(
  least: number,
  most: number,
  call: (args: readonly Json[], scope: Scope, name: string) => Json,
): TemplateFunction {
  return { least, most, call };
}

/** What ARM calls the type of a value. */
export function typeName(value: Json | undefined): string {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'object') return 'Object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

export function wrongParameter(name: string, expected: string, value: Json | undefined): ExpressionError {
  return new ExpressionError(
    `The template language function '${name}' expects its parameter to be ${expected}. The provided value is of type '${typeName(value)}'. ${functionsHelp}`,
  );
}

export function invalidCall(name: string, why: string): ExpressionError {
  return new ExpressionError(`The template language function '${name}' ${why} ${functionsHelp}`);
}

/** The text of an argument. Throws ExpressionError for others. */
export function textOf(args: readonly Json[], index: number, name: string): string {
  const value = args[index];
  if (typeof value === 'string') return value;
  throw wrongParameter(name, 'a string', value);
}

/** The whole number of an argument; a text of digits counts, as in ARM. */
export function integerOf(args: readonly Json[], index: number, name: string): number {
  const value = args[index];
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw wrongParameter(name, 'an integer', value);
}

export function booleanOf(args: readonly Json[], index: number, name: string): boolean {
  const value = args[index];
  if (typeof value === 'boolean') return value;
  throw wrongParameter(name, 'a boolean', value);
}

export function arrayOf(args: readonly Json[], index: number, name: string): Json[] {
  const value = args[index];
  if (Array.isArray(value)) return value;
  throw wrongParameter(name, 'an array', value);
}

export function objectOf(args: readonly Json[], index: number, name: string): JsonObject {
  const value = args[index];
  if (isObject(value)) return value;
  throw wrongParameter(name, 'an object', value);
}

/** A value as `string()` and `concat()` write it. */
export function textFrom(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
