import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type CustomCloudProblem, readCustomCloud } from '../../core/account/customCloud.ts';
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import type { CustomCloudAddresses } from './cloudConsent.ts';

/** The cloud that the user's setting `aci.customCloud` describes. Throws `AciError('settings')`. */
export function customCloudFromSetting(): CloudEndpoints {
  const read = readCustomCloud(vscode.workspace.getConfiguration('aci').get('customCloud'));
  if ('cloud' in read) return read.cloud;
  throw new AciError('settings', customCloudProblemText(read.problem));
}

/** What to do about a description that can't be used. */
export function customCloudProblemText({ field, rule }: CustomCloudProblem): string {
  if (field === undefined) return l10n.t('Describe the cloud in the setting "aci.customCloud".');
  const words: Record<CustomCloudProblem['rule'], string> = {
    missing: l10n.t('"{0}" is missing in the setting "aci.customCloud".', field),
    text: l10n.t('"{0}" in the setting "aci.customCloud" has to be a text.', field),
    address: l10n.t(
      '"{0}" in the setting "aci.customCloud" has to be an address like https://example.com.',
      field,
    ),
    https: l10n.t('"{0}" in the setting "aci.customCloud" has to begin with https://.', field),
    public: l10n.t(
      '"{0}" in the setting "aci.customCloud" belongs to a public Azure cloud: its tokens must not go to another server. Name what the cloud itself asks for.',
      field,
    ),
  };
  return words[rule];
}

/** Whether the person wants to sign in to a cloud that is new to them: the addresses are all that there is to go by. */
export async function confirmNewCloud({
  displayName,
  resourceManagerEndpoint,
  authorityHost,
  scope,
}: CustomCloudAddresses): Promise<boolean> {
  const signIn = l10n.t('Sign in');
  const question = l10n.t('You have not used the cloud "{0}" before. Sign in to it?', displayName);
  const detail = l10n.t(
    'What you sign in with goes to {0}. Access to {1} is then given to {2}. Go on only if you know these addresses.',
    authorityHost,
    scope.replace(/\/\.default$/, ''),
    resourceManagerEndpoint,
  );
  return (await window.showWarningMessage(question, { modal: true, detail }, signIn)) === signIn;
}
