import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { groupRefOfCommand } from './groupUri.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Shows a group as ARM has it, as a read-only JSON document. */
export const viewProperties: Command = {
  id: 'aci.viewProperties',
  failure: () => l10n.t('Could not read the properties'),
  async run(app, argument, selected) {
    const open = groupRefOfCommand(argument);
    const [ref] = open ? [open] : await selectedGroups(app, () => true, argument, selected, 'one');
    if (ref) await app.readonlyDocuments.showProperties(ref);
  },
};
