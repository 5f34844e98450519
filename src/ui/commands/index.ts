import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { clearFilter } from './clearFilter.ts';
import { createGroup } from './createGroup.ts';
import { deleteGroup } from './deleteGroup.ts';
import { diagnose } from './diagnose.ts';
import { duplicateGroup } from './duplicateGroup.ts';
import { filterGroups } from './filterGroups.ts';
import { followLogs } from './followLogs.ts';
import { groupBy } from './groupBy.ts';
import { openInBrowser } from './openInBrowser.ts';
import { refresh } from './refresh.ts';
import { retry } from './retry.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { showAccount } from './showAccount.ts';
import { showExtensionLog } from './showExtensionLog.ts';
import { signIn } from './signIn.ts';
import { stopFollowingLogs } from './stopFollowingLogs.ts';
import { tryEmulator } from './tryEmulator.ts';

/** Every command there is. A test compares this list with package.json both ways. */
export const commands: readonly Command[] = [
  clearFilter,
  createGroup,
  deleteGroup,
  diagnose,
  duplicateGroup,
  filterGroups,
  followLogs,
  groupBy,
  openInBrowser,
  refresh,
  retry,
  selectSubscriptions,
  showAccount,
  showExtensionLog,
  signIn,
  stopFollowingLogs,
  tryEmulator,
];

/** Registers every command. What a command throws ends here, as a message to the person. */
export function registerCommands(app: App): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(command =>
      vscode.commands.registerCommand(command.id, async (argument?: unknown, selected?: unknown) => {
        try {
          await command.run(app, argument, selected);
        } catch (error) {
          app.report.show(vscode.l10n.t('That did not work'), error);
        }
      }),
    ),
  );
}
