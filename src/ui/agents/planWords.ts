/** What stands in every plan that a person agrees to: where, and for how much. */
import * as l10n from '@vscode/l10n';
import type { GroupCost } from '../../core/cost/groupCost.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { groupState } from '../../core/model/groupState.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { estimateNote, rateText } from '../cost/costText.ts';
import { formatList } from '../shared/languageFormats.ts';
import { stateLabel } from '../tree/stateLabel.ts';

/** Where it happens. */
export function placeLines(
  { displayName, id }: Pick<Subscription, 'displayName' | 'id'>,
  { name, resourceGroup }: GroupRef,
  location: string,
): readonly string[] {
  return [
    l10n.t('Subscription: {0} ({1})', displayName, id),
    l10n.t('Resource group: {0}', resourceGroup),
    l10n.t('Container group: {0}, in {1}', name, location),
  ];
}

export function liveGroupLines(
  subscription: Subscription,
  group: ContainerGroup,
  cost: GroupCost | undefined,
): readonly string[] {
  const containers = group.containers.map(({ name, image }) => `${name} (${image})`);
  return [
    ...placeLines(subscription, group.ref, group.location),
    l10n.t('Containers: {0}', formatList(containers)),
    l10n.t('State: {0}', stateLabel(groupState(group))),
    priceLine(cost),
  ];
}

export function priceLine(cost: GroupCost | undefined): string {
  return cost
    ? l10n.t('Price while it runs: {0}. {1}', rateText(cost), estimateNote())
    : l10n.t('Price while it runs: not known');
}

/** What the check before sending found, and what stops nobody. */
export function findingLines(findings: readonly string[]): readonly string[] {
  return findings.map(finding => l10n.t('Note: {0}', finding));
}
