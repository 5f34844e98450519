import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Opens a group as YAML, to read, edit and apply. */
export const editGroup: Command = {
  id: 'aci.editGroup',
  failure: () => l10n.t('Could not open a container group'),
  async run(app, argument, selected) {
    const [ref] = await selectedGroups(app, () => true, argument, selected, 'one');
    if (ref) await app.yamlEditor.open(ref);
  },
};
