/** "Numeric functions", "Comparison functions" and "Logical functions for ARM templates" (learn.microsoft.com). */
import { isObject, type Json } from '../../../json.ts';
import { isEqual } from './equality.ts';
import {
  booleanOf,
  define,
  type FunctionTable,
  integerOf,
  invalidCall,
  textFrom,
  typeName,
  wrongParameter,
} from './templateFunction.ts';

export const numberFunctions: FunctionTable = {
  add: calculation((a, b) => a + b),
  div: calculation((a, b, name) => Math.trunc(a / divisor(b, name))),
  float: define(1, 1, ([value], _, name) => {
    const number = Number(textFrom(value));
    if (textFrom(value).trim() === '' || !Number.isFinite(number))
      throw wrongParameter(name, 'a number', value);
    return number;
  }),
  int: define(1, 1, ([value], _, name) => {
    if (typeof value === 'number') return Math.round(value);
    if (typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value)) return Number(value);
    throw invalidCall(name, `cannot convert provided value '${textFrom(value)}' to integer value.`);
  }),
  max: define(1, Infinity, (args, _, name) => Math.max(...numbersIn(args, name))),
  min: define(1, Infinity, (args, _, name) => Math.min(...numbersIn(args, name))),
  mod: calculation((a, b, name) => a % divisor(b, name)),
  mul: calculation((a, b) => a * b),
  sub: calculation((a, b) => a - b),
};

function calculation(calculate: (a: number, b: number, name: string) => number) {
  return define(2, 2, (args, _, name) => calculate(integerOf(args, 0, name), integerOf(args, 1, name), name));
}

function divisor(value: number, name: string): number {
  if (value === 0) throw invalidCall(name, 'cannot divide by zero.');
  return value;
}

/** Of a list, or of several arguments. */
function numbersIn(args: readonly Json[], name: string): number[] {
  const [first] = args;
  const all = args.length === 1 && Array.isArray(first) ? first : args;
  return all.map((_, index) => integerOf(all, index, name));
}

export const comparisonFunctions: FunctionTable = {
  coalesce: define(1, Infinity, args => args.find(each => each !== null) ?? null),
  equals: define(2, 2, ([one, other]) => isEqual(one, other)),
  greater: comparison(order => order > 0),
  greaterOrEquals: comparison(order => order >= 0),
  less: comparison(order => order < 0),
  lessOrEquals: comparison(order => order <= 0),
};

/** Of two numbers or two texts; texts compare by their characters' codes. */
function comparison(test: (order: number) => boolean) {
  return define(2, 2, ([one, other], _, name) => {
    if (typeof one === 'number' && typeof other === 'number') return test(one - other);
    if (typeof one === 'string' && typeof other === 'string')
      return test(one < other ? -1 : one > other ? 1 : 0);
    throw invalidCall(
      name,
      `expects two parameters of matching types. The function was invoked with values of type '${typeName(one)}' and '${typeName(other)}' that do not match.`,
    );
  });
}

export const logicalFunctions: FunctionTable = {
  bool: define(1, 1, ([value], _, name) => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    const word = typeof value === 'string' ? value.toLowerCase() : '';
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    throw invalidCall(
      name,
      `cannot convert provided value '${isObject(value) ? '{}' : textFrom(value)}' to boolean.`,
    );
  }),
  false: define(0, 0, () => false),
  not: define(1, 1, (args, _, name) => !booleanOf(args, 0, name)),
  true: define(0, 0, () => true),
  xor: define(2, 2, (args, _, name) => booleanOf(args, 0, name) !== booleanOf(args, 1, name)),
};
