import * as vscode from 'vscode';
import { type CustomCloudProblem, readCustomCloud } from '../../core/customCloud.ts';
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/ports.ts';
import type { Translate } from '../translate.ts';

/** The cloud that the machine-scoped setting `aci.customCloud` describes. Throws `AciError('settings')`. */
export function customCloud(): CloudEndpoints {
  const read = readCustomCloud(vscode.workspace.getConfiguration('aci').get('customCloud'));
  if ('cloud' in read) return read.cloud;
  throw new AciError('settings', customCloudWords(read.problem, vscode.l10n.t));
}

/** What to do about a description that can't be used. */
export function customCloudWords({ field, rule }: CustomCloudProblem, t: Translate): string {
  if (field === undefined) return t('Describe the cloud in the setting "aci.customCloud".');
  const words: Record<CustomCloudProblem['rule'], string> = {
    missing: t('"{0}" is missing in the setting "aci.customCloud".', field),
    text: t('"{0}" in the setting "aci.customCloud" has to be a text.', field),
    address: t(
      '"{0}" in the setting "aci.customCloud" has to be an address like https://example.com.',
      field,
    ),
    https: t('"{0}" in the setting "aci.customCloud" has to begin with https://.', field),
  };
  return words[rule];
}
