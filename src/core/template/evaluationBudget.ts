/** How much working out a template may cost: copies of copies of long texts would never end. */
import { isList, isObject, type Json } from '../json.ts';

/** Thrown when it costs too much: the whole template is given up. */
export class BudgetExceededError extends Error {}

export interface EvaluationBudget {
  /** Throws `BudgetExceededError`. */
  spend(units: number): void;
  /**
   * How many values and stretches of text `json` is, counted once. Throws `BudgetExceededError` where they are too many.
   */
  measure(json: Json): number;
}

/** Some twenty-five times what the largest of Azure's own modules takes, and less than a second. */
const limit = 250_000;
/** One value alone: whoever walks through it has as many steps to go. */
const largest = 150_000;

export function createEvaluationBudget(): EvaluationBudget {
  const sizes = new WeakMap<object, number>();
  let spent = 0;
  function measure(json: Json): number {
    if (typeof json === 'string') return 1 + json.length / 16;
    if (!isList(json) && !isObject(json)) return 1;
    const known = sizes.get(json);
    if (known !== undefined) return known;
    let size = 1;
    for (const part of isList(json) ? json : Object.values(json)) size += measure(part ?? null);
    if (size > largest) throw new BudgetExceededError();
    sizes.set(json, size);
    return size;
  }
  return {
    spend(units) {
      spent += units;
      if (spent > limit) throw new BudgetExceededError();
    },
    measure,
  };
}
