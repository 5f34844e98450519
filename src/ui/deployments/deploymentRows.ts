/** The deployments of a resource group as rows to choose from. */
import * as l10n from '@vscode/l10n';
import type { Deployment } from '../../core/deployments/deploymentsApi.ts';
import { innermostErrors } from '../../core/deployments/innermostErrors.ts';
import { ago } from '../tree/ago.ts';
import { toPlainText } from '../shared/plainText.ts';
import { formatList } from '../shared/languageFormats.ts';
import { madeGroups, makesGroups } from '../../core/deployments/madeGroups.ts';
import { causeText } from './deploymentFailure.ts';
import { hasEnded } from '../../core/deployments/terminalStates.ts';
import { durationText } from './durationText.ts';
import { stateIcon, stateText } from './stateText.ts';

/** A row, for a quick pick. */
export interface DeploymentRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string | undefined;
  readonly deployment: Deployment;
}

/** `now`: ms since the epoch. */
export function deploymentRow(deployment: Deployment, now: number): DeploymentRow {
  const { ref, state, timestamp, duration } = deployment;
  const parts = hasEnded(state)
    ? [stateText(state), timestamp === 0 ? '' : ago(now - timestamp), durationText(duration)]
    : [l10n.t('{0} for {1}', stateText(state), durationText(duration))];
  return {
    label: `$(${stateIcon(state)}) ${toPlainText(ref.name)}`,
    description: parts.filter(part => part !== '').join(' · '),
    detail: detailOf(deployment),
    deployment,
  };
}

/** Why it failed, else the container groups that it made. */
function detailOf(deployment: Deployment): string | undefined {
  const [cause] = deployment.error ? innermostErrors(deployment.error) : [];
  if (cause) return causeText(cause).replace(/\s+/g, ' ');
  const groups = madeGroups(deployment);
  return groups.length === 0 ? undefined : formatList(groups.map(({ name }) => name));
}

/** What may have made container groups, and what is under way, is about them. */
export function isAboutGroups(deployment: Deployment): boolean {
  return makesGroups(deployment) !== 'no' || !hasEnded(deployment.state);
}
