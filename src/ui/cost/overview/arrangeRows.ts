/** Which lines of *Cost Overview* are shown, and in which order. It runs in the page, and needs nothing of a window. */
import { type CostSum, sumOfCosts } from '../../../core/cost/runningCost.ts';
import type { CostRow } from './costRow.ts';

export type Column =
  'name' | 'resourceGroup' | 'subscription' | 'location' | 'state' | 'perHour' | 'spent' | 'waste';

export interface Arrangement {
  /** As typed: rows that have all of its words somewhere are shown. */
  readonly filter: string;
  readonly show: 'all' | 'billed' | 'waste' | 'unknown';
  readonly totals: 'none' | 'resourceGroup' | 'subscription';
  readonly sortBy: Column;
  readonly descending: boolean;
}

export interface Total extends CostSum {
  /** Of all of its rows, those that have ended included. */
  readonly spent: number;
}

export type Line =
  | { readonly kind: 'row'; readonly row: CostRow }
  /** Stands above the rows that it is about. */
  | {
      readonly kind: 'total';
      readonly title: string;
      /** How many rows it is about. */
      readonly count: number;
      readonly total: Total;
    };

export interface ArrangedRows {
  readonly lines: readonly Line[];
  /** The rows that are shown, in order. */
  readonly rows: readonly CostRow[];
  readonly total: Total;
}

const textColumns = ['name', 'resourceGroup', 'subscription', 'location', 'state', 'waste'] as const;

export function arrangeRows(rows: Iterable<CostRow>, arrangement: Arrangement): ArrangedRows {
  const words = arrangement.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...rows].filter(row => isShown(row, arrangement.show) && matches(row, words));
  const sorted = shown.sort(comparison(arrangement));
  const { totals } = arrangement;
  if (totals === 'none')
    return { lines: sorted.map(row => ({ kind: 'row', row })), rows: sorted, total: totalOf(sorted) };
  const folders = inFolders(sorted, totals).sort(folderComparison(arrangement));
  const lines = folders.flatMap(({ title, rows: own, total }): readonly Line[] => [
    { kind: 'total', title, count: own.length, total },
    ...own.map((row): Line => ({ kind: 'row', row })),
  ]);
  return { lines, rows: folders.flatMap(folder => folder.rows), total: totalOf(sorted) };
}

function isShown({ isBilled, waste }: CostRow, show: Arrangement['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'billed':
      return isBilled === true;
    case 'waste':
      return waste !== undefined;
    case 'unknown':
      return isBilled === undefined;
  }
}

function matches(row: CostRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textColumns
    .map(column => row[column] ?? '')
    .join('\n')
    .toLowerCase();
  return words.every(word => text.includes(word));
}

/** What a row costs now; undefined where that is not known. */
export function costNow({ isBilled, perHour }: CostRow): number | undefined {
  if (isBilled === undefined) return undefined;
  return isBilled ? perHour : 0;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function comparison({ sortBy, descending }: Arrangement): (a: CostRow, b: CostRow) => number {
  const direction = descending ? -1 : 1;
  if (sortBy === 'perHour' || sortBy === 'spent') {
    const amountOf = (row: CostRow) => (sortBy === 'spent' ? row.spent : costNow(row));
    return (a, b) => compareAmounts(amountOf(a), amountOf(b), direction) || byName(a, b);
  }
  return (a, b) => compareTexts(a[sortBy] ?? '', b[sortBy] ?? '', direction) || byName(a, b);
}

function byName(a: CostRow, b: CostRow): number {
  return collator.compare(a.name, b.name);
}

/** What is not known comes last, however it is sorted. */
function compareAmounts(a: number | undefined, b: number | undefined, direction: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return (a - b) * direction;
}

function compareTexts(a: string, b: string, direction: number): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return collator.compare(a, b) * direction;
}

interface Folder {
  readonly title: string;
  readonly rows: readonly CostRow[];
  readonly total: Total;
}

function inFolders(rows: readonly CostRow[], by: 'resourceGroup' | 'subscription'): Folder[] {
  const folders = new Map<string, { readonly title: string; readonly rows: CostRow[] }>();
  for (const row of rows) {
    const key = by === 'subscription' ? row.subscription : `${row.subscription}\n${row.resourceGroup}`;
    // ARM compares the names of resource groups without case.
    const folder = folders.get(key.toLowerCase());
    if (folder) folder.rows.push(row);
    else folders.set(key.toLowerCase(), { title: titleOf(row, by), rows: [row] });
  }
  return [...folders.values()].map(folder => ({ ...folder, total: totalOf(folder.rows) }));
}

function titleOf({ subscription, resourceGroup }: CostRow, by: 'resourceGroup' | 'subscription'): string {
  return by === 'subscription' ? subscription : `${resourceGroup} (${subscription})`;
}

function folderComparison({ sortBy, descending }: Arrangement): (a: Folder, b: Folder) => number {
  const direction = descending ? -1 : 1;
  const byTitle = (a: Folder, b: Folder) => collator.compare(a.title, b.title);
  if (sortBy !== 'perHour' && sortBy !== 'spent') return byTitle;
  return (a, b) => (a.total[sortBy] - b.total[sortBy]) * direction || byTitle(a, b);
}

function totalOf(rows: readonly CostRow[]): Total {
  const items = rows.map(({ isBilled, perHour }) => ({ isBilled, perHour }));
  return { ...sumOfCosts(items), spent: rows.reduce((sum, { spent = 0 }) => sum + spent, 0) };
}
