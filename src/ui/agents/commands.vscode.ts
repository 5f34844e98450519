import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

export const agentsCommands: readonly Command[] = [
  /** Begins a question about a group in VS Code's chat: the person writes the rest, and sends it. */
  {
    id: 'aci.askAgent',
    failure: () => l10n.t('Could not open the chat'),
    async run(app, argument, selected) {
      const [ref] = await selectedGroups(app, () => true, argument, selected, 'one');
      if (!ref) return;
      const { chatQuery } = await import('./chatQuery.ts');
      // `IChatViewOpenOptions` of VS Code's chatActions.ts.
      await vscode.commands.executeCommand('workbench.action.chat.open', {
        query: chatQuery(ref),
        isPartialQuery: true,
        mode: 'agent',
      });
    },
  },
];
