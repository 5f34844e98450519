import * as vscode from 'vscode';
import type { CloudId } from '../../core/model.ts';

/** The names people know the clouds by. */
export function cloudName(cloud: CloudId): string {
  const names: Record<CloudId, string> = {
    azure: vscode.l10n.t('Azure'),
    usGovernment: vscode.l10n.t('Azure US Government'),
    china: vscode.l10n.t('Azure China'),
    emulator: vscode.l10n.t('Emulator on this machine'),
  };
  return names[cloud];
}
