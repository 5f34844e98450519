import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { groupRefOfCommand } from '../edit/groupUri.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Copies a group in the words of another tool. */
export const copyGroupAs: Command = {
  id: 'aci.copyGroupAs',
  failure: () => l10n.t('Could not copy a container group'),
  async run(app, argument, selected) {
    const open = groupRefOfCommand(argument);
    const [ref] = open ? [open] : await selectedGroups(app, () => true, argument, selected, 'one');
    if (ref) await app.yamlEditor.exportAs(ref, 'clipboard');
  },
};
