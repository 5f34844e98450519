/** What a diagnosis that a window brought back says where it can't look at the group. */
import type { GroupRef } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import { commandUri } from '../shared/commandUri.ts';
import { code } from './markdownCode.ts';

export function signedOutMarkdown(ref: GroupRef): string {
  return page(ref, l10n.t('Nobody is signed in, so this group cannot be looked at.'), [
    [l10n.t('Sign in to Azure'), commandUri('aci.signIn')],
  ]);
}

export function otherCloudMarkdown(ref: GroupRef): string {
  return page(ref, l10n.t('This group is in another cloud than the one that is chosen now.'), [
    [l10n.t('Account and Cloud…'), commandUri('aci.showAccount')],
  ]);
}

/** `sentence`: what a person is told about the error. */
export function failedMarkdown(ref: GroupRef, sentence: string, at: string): string {
  return page(ref, l10n.t('{0} ({1})', sentence, at), [
    [l10n.t('Refresh'), commandUri('aci.diagnose', { kind: 'group', ref })],
    [l10n.t('Show Extension Log'), commandUri('aci.showExtensionLog')],
  ]);
}

function page(
  ref: GroupRef,
  sentence: string,
  links: readonly (readonly [title: string, target: string])[],
): string {
  return [
    `# ${l10n.t('How is {0}?', code(ref.name))}`,
    l10n.t('resource group {0}', code(ref.resourceGroup)),
    sentence,
    links.map(([title, target]) => `[${title}](${target})`).join(' · '),
    '',
  ].join('\n\n');
}
