/** "Lambda functions for ARM templates" (learn.microsoft.com). */
import { isList, isObject, type Json } from '../json.ts';
import { asPlainText, isSimple } from './functions/templateFunction.ts';

/** A `lambda(…)` that is an argument: what it gives for these values. */
export type Lambda = (...values: readonly Json[]) => Json;

type LambdaFunction = (value: Json, lambdas: readonly Lambda[], start: Json | undefined) => Json | undefined;

/** Names lower-cased; `undefined` for arguments that one can't take. The lambdas are given the index as well. */
export const lambdaFunctions: Readonly<Record<string, LambdaFunction>> = {
  filter: onList((list, [test]) => test && list.filter((item, index) => test(item, index) === true)),
  groupby: onList((list, [key, value]) => {
    const groups = new Map<string, Json[]>();
    for (const item of list) {
      const name = nameIn(key?.(item));
      if (name === undefined) return undefined;
      groups.set(name, [...(groups.get(name) ?? []), value ? value(item) : item]);
    }
    return Object.fromEntries(groups);
  }),
  map: onList((list, [change]) => change && list.map((item, index) => change(item, index))),
  mapvalues: (object, [change]) =>
    change && isObject(object)
      ? Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value ?? null)]))
      : undefined,
  reduce: (list, [add], start) =>
    add && start !== undefined && isList(list)
      ? list.reduce((sum, item, index) => add(sum, item, index), start)
      : undefined,
  /** The lambda says whether its first value comes before its second. */
  sort: onList(
    (list, [isBefore]) =>
      isBefore &&
      list.toSorted((one, other) =>
        isBefore(one, other) === true ? -1 : isBefore(other, one) === true ? 1 : 0,
      ),
  ),
  toobject: onList((list, [key, value]) => {
    const pairs: [string, Json][] = [];
    for (const item of list) {
      const name = nameIn(key?.(item));
      if (name === undefined) return undefined;
      pairs.push([name, value ? value(item) : item]);
    }
    return Object.fromEntries(pairs);
  }),
};

function onList(
  work: (list: readonly Json[], lambdas: readonly Lambda[]) => Json | undefined,
): LambdaFunction {
  return (value, lambdas) => (isList(value) ? work(value, lambdas) : undefined);
}

function nameIn(json: Json | undefined): string | undefined {
  return isSimple(json) ? asPlainText(json) : undefined;
}
