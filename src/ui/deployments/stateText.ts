import * as l10n from '@vscode/l10n';
import type { ProvisioningState } from '../../core/deployments/deploymentsApi.ts';
import { outcomeOf } from '../../core/deployments/terminalStates.ts';

/** A state of a deployment or of one of its operations in a word. */
export function stateText(state: ProvisioningState): string {
  switch (outcomeOf(state)) {
    case 'succeeded':
      return l10n.t('Succeeded');
    case 'failed':
      return l10n.t('Failed');
    case 'canceled':
      return l10n.t('Cancelled');
    case undefined:
      return l10n.t('Running');
  }
}

/** A theme icon for it. */
export function stateIcon(state: ProvisioningState): string {
  switch (outcomeOf(state)) {
    case 'succeeded':
      return 'pass';
    case 'failed':
      return 'error';
    case 'canceled':
      return 'circle-slash';
    case undefined:
      return 'sync~spin';
  }
}
