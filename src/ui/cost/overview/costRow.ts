/** A container group as a row of *Cost Overview*. Plain data: it goes to the page by message, and into CSV. */

export interface CostRow {
  /** Identifies the group: `groupKey`. */
  readonly key: string;
  readonly name: string;
  readonly resourceGroup: string;
  /** Display name. */
  readonly subscription: string;
  readonly location: string;
  /** In words. */
  readonly state: string;
  /** Undefined where the state is not known. */
  readonly isBilled?: boolean;
  /** While it runs; absent where no price is known. */
  readonly perHour?: number;
  /** Since the start, or by the last run; absent where that can't be told. */
  readonly spent?: number;
  /** What `spent` is for, in words: `since Nov 3, 2026, 9:00 AM`. */
  readonly spentNote?: string;
  /** Why it may be money for nothing, in words. */
  readonly waste?: string;
}

/** What the page is told. */
export type ToPage =
  /** Rows, a part at a time. `isFirst`: those that were there are forgotten; `isLast`: that is all. */
  | {
      readonly kind: 'rows';
      readonly rows: readonly CostRow[];
      readonly isFirst: boolean;
      readonly isLast: boolean;
    }
  /** Rows that have changed. */
  | { readonly kind: 'changed'; readonly rows: readonly CostRow[] }
  /** What is said above the table: when it was read, what could not be. `currency`: `USD`. */
  | { readonly kind: 'status'; readonly lines: readonly string[]; readonly currency: string };

/** What the page asks for. Rows are named by their keys. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'reveal'; readonly key: string }
  /** Reads the states of these groups. */
  | { readonly kind: 'readStates'; readonly keys: readonly string[] }
  /** Copies these rows, in this order. */
  | { readonly kind: 'copyCsv'; readonly keys: readonly string[] };

/** What a page may ask to be read at once: a click must not become a flood of requests. */
export const mostReadAtOnce = 100;

/** A message of the page, checked; undefined where it is something else. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, key, keys } = message as Readonly<Record<string, unknown>>;
  const isKeys = Array.isArray(keys) && keys.every(each => typeof each === 'string');
  switch (kind) {
    case 'ready':
    case 'refresh':
      return { kind };
    case 'reveal':
      return typeof key === 'string' ? { kind, key } : undefined;
    case 'readStates':
      return isKeys ? { kind, keys: keys.slice(0, mostReadAtOnce) } : undefined;
    case 'copyCsv':
      return isKeys ? { kind, keys } : undefined;
    default:
      return undefined;
  }
}
