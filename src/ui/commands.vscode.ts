import type { App, Command } from './app.ts';
import { applyGroup } from './edit/applyGroupCommand.vscode.ts';
import { clearFilter } from './tree/clearFilterCommand.vscode.ts';
import { compareWithLive } from './edit/compareWithLiveCommand.vscode.ts';
import { copyDiagnosis } from './diagnosis/copyDiagnosisCommand.vscode.ts';
import { copyFqdn } from './tree/copyFqdnCommand.vscode.ts';
import { copyGroupAs } from './export/copyGroupAsCommand.vscode.ts';
import { copyImage } from './tree/copyImageCommand.vscode.ts';
import { copyIp } from './tree/copyIpCommand.vscode.ts';
import { copyResourceId } from './tree/copyResourceIdCommand.vscode.ts';
import { createGroup } from './create/createGroupCommand.vscode.ts';
import { createGroupAnywhere } from './create/createGroupAnywhereCommand.vscode.ts';
import { deleteFinishedGroups } from './delete/deleteFinishedGroupsCommand.vscode.ts';
import { deleteGroup } from './delete/deleteGroupCommand.vscode.ts';
import { deployFile } from './deploy/deployFileCommand.vscode.ts';
import { diagnose } from './diagnosis/diagnoseCommand.vscode.ts';
import { discardDraft } from './edit/discardDraftCommand.vscode.ts';
import { duplicateGroup } from './create/duplicateGroupCommand.vscode.ts';
import { editGroup } from './edit/editGroupCommand.vscode.ts';
import { exportGroupAs } from './export/exportGroupAsCommand.vscode.ts';
import { filterGroups } from './tree/filterGroupsCommand.vscode.ts';
import { forgetSecrets } from './account/forgetSecretsCommand.vscode.ts';
import { followAllContainers } from './logs/followAllContainersCommand.vscode.ts';
import { followLogs } from './logs/followLogsCommand.vscode.ts';
import { grantAccess } from './access/grantAccessCommand.vscode.ts';
import { groupBy } from './tree/groupByCommand.vscode.ts';
import { openInBrowser } from './tree/openInBrowserCommand.vscode.ts';
import { openInPortal } from './tree/openInPortalCommand.vscode.ts';
import { openLogSnapshot } from './logs/openLogSnapshotCommand.vscode.ts';
import { openTerminal } from './terminal/openTerminalCommand.vscode.ts';
import { refresh } from './tree/refreshCommand.vscode.ts';
import { refreshAll } from './tree/refreshAllCommand.vscode.ts';
import { refreshLogSnapshot } from './logs/refreshLogSnapshotCommand.vscode.ts';
import { registerProvider } from './access/registerProviderCommand.vscode.ts';
import { restartGroup } from './power/restartGroupCommand.vscode.ts';
import { retry } from './tree/retryCommand.vscode.ts';
import { runCommand } from './terminal/runCommandCommand.vscode.ts';
import { runJob } from './jobs/runJobCommand.vscode.ts';
import { selectSubscriptions } from './tree/selectSubscriptionsCommand.vscode.ts';
import { showAccount } from './account/showAccountCommand.vscode.ts';
import { showExtensionLog } from './shared/showExtensionLogCommand.vscode.ts';
import { signIn } from './account/signInCommand.vscode.ts';
import { signInToTenant } from './account/signInToTenantCommand.vscode.ts';
import { signOut } from './account/signOutCommand.vscode.ts';
import { startGroup } from './power/startGroupCommand.vscode.ts';
import { stopFollowingLogs } from './logs/stopFollowingLogsCommand.vscode.ts';
import { stopGroup } from './power/stopGroupCommand.vscode.ts';
import { tryEmulator } from './account/tryEmulatorCommand.vscode.ts';
import { viewProperties } from './edit/viewPropertiesCommand.vscode.ts';
import { whyFailed } from './diagnosis/whyFailedCommand.vscode.ts';
import { whoHasAccess } from './access/whoHasAccessCommand.vscode.ts';

/** Every command there is. A test compares this list with package.json both ways. */
export const commands: readonly Command[] = [
  applyGroup,
  clearFilter,
  compareWithLive,
  copyDiagnosis,
  copyFqdn,
  copyGroupAs,
  copyImage,
  copyIp,
  copyResourceId,
  createGroup,
  createGroupAnywhere,
  deleteFinishedGroups,
  deleteGroup,
  deployFile,
  diagnose,
  discardDraft,
  duplicateGroup,
  editGroup,
  exportGroupAs,
  filterGroups,
  followAllContainers,
  forgetSecrets,
  followLogs,
  grantAccess,
  groupBy,
  openInBrowser,
  openInPortal,
  openLogSnapshot,
  openTerminal,
  refresh,
  refreshAll,
  refreshLogSnapshot,
  registerProvider,
  restartGroup,
  retry,
  runCommand,
  runJob,
  selectSubscriptions,
  showAccount,
  showExtensionLog,
  signIn,
  signInToTenant,
  signOut,
  startGroup,
  stopFollowingLogs,
  stopGroup,
  tryEmulator,
  viewProperties,
  whyFailed,
  whoHasAccess,
];

/**
 * Runs a command by its id. It waits for `inUse` first; what it throws ends here, as a message to the person. Throws
 * where no command has this id.
 */
export function commandRunner(
  app: App,
  inUse: () => Promise<void>,
): (id: string, argument: unknown, selected: unknown) => Promise<void> {
  const known = new Map<string, Command>(commands.map(command => [command.id, command]));
  return async (id, argument, selected) => {
    const command = known.get(id);
    if (!command) throw new Error(`There is no command ${id}.`);
    await inUse();
    await runReportingErrors(app, command, argument, selected);
  };
}

async function runReportingErrors(
  app: App,
  command: Command,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  try {
    await command.run(app, argument, selected);
  } catch (error) {
    app.report.show(command.failure(), error, () => runReportingErrors(app, command, argument, selected));
  }
}
