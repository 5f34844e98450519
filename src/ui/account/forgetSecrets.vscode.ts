import * as l10n from '@vscode/l10n';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/**
 * Forgets every client secret and password that was entered, in whatever cloud, and what was saved of groups and not
 * applied: somebody may have typed a secret into it.
 */
export async function forgetSecrets(app: App): Promise<void> {
  const forget = l10n.t('Forget them');
  const chosen = await window.showWarningMessage(
    l10n.t('Forget all stored secrets?'),
    {
      modal: true,
      detail: [
        l10n.t(
          'The client secrets and key passwords that you entered here are deleted. Who signs in with them has to enter them again.',
        ),
        l10n.t(
          'Changes to container groups that you saved and have not applied are deleted, too: there may be secrets in them.',
        ),
      ].join('\n\n'),
    },
    forget,
  );
  if (chosen !== forget) return;
  const secrets = await app.forgetSecrets();
  const drafts = await app.yamlEditor.discardAll();
  const sentences = [
    secrets === 1 ? l10n.t('1 secret is forgotten.') : l10n.t('{0} secrets are forgotten.', secrets),
    ...(drafts === 0 ? [] : [l10n.t('Changes that were not applied are deleted: {0}.', drafts)]),
  ];
  await window.showInformationMessage(sentences.join(' '));
}
