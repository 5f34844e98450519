import * as l10n from '@vscode/l10n';
import type { GroupState } from '../../core/model/groupState.ts';

/** A group's state in the words people read. */
export function stateLabel(state: GroupState): string {
  const labels: Record<GroupState, string> = {
    unknown: l10n.t('Unknown'),
    pending: l10n.t('Pending'),
    running: l10n.t('Running'),
    crashLooping: l10n.t('Crash loop'),
    succeeded: l10n.t('Succeeded'),
    failed: l10n.t('Failed'),
    stopped: l10n.t('Stopped'),
    updating: l10n.t('Updating'),
    deleting: l10n.t('Deleting'),
  };
  return labels[state];
}
