import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { groupRefOfCommand } from './groupUri.vscode.ts';

/** Forgets what was saved for a group and not applied. */
export const discardDraft: Command = {
  id: 'aci.discardDraft',
  failure: () => l10n.t('Could not discard the draft'),
  async run(app, argument) {
    const ref = groupRefOfCommand(argument);
    if (ref) await app.yamlEditor.discard(ref);
  },
};
