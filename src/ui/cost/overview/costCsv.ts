/** Rows of *Cost Overview* as CSV (RFC 4180), for a spreadsheet. */
import * as l10n from '@vscode/l10n';
import { hoursPerMonth } from '../../../core/cost/groupCost.ts';
import { costNow } from './arrangeRows.ts';
import type { CostRow } from './costRow.ts';

/** Amounts are numbers with a point, in `currency`; what is not known is empty, never 0. */
export function costCsv(rows: readonly CostRow[], currency: string): string {
  const head = [
    l10n.t('Container group'),
    l10n.t('Resource group'),
    l10n.t('Subscription'),
    l10n.t('Location'),
    l10n.t('State'),
    l10n.t('Per hour now ({0})', currency),
    l10n.t('Per month now ({0})', currency),
    l10n.t('Per hour while it runs ({0})', currency),
    l10n.t('Spent ({0})', currency),
    l10n.t('Spent when'),
    l10n.t('Possible waste'),
  ];
  return [head, ...rows.map(cells)].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cells(row: CostRow): readonly (string | number | undefined)[] {
  const { name, resourceGroup, subscription, location, state, perHour, spent, spentNote, waste } = row;
  const now = costNow(row);
  const perMonth = now === undefined ? undefined : now * hoursPerMonth;
  return [
    ...[name, resourceGroup, subscription, location, state],
    ...[now, perMonth, perHour, spent].map(rounded),
    ...[spentNote, waste],
  ];
}

/** Parts of a cent matter, those of a millionth don't. */
function rounded(amount: number | undefined): number | undefined {
  return amount === undefined ? undefined : Number(amount.toFixed(6));
}

function cell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value);
  // A spreadsheet runs a cell that begins like a formula (OWASP, "CSV Injection").
  const text = (value ?? '').replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
