import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CloudId } from '../../core/model/cloud.ts';

/** The names people know the clouds by. */
export function cloudName(cloud: CloudId): string {
  const names = {
    azure: l10n.t('Azure'),
    usGovernment: l10n.t('Azure US Government'),
    china: l10n.t('Azure China'),
    custom: customName() ?? l10n.t('Custom cloud'),
    emulator: l10n.t('Emulator on this machine'),
  } satisfies Record<CloudId, string>;
  return names[cloud];
}

/** As the setting has it, whether it can be used or not. */
function customName(): string | undefined {
  const setting = vscode.workspace.getConfiguration('aci').get<Record<string, unknown>>('customCloud');
  const name = setting?.['name'];
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}
