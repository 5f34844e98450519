/** Groups as rows of *Cost Overview*. */
import * as l10n from '@vscode/l10n';
import type { GroupCostReport, Waste } from '../../../core/cost/costReport.ts';
import { groupKey } from '../../../core/model/containerGroup.ts';
import { stateLabel } from '../../tree/stateLabel.ts';
import type { CostRow } from './costRow.ts';

export interface CostRowWords {
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
  readonly subscriptionName: (subscriptionId: string) => string;
}

export function costRow(report: GroupCostReport, words: CostRowWords): CostRow {
  const { ref, location, state, isBilled, cost, spent, waste } = report;
  return {
    key: groupKey(ref),
    name: ref.name,
    resourceGroup: ref.resourceGroup,
    subscription: words.subscriptionName(ref.subscriptionId),
    location,
    state: state === 'unknown' ? l10n.t('Unknown: not looked at') : stateLabel(state),
    ...(isBilled !== undefined && { isBilled }),
    ...(cost && { perHour: cost.perHour }),
    ...(spent !== undefined && { spent, spentNote: spentNote(report, words) }),
    ...(waste && { waste: wasteText(waste, words) }),
  };
}

function spentNote({ period }: GroupCostReport, { localTime }: CostRowWords): string {
  if (!period) return '';
  const { from, until, isWhole } = period;
  if (until !== undefined) return l10n.t('from {0} to {1}', localTime(from), localTime(until));
  return isWhole
    ? l10n.t('since the start, {0}', localTime(from))
    : l10n.t('since {0}; Azure does not tell of the time before', localTime(from));
}

function wasteText(waste: Waste, { localTime }: CostRowWords): string {
  return waste.kind === 'crashLooping'
    ? l10n.t('Crashes again and again, and is billed meanwhile')
    : l10n.t('Runs, but has logged nothing since {0}', localTime(waste.since));
}
