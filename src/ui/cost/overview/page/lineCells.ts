/** What stands in the cells of a line. */
import { hoursPerMonth } from '../../../../core/cost/groupCost.ts';
import { numberFormat } from '../../../shared/keptFormats.ts';
import { moneyText } from '../../moneyText.ts';
import { costNow, type Column, type Line, type Total } from '../arrangeRows.ts';
import type { CostRow } from '../costRow.ts';
import type { PageTexts } from '../pageTexts.ts';

export interface CellContext {
  readonly texts: PageTexts;
  readonly currency: string;
  /** BCP 47. */
  readonly language: string;
  /** What all groups that are billed now cost per hour. */
  readonly allPerHour: number;
}

export type ColumnId = Column | 'perMonth' | 'share';

/** In the order in which they are shown. */
export const columns: readonly {
  readonly id: ColumnId;
  readonly sortBy: Column;
  readonly isAmount: boolean;
}[] = [
  { id: 'name', sortBy: 'name', isAmount: false },
  { id: 'state', sortBy: 'state', isAmount: false },
  { id: 'perHour', sortBy: 'perHour', isAmount: true },
  { id: 'perMonth', sortBy: 'perHour', isAmount: true },
  { id: 'share', sortBy: 'perHour', isAmount: true },
  { id: 'spent', sortBy: 'spent', isAmount: true },
  { id: 'waste', sortBy: 'waste', isAmount: false },
  { id: 'resourceGroup', sortBy: 'resourceGroup', isAmount: false },
  { id: 'subscription', sortBy: 'subscription', isAmount: false },
  { id: 'location', sortBy: 'location', isAmount: false },
];

export interface Cell {
  readonly text: string;
  /** What is said where somebody points at it; the text itself where it is absent. */
  readonly detail?: string;
}

export function cellsOf(line: Line, context: CellContext): readonly Cell[] {
  return line.kind === 'row' ? rowCells(line.row, context) : totalCells(line, context);
}

function rowCells(row: CostRow, context: CellContext): readonly Cell[] {
  const { texts, currency } = context;
  const now = costNow(row);
  const whileItRuns =
    row.perHour === undefined ? texts.noPrice : fill(texts.whileItRuns, money(row.perHour, context));
  const amounts: readonly Cell[] =
    now === undefined || currency === ''
      ? [
          { text: row.perHour === undefined ? texts.noPrice : '?', detail: whileItRuns },
          { text: '' },
          { text: '' },
        ]
      : [
          { text: money(now, context), detail: whileItRuns },
          { text: money(now * hoursPerMonth, context), detail: whileItRuns },
          { text: share(now, context) },
        ];
  const spent: Cell =
    row.spent === undefined || currency === ''
      ? { text: '' }
      : { text: money(row.spent, context), detail: `${money(row.spent, context)} ${row.spentNote ?? ''}` };
  const plain = (...all: readonly string[]) => all.map((text): Cell => ({ text }));
  return [
    ...plain(row.name, row.state),
    ...[...amounts, spent],
    ...plain(row.waste ?? '', row.resourceGroup, row.subscription, row.location),
  ];
}

function totalCells(line: Extract<Line, { kind: 'total' }>, context: CellContext): readonly Cell[] {
  const { total, title, count } = line;
  const { texts, currency } = context;
  const isKnown = currency !== '' && total.counted > 0;
  const isNothing = currency !== '' && total.unknown === 0 && total.unpriced === 0;
  const amount = (value: number): Cell => ({ text: isKnown || isNothing ? money(value, context) : '' });
  return [
    { text: fill(texts.totalOf, title, numberFormat(context.language).format(count)) },
    { text: '' },
    amount(total.perHour),
    amount(total.perMonth),
    { text: isKnown ? share(total.perHour, context) : '' },
    { text: currency !== '' && total.spent > 0 ? money(total.spent, context) : '' },
    { text: notCounted(total, texts).join(' · ') },
    ...['', '', ''].map(text => ({ text })),
  ];
}

/** Which groups a sum is not of. */
export function notCounted({ unknown, unpriced }: Total, texts: PageTexts): readonly string[] {
  return [
    ...(unknown > 0 ? [fill(texts.unknown, String(unknown))] : []),
    ...(unpriced > 0 ? [fill(texts.unpriced, String(unpriced))] : []),
  ];
}

export function money(amount: number, { currency, language }: CellContext): string {
  return moneyText(amount, currency, language);
}

function share(perHour: number, { allPerHour, language }: CellContext): string {
  if (allPerHour <= 0 || perHour <= 0) return '';
  const format = numberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return format.format(perHour / allPerHour);
}

/** `{0}` and `{1}` of a text replaced. */
export function fill(text: string, ...values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
}
