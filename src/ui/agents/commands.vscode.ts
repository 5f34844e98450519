import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App, Command } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import { changesForbiddenInWindow } from './changesForbidden.vscode.ts';
import { clientConfiguration } from './mcp/clientConfiguration.ts';

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
  /** Copies what an agent elsewhere needs to know of a group. */
  {
    id: 'aci.copyForAgent',
    failure: () => l10n.t('Could not copy a container group'),
    async run(app, argument, selected) {
      const [ref] = await selectedGroups(app, () => true, argument, selected, 'one');
      if (!ref || !(await ensureSignedIn(app.account))) return;
      await copyForAgent(app, ref);
    },
  },
  /** Copies what agents outside this window need to start the MCP server as a program. */
  {
    id: 'aci.copyMcpConfiguration',
    failure: () => l10n.t('Could not copy the MCP server configuration'),
    async run({ account, pagesFolder }) {
      if (account.cloud === 'custom') {
        const text = l10n.t(
          'The MCP server knows no custom clouds outside this window. Choose another cloud first.',
        );
        await window.showWarningMessage(text);
        return;
      }
      const program = vscode.Uri.joinPath(pagesFolder, '..', 'mcp.js').fsPath;
      const isReadOnly = changesForbiddenInWindow() !== undefined;
      await vscode.env.clipboard.writeText(clientConfiguration(program, account.cloud, isReadOnly));
      window.showDone(l10n.t('Copied the MCP server configuration. Copy it again after an update.'));
    },
  },
];

async function copyForAgent(app: App, ref: GroupRef): Promise<void> {
  const title = l10n.t('Reading "{0}"…', ref.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const text = await window.withProgress(options, async (_, token) => {
    const signal = toAbortSignal(token);
    const { groupForAgent } = await import('./groupForAgent.ts');
    const { operationDepsOf } = await import('./operationDepsOf.ts');
    return groupForAgent(await operationDepsOf(app, signal), ref, signal);
  });
  await vscode.env.clipboard.writeText(text);
  window.showDone(l10n.t('Copied "{0}" for an agent', ref.name));
}
