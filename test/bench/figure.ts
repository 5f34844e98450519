/** What `npm run bench` says: names, values, and what we want them to be. */

/** `≤ 1.1`: at most so much; `≥ 50000`: at least. */
export type Goal = `≤ ${number}` | `≥ ${number}`;

export interface Figure {
  /** `follow.bytesRatio`: the part, then what it is. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent where there is nothing to want: a yardstick, or a size of the test itself. */
  readonly goal?: Goal;
}

/** Whether a figure is what we want it to be; undefined where it has no goal. */
export function meetsGoal({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  const limit = Number(goal.slice(2));
  return goal.startsWith('≤') ? value <= limit : value >= limit;
}

/** `value` with at most so many decimals. */
export function rounded(value: number, decimals = 0): number {
  return Number(value.toFixed(decimals));
}

/** The middle of several measurements: one that was disturbed doesn't count. Throws where there are none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}
