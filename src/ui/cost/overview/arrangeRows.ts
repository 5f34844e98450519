/** Which lines of *Cost Overview* are shown, and in which order. It runs in the page, and needs nothing of a window. */
import { type CostSum, sumOfCosts } from '../../../core/cost/runningCost.ts';
import type { CostRow } from './costRow.ts';

const columns = [
  'name',
  'resourceGroup',
  'subscription',
  'location',
  'state',
  'perHour',
  'spent',
  'waste',
] as const;

export type Column = (typeof columns)[number];

export interface Arrangement {
  /** As typed: rows that have all of its words somewhere are shown. */
  readonly filter: string;
  readonly show: 'all' | 'billed' | 'waste' | 'unknown';
  readonly totals: 'none' | 'resourceGroup' | 'subscription';
  readonly sortBy: Column;
  readonly descending: boolean;
}

/** How the rows were arranged, from what the page kept: as at first where that is something else. */
export function readArrangement(state: unknown): Arrangement {
  const kept: Partial<Record<keyof Arrangement, unknown>> =
    typeof state === 'object' && state !== null ? state : {};
  const { filter, show, totals, sortBy, descending } = kept;
  return {
    filter: typeof filter === 'string' ? filter : '',
    show: show === 'billed' || show === 'waste' || show === 'unknown' ? show : 'all',
    totals: totals === 'resourceGroup' || totals === 'subscription' ? totals : 'none',
    ...(isColumn(sortBy) && typeof descending === 'boolean'
      ? { sortBy, descending }
      : { sortBy: 'perHour', descending: true }),
  };
}

function isColumn(value: unknown): value is Column {
  return columns.some(column => column === value);
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
  const inOrder = sorted(shown, arrangement);
  const { totals } = arrangement;
  if (totals === 'none')
    return { lines: inOrder.map(row => ({ kind: 'row', row })), rows: inOrder, total: totalOf(inOrder) };
  const folders = inFolders(inOrder, totals).sort(folderComparison(arrangement));
  const lines = folders.flatMap(({ title, rows: own, total }): readonly Line[] => [
    { kind: 'total', title, count: own.length, total },
    ...own.map((row): Line => ({ kind: 'row', row })),
  ]);
  return { lines, rows: folders.flatMap(folder => folder.rows), total: totalOf(inOrder) };
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

/** A row with what it is sorted by: of ten thousand rows each is compared many times. */
interface Sortable {
  readonly row: CostRow;
  readonly name: string;
  /** '' or undefined where it is not known. */
  readonly value: string | number | undefined;
}

function sorted(rows: readonly CostRow[], { sortBy, descending }: Arrangement): readonly CostRow[] {
  const direction = descending ? -1 : 1;
  const sortable = rows.map((row): Sortable => ({
    row,
    name: row.name.toLowerCase(),
    value: sortValue(row, sortBy),
  }));
  sortable.sort((a, b) => compareValues(a.value, b.value, direction) || compareTexts(a.name, b.name));
  return sortable.map(({ row }) => row);
}

function sortValue(row: CostRow, sortBy: Column): string | number | undefined {
  if (sortBy === 'perHour') return costNow(row);
  return sortBy === 'spent' ? row.spent : row[sortBy]?.toLowerCase();
}

/** What is not known comes last, however it is sorted. */
function compareValues(a: Sortable['value'], b: Sortable['value'], direction: number): number {
  const isMissing = (value: Sortable['value']) => value === undefined || value === '';
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  return compareTexts(String(a), String(b)) * direction;
}

/** By code units: Azure's names are ASCII, and a comparison by language takes fifty times as long. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
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
  const byTitle = (a: Folder, b: Folder) => a.title.localeCompare(b.title);
  if (sortBy !== 'perHour' && sortBy !== 'spent') return byTitle;
  return (a, b) => (a.total[sortBy] - b.total[sortBy]) * direction || byTitle(a, b);
}

function totalOf(rows: readonly CostRow[]): Total {
  const items = rows.map(({ isBilled, perHour }) => ({ isBilled, perHour }));
  return { ...sumOfCosts(items), spent: rows.reduce((sum, { spent = 0 }) => sum + spent, 0) };
}
