import type { App, Command } from '../app.ts';
import { applyGroup } from './applyGroup.ts';
import { clearFilter } from './clearFilter.ts';
import { compareWithLive } from './compareWithLive.ts';
import { copyDiagnosis } from './copyDiagnosis.ts';
import { copyFqdn } from './copyFqdn.ts';
import { copyGroupAs } from './copyGroupAs.ts';
import { copyImage } from './copyImage.ts';
import { copyIp } from './copyIp.ts';
import { copyResourceId } from './copyResourceId.ts';
import { createGroup } from './createGroup.ts';
import { createGroupAnywhere } from './createGroupAnywhere.ts';
import { deleteFinishedGroups } from './deleteFinishedGroups.ts';
import { deleteGroup } from './deleteGroup.ts';
import { deployFile } from './deployFile.ts';
import { diagnose } from './diagnose.ts';
import { discardDraft } from './discardDraft.ts';
import { duplicateGroup } from './duplicateGroup.ts';
import { editGroup } from './editGroup.ts';
import { exportGroupAs } from './exportGroupAs.ts';
import { filterGroups } from './filterGroups.ts';
import { forgetSecrets } from './forgetSecrets.ts';
import { followAllContainers } from './followAllContainers.ts';
import { followLogs } from './followLogs.ts';
import { grantAccess } from './grantAccess.ts';
import { groupBy } from './groupBy.ts';
import { openInBrowser } from './openInBrowser.ts';
import { openInPortal } from './openInPortal.ts';
import { openLogSnapshot } from './openLogSnapshot.ts';
import { openTerminal } from './openTerminal.ts';
import { refresh } from './refresh.ts';
import { refreshAll } from './refreshAll.ts';
import { refreshLogSnapshot } from './refreshLogSnapshot.ts';
import { registerProvider } from './registerProvider.ts';
import { restartGroup } from './restartGroup.ts';
import { retry } from './retry.ts';
import { runCommand } from './runCommand.ts';
import { runJob } from './runJob.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { showAccount } from './showAccount.ts';
import { showExtensionLog } from './showExtensionLog.ts';
import { signIn } from './signIn.ts';
import { signInToTenant } from './signInToTenant.ts';
import { signOut } from './signOut.ts';
import { startGroup } from './startGroup.ts';
import { stopFollowingLogs } from './stopFollowingLogs.ts';
import { stopGroup } from './stopGroup.ts';
import { tryEmulator } from './tryEmulator.ts';
import { viewProperties } from './viewProperties.ts';
import { whyFailed } from './whyFailed.ts';
import { whoHasAccess } from './whoHasAccess.ts';

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
    await run(app, command, argument, selected);
  };
}

async function run(app: App, command: Command, argument: unknown, selected: unknown): Promise<void> {
  try {
    await command.run(app, argument, selected);
  } catch (error) {
    app.report.show(command.failure(), error, () => run(app, command, argument, selected));
  }
}
