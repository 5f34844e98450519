import * as l10n from '@vscode/l10n';
import { documentOrSelectedGroup } from '../edit/documentOrSelectedGroup.vscode.ts';
import type { Command } from '../app.ts';

export const exportCommands: readonly Command[] = [
  /** Copies a group in the words of another tool. */
  {
    id: 'aci.copyGroupAs',
    failure: () => l10n.t('Could not copy a container group'),
    async run(app, argument, selected) {
      const ref = await documentOrSelectedGroup(app, argument, selected);
      if (ref) await app.yamlEditor.exportAs(ref, 'clipboard');
    },
  },
  /** Opens a group in the words of another tool. */
  {
    id: 'aci.exportGroupAs',
    failure: () => l10n.t('Could not export a container group'),
    async run(app, argument, selected) {
      const ref = await documentOrSelectedGroup(app, argument, selected);
      if (ref) await app.yamlEditor.exportAs(ref, 'document');
    },
  },
];
