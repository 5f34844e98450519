/**
 * Functions that don't evaluate all their arguments first: `if`, `and`, `or`, and those that take lambda expressions
 * ("Lambda functions for ARM templates", learn.microsoft.com).
 */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import type { Expression } from '../language/parseExpression.ts';
import type { Scope } from '../language/scope.ts';
import { booleanOf, invalidCall, textFrom, wrongParameter } from './templateFunction.ts';

type Evaluate = (expression: Expression, scope: Scope) => Json;
type LazyFunction = (args: readonly Expression[], scope: Scope, evaluate: Evaluate) => Json;

/** By name in lower case. */
export const lazyFunctions: Readonly<Record<string, LazyFunction | undefined>> = {
  if: (args, scope, evaluate) => {
    const [condition, then, otherwise] = atLeast('if', args, 3);
    return evaluate(booleanOf([evaluate(condition, scope)], 0, 'if') ? then : otherwise, scope);
  },
  and: (args, scope, evaluate) => args.every(arg => booleanOf([evaluate(arg, scope)], 0, 'and')),
  or: (args, scope, evaluate) => args.some(arg => booleanOf([evaluate(arg, scope)], 0, 'or')),
  filter: overItems('filter', (items, test) => items.filter((each, index) => test(each, index) === true)),
  map: overItems('map', (items, to) => items.map((each, index) => to(each, index))),
  groupby: overItems('groupBy', (items, keyOf) => {
    const groups: Record<string, Json[]> = {};
    items.forEach((each, index) => {
      (groups[textFrom(keyOf(each, index))] ??= []).push(each);
    });
    return groups;
  }),
  sort: overItems('sort', (items, isBefore) =>
    [...items].sort((a, b) => (isBefore(a, b) === true ? -1 : isBefore(b, a) === true ? 1 : 0)),
  ),
  mapvalues: (args, scope, evaluate) => {
    const [object, by] = atLeast('mapValues', args, 2);
    const value = evaluate(object, scope);
    if (!isObject(value)) throw wrongParameter('mapValues', 'an object', value);
    const to = lambda('mapValues', by, scope, evaluate);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, to(each)]));
  },
  reduce: (args, scope, evaluate) => {
    const [list, start, by] = atLeast('reduce', args, 3);
    const next = lambda('reduce', by, scope, evaluate);
    return itemsOf('reduce', evaluate(list, scope)).reduce<Json>(
      (all, each, index) => next(all, each, index),
      evaluate(start, scope),
    );
  },
  toobject: (args, scope, evaluate) => {
    const [list, by, valueBy] = args;
    if (!list || !by) throw wrongCount('toObject', 2);
    const keyOf = lambda('toObject', by, scope, evaluate);
    const valueOf = valueBy ? lambda('toObject', valueBy, scope, evaluate) : (each: Json) => each;
    const entries = itemsOf('toObject', evaluate(list, scope)).map(each => [
      textFrom(keyOf(each)),
      valueOf(each),
    ]);
    return Object.fromEntries(entries) as JsonObject;
  },
};

function overItems(
  name: string,
  answer: (items: readonly Json[], by: (...values: Json[]) => Json) => Json,
): LazyFunction {
  return (args, scope, evaluate) => {
    const [list, by] = atLeast(name, args, 2);
    return answer(itemsOf(name, evaluate(list, scope)), lambda(name, by, scope, evaluate));
  };
}

function itemsOf(name: string, value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw wrongParameter(name, 'an array', value);
}

/** `lambda('x', 'y', …)`: the names of its variables, then what it answers. Further values are left out. */
function lambda(
  name: string,
  expression: Expression,
  scope: Scope,
  evaluate: Evaluate,
): (...values: Json[]) => Json {
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'lambda') {
    throw invalidCall(name, 'expects a lambda expression.');
  }
  const body = expression.args.at(-1);
  if (!body) throw invalidCall(name, 'expects a lambda expression.');
  const names = expression.args.slice(0, -1).map(each => textFrom(evaluate(each, scope)).toLowerCase());
  return (...values) => {
    const own = names.map((each, index) => [each, values[index] ?? null] as const);
    return evaluate(body, { ...scope, lambdas: new Map([...scope.lambdas, ...own]) });
  };
}

type Several = [Expression, Expression, Expression];

function atLeast(name: string, args: readonly Expression[], count: number): Several {
  if (args.length !== count) throw wrongCount(name, count);
  return args as Several;
}

function wrongCount(name: string, count: number) {
  return invalidCall(name, `requires ${count} argument(s).`);
}
