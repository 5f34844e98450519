/** What a diagnosis that a window brought back says where it can't look at the group. */
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { commandUri } from '../shared/commandUri.ts';
import type { Translate } from '../shared/translate.ts';
import { code } from './markdownCode.ts';

export function signedOutMarkdown(ref: GroupRef, t: Translate): string {
  return page(ref, t('Nobody is signed in, so this group cannot be looked at.'), t, [
    [t('Sign in to Azure'), commandUri('aci.signIn')],
  ]);
}

export function otherCloudMarkdown(ref: GroupRef, t: Translate): string {
  return page(ref, t('This group is in another cloud than the one that is chosen now.'), t, [
    [t('Account and Cloud…'), commandUri('aci.showAccount')],
  ]);
}

/** `sentence`: what a person is told about the error. */
export function failedMarkdown(ref: GroupRef, sentence: string, at: string, t: Translate): string {
  return page(ref, t('{0} ({1})', sentence, at), t, [
    [t('Refresh'), commandUri('aci.diagnose', { kind: 'group', ref })],
    [t('Show Extension Log'), commandUri('aci.showExtensionLog')],
  ]);
}

function page(
  ref: GroupRef,
  sentence: string,
  t: Translate,
  links: readonly (readonly [title: string, target: string])[],
): string {
  return [
    `# ${t('How is {0}?', code(ref.name))}`,
    t('resource group {0}', code(ref.resourceGroup)),
    sentence,
    links.map(([title, target]) => `[${title}](${target})`).join(' · '),
    '',
  ].join('\n\n');
}
