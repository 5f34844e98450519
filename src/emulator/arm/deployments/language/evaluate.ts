/** Evaluates expressions, and every expression in a value of a template. */
import { isObject, objectsAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import { findFunction } from '../functions/functionTable.ts';
import { lazyFunctions } from '../functions/lazyFunctions.ts';
import { ExpressionError, functionsHelp, NotYetKnownError } from './expressionError.ts';
import { type Call, type Expression, expressionIn, literalText, parseExpression } from './parseExpression.ts';
import type { Scope } from './scope.ts';

/** Throws ExpressionError. */
export function evaluate(expression: Expression, scope: Scope): Json {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'call':
      return call(expression, scope);
    case 'member':
      return member(evaluate(expression.of, scope), evaluate(expression.name, scope), expression.safe);
  }
}

function call({ name, args }: Call, scope: Scope): Json {
  const lazy = lazyFunctions[name.toLowerCase()];
  if (lazy) return lazy(args, scope, evaluate);
  if (name.includes('.')) return callUserFunction(name, args, scope);
  const known = findFunction(name);
  if (!known) throw new ExpressionError(`The template function '${name}' is not valid. ${functionsHelp}`);
  const values = args.map(arg => evaluate(arg, scope));
  if (values.length < known.least || values.length > known.most) {
    throw new ExpressionError(
      `Unable to evaluate template language function '${name}': function requires ${countOf(known.least, known.most)} while '${values.length}' ${values.length === 1 ? 'was' : 'were'} provided. ${functionsHelp}`,
    );
  }
  return known.call(values, scope, name);
}

function countOf(least: number, most: number): string {
  if (least === most) return least === 1 ? '1 argument' : `${least} argument(s)`;
  return most === Infinity ? `at least ${least} argument(s)` : `between ${least} and ${most} argument(s)`;
}

/** A function of the template's own sees its arguments only: no variables, no other resources. */
function callUserFunction(name: string, args: readonly Expression[], scope: Scope): Json {
  const own = scope.functions.get(name.toLowerCase());
  if (!own) throw new ExpressionError(`The template function '${name}' is not valid. ${functionsHelp}`);
  if (own.parameters.length !== args.length) {
    throw new ExpressionError(
      `The template function '${name}' requires '${own.parameters.length}' argument(s) while '${args.length}' were provided. ${functionsHelp}`,
    );
  }
  const values = new Map(
    own.parameters.map((parameter, index) => {
      const arg = args[index];
      return [parameter.toLowerCase(), arg ? evaluate(arg, scope) : null] as const;
    }),
  );
  return evaluateValue(own.output, {
    ...scope,
    place: 'function',
    parameter: wanted => {
      const value = values.get(wanted.toLowerCase());
      if (value === undefined) throw new ExpressionError(`The template parameter '${wanted}' is not found.`);
      return value;
    },
    variable: () => {
      throw new ExpressionError(
        `The template function 'variables' is not expected at this location. ${functionsHelp}`,
      );
    },
    loops: [],
    lambdas: new Map(),
    live: undefined,
  });
}

function member(of: Json, name: Json, safe: boolean): Json {
  if (safe && of === null) return null;
  const found = tryMember(of, name);
  if (found !== undefined) return found;
  if (safe) return null;
  throw missingMember(of, name);
}

/** A member of an object, in whatever case, or an item of a list; undefined where there is none. */
export function tryMember(of: Json, name: Json): Json | undefined {
  if (Array.isArray(of)) return of[Number(name)];
  if (!isObject(of) || typeof name !== 'string') return undefined;
  if (Object.hasOwn(of, name)) return of[name];
  const key = Object.keys(of).find(each => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : of[key];
}

function missingMember(of: Json, name: Json): ExpressionError {
  const shown = String(typeof name === 'object' ? JSON.stringify(name) : name);
  if (isObject(of)) {
    return new ExpressionError(
      `The language expression property '${shown}' doesn't exist, available properties are '${Object.keys(of).join(', ')}'.`,
    );
  }
  if (Array.isArray(of)) {
    return new ExpressionError(`The language expression property array index '${shown}' is out of bounds.`);
  }
  return new ExpressionError(`The language expression property '${shown}' can't be evaluated.`);
}

/** A value of a template with every expression in it evaluated, and `copy` loops of properties made. */
export function evaluateValue(value: Json, scope: Scope): Json {
  if (typeof value === 'string') return evaluateText(value, scope);
  if (Array.isArray(value)) return value.map(each => evaluateValue(each, scope));
  return isObject(value) ? evaluateObject(value, scope) : value;
}

export function evaluateText(text: string, scope: Scope): Json {
  const source = expressionIn(text);
  if (source === undefined) return literalText(text);
  try {
    return evaluate(parseExpression(source), scope);
  } catch (error) {
    if (error instanceof NotYetKnownError && scope.keepsUnknown) return text;
    throw error;
  }
}

function evaluateObject(object: JsonObject, scope: Scope): JsonObject {
  const members = Object.entries(object).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'copy' && isCopy(value))
      return copyProperties(objectsAt({ value }, 'value'), scope);
    const key = evaluateText(name, scope);
    return [[typeof key === 'string' ? key : JSON.stringify(key), evaluateValue(value, scope)] as const];
  });
  return Object.fromEntries(members);
}

function isCopy(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(each => isObject(each) && 'count' in each && 'input' in each)
  );
}

/** The lists that a `copy` among properties or variables makes, by name. */
export function copyProperties(copies: readonly JsonObject[], scope: Scope): (readonly [string, Json[]])[] {
  return copies.map(copy => {
    const name = textAt(copy, 'name');
    const count = readCount(copy['count'] ?? null, name, scope);
    const input = copy['input'] ?? null;
    const items = Array.from({ length: count }, (_, index) =>
      evaluateValue(input, { ...scope, loops: [...scope.loops, { name, index }] }),
    );
    return [name, items] as const;
  });
}

/** How many times a copy loop goes. Throws ExpressionError for what is no count. */
export function readCount(count: Json, name: string, scope: Scope): number {
  const value = evaluateValue(count, scope);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new ExpressionError(
      `The copy count of '${name}' must be a positive integer value. Please see https://aka.ms/arm-copy for usage details.`,
    );
  }
  if (value <= 800) return value;
  throw new ExpressionError(
    `The copy count of '${name}' is '${value}', which exceeds the maximum of '800'. Please see https://aka.ms/arm-copy for usage details.`,
  );
}
