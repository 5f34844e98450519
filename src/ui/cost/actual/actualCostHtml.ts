/** The page of *Actual Cost…*: what the bill says of a resource group, beside our estimate. It has no script. */
import * as l10n from '@vscode/l10n';
import type { ActualCosts, ActualCostSum } from '../../../core/cost/actualCost.ts';
import type { CostReport, GroupCostReport } from '../../../core/cost/costReport.ts';
import { escapeHtml } from '../../shared/html.ts';
import { htmlDocument } from '../../shared/htmlDocument.ts';
import { moneyText } from '../moneyText.ts';
import { estimateNote, rateText } from '../costText.ts';
import { actualCostStyle } from './actualCostStyle.ts';

export interface ActualCostPage {
  readonly resourceGroup: string;
  /** Display name. */
  readonly subscription: string;
  readonly costs: ActualCosts;
  /** Of the container groups that are known there. */
  readonly estimate: CostReport;
  /** A day such as `2026-11-29` in words. */
  readonly dayText: (day: string) => string;
  /** When it was read, in words. */
  readonly readAt: string;
  readonly language: string;
  readonly nonce: string;
}

export function actualCostHtml(page: ActualCostPage): string {
  const { resourceGroup, subscription, costs, readAt, language, nonce } = page;
  const title = l10n.t('Actual cost of {0}', resourceGroup);
  const totals = costs.totals.map(amountText).join(' + ');
  return htmlDocument({
    ...{ title, language, nonce, style: actualCostStyle },
    main: `<h1>${escapeHtml(title)}</h1>
<p class="note">${escapeHtml(l10n.t('{0} · this month so far, days in UTC · read {1}', subscription, readAt))}</p>
<p class="total">${escapeHtml(
      totals === ''
        ? l10n.t('The bill has nothing for this resource group this month.')
        : l10n.t('As the bill says: {0}', totals),
    )}</p>
<p>${escapeHtml(estimateText(page.estimate))}</p>
<p class="note">${escapeHtml(l10n.t('The bill lags behind by hours, up to a day or more: the newest days are not complete.'))}</p>
${totals === '' ? '' : tables(page)}
<p class="note">${escapeHtml(estimateNote())}</p>`,
  });
}

function estimateText({ running }: CostReport): string {
  const { counted, unknown, currency, perHour, perMonth } = running;
  const notCounted = unknown > 0 ? ` ${l10n.t('Not counted, state unknown: {0}.', unknown)}` : '';
  if (counted === 0 || currency === undefined)
    return l10n.t('Our estimate of what runs in it now: not known, or nothing.') + notCounted;
  return (
    l10n.t('Our estimate of what runs in it now: {0}.', rateText({ perHour, perMonth, currency })) +
    notCounted
  );
}

function tables({ costs, estimate, dayText }: ActualCostPage): string {
  const estimates = new Map(estimate.groups.map(report => [idOf(report), report]));
  const resources = costs.resources.map(({ resourceId, ...sum }) => {
    const report = estimates.get(resourceId.toLowerCase());
    return [nameOf(resourceId), typeOf(resourceId), amountText(sum), estimatePerDay(report)];
  });
  const days = costs.days.map(({ day, ...sum }) => [dayText(day), amountText(sum)]);
  return [
    table(l10n.t('By resource'), resources, [
      l10n.t('Resource'),
      l10n.t('Type'),
      l10n.t('This month'),
      l10n.t('Our estimate per day, while it runs'),
    ]),
    table(l10n.t('By day'), days, [l10n.t('Day'), l10n.t('Cost')]),
  ].join('\n');
}

/** The last columns, all from the one with the first amount on, stand to the right. */
function table(title: string, rows: readonly (readonly string[])[], heads: readonly string[]): string {
  const firstAmount = heads.length > 2 ? 2 : 1;
  const cell = (tag: 'td' | 'th', text: string, column: number) =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''}${column >= firstAmount ? ' class="amount"' : ''}>${escapeHtml(text)}</${tag}>`;
  const line = (tag: 'td' | 'th', texts: readonly string[]) =>
    `<tr>${texts.map((text, column) => cell(tag, text, column)).join('')}</tr>`;
  return `<table>
<caption>${escapeHtml(title)}</caption>
<thead>${line('th', heads)}</thead>
<tbody>
${rows.map(row => line('td', row)).join('\n')}
</tbody>
</table>`;
}

function amountText({ cost, currency }: ActualCostSum): string {
  return /^[A-Z]{3}$/.test(currency) ? moneyText(cost, currency) : `${cost.toFixed(2)} ${currency}`.trim();
}

function estimatePerDay(report: GroupCostReport | undefined): string {
  return report?.cost ? moneyText(report.cost.perHour * 24, report.cost.currency) : '';
}

/** Cost Management writes ids in lower case. */
function idOf({ ref }: GroupCostReport): string {
  const { subscriptionId, resourceGroup, name } = ref;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`.toLowerCase();
}

function nameOf(resourceId: string): string {
  const name = resourceId.split('/').at(-1) ?? '';
  return name === '' ? l10n.t('without a resource') : name;
}

/** `microsoft.containerinstance/containergroups` */
function typeOf(resourceId: string): string {
  return /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(resourceId)?.[1] ?? '';
}
