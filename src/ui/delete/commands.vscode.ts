import * as l10n from '@vscode/l10n';
import { deleteFinishedGroups } from './deleteFinishedGroups.vscode.ts';
import { deleteGroups } from './deleteGroups.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import type { Command } from '../app.ts';

export const deleteCommands: readonly Command[] = [
  {
    id: 'aci.deleteFinishedGroups',
    failure: () => l10n.t('Could not delete finished groups'),
    run: deleteFinishedGroups,
  },
  /** Deletes one or several groups, having asked first. */
  {
    id: 'aci.deleteGroup',
    failure: () => l10n.t('Could not delete container groups'),
    async run(app, argument, selected) {
      await deleteGroups(app, await selectedGroups(app, 'delete', argument, selected));
    },
  },
];
