import * as l10n from '@vscode/l10n';
import type { GroupState } from '../../core/model/groupState.ts';

/** A group's state in the words people read. */
export function stateLabel(state: GroupState): string {
  switch (state) {
    case 'unknown':
      return l10n.t('Unknown');
    case 'pending':
      return l10n.t('Pending');
    case 'running':
      return l10n.t('Running');
    case 'crashLooping':
      return l10n.t('Crash loop');
    case 'succeeded':
      return l10n.t('Succeeded');
    case 'failed':
      return l10n.t('Failed');
    case 'stopped':
      return l10n.t('Stopped');
    case 'updating':
      return l10n.t('Updating');
    case 'deleting':
      return l10n.t('Deleting');
  }
}
