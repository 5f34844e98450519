import type { GroupState } from '../../core/model/groupState.ts';
import type { Translate } from '../shared/translate.ts';

/** A group's state in the words people read. */
export function stateLabel(state: GroupState, t: Translate): string {
  const labels: Record<GroupState, string> = {
    unknown: t('Unknown'),
    pending: t('Pending'),
    running: t('Running'),
    crashLooping: t('Crash loop'),
    succeeded: t('Succeeded'),
    failed: t('Failed'),
    stopped: t('Stopped'),
    updating: t('Updating'),
    deleting: t('Deleting'),
  };
  return labels[state];
}
