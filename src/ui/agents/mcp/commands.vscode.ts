import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command } from '../../app.ts';
import { window } from '../../shared/plainWindow.vscode.ts';
import { changesForbiddenInWindow } from '../changesForbidden.vscode.ts';
import { clientConfiguration } from './clientConfiguration.ts';

export const mcpCommands: readonly Command[] = [
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
