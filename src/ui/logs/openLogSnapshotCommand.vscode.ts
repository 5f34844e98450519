import * as l10n from '@vscode/l10n';
import { filterPermittedContainers } from '../shared/permissionCheck.vscode.ts';
import type { Command } from '../app.ts';
import { selectedContainers } from '../tree/selection.vscode.ts';

/** Opens the whole present log of containers, each as a read-only document: to search, to keep, to compare. */
export const openLogSnapshot: Command = {
  id: 'aci.openLogSnapshot',
  failure: () => l10n.t('Could not open the log'),
  async run(app, argument, selected) {
    const refs = await selectedContainers(app, argument, selected);
    for (const ref of await filterPermittedContainers(app, 'readLogs', refs))
      await app.readonlyDocuments.showLog(ref);
  },
};
