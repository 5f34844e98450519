import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { groupRefOfCommand, saveOpenDocument } from './groupUri.vscode.ts';

/** Saves the group in the editor and goes on to apply it. */
export const applyGroup: Command = {
  id: 'aci.applyGroup',
  failure: () => l10n.t('Could not apply the changes'),
  async run(app, argument) {
    const ref = groupRefOfCommand(argument);
    if (ref && (await saveOpenDocument(ref))) await app.yamlEditor.apply(ref);
  },
};
