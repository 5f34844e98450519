import * as l10n from '@vscode/l10n';
import type { DeployedOutput } from '../../core/deployments/deploymentsApi.ts';

/** What an output shows: its value, in one line; Azure answers none that is secure. */
export function outputText(output: DeployedOutput): string {
  return output.value === undefined ? l10n.t('secure: Azure does not show it') : outputValue(output);
}

/** What is copied: a text as it is, anything else as JSON. */
export function outputValue({ value = null }: DeployedOutput): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
