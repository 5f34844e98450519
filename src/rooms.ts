import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { clouds } from './azure/clouds.ts';
import { systemClock } from './core/clock.ts';
import { GroupStore } from './core/groupStore.ts';
import { switchingAci } from './core/switchingAci.ts';
import { CloudAccount } from './ui/account/cloudAccount.ts';
import type { Connect } from './ui/account/connection.ts';
import { type EmulatorAddress, emulatorConnection } from './ui/account/emulator.ts';
import { keepStoreInStep } from './ui/account/keepStoreInStep.ts';
import { microsoftConnection } from './ui/account/microsoft.ts';
import type { App } from './ui/app.ts';
import { commandRunner } from './ui/commands/index.ts';
import { diagnosisTabs } from './ui/diagnosis/tabs.ts';
import { AzureDocuments } from './ui/documents.ts';
import type { Inside } from './ui/door/door.ts';
import { hasCreates, resumeCreates } from './ui/create/inFlight.ts';
import { firstUse } from './ui/firstUse.ts';
import { hasJobs, offerCleanUpOnce, taskOf } from './ui/jobs/tasks.ts';
import { FollowedLogs } from './ui/logs/followedLogs.ts';
import { MotionStatus } from './ui/motionStatus.ts';
import { Report } from './ui/report.ts';
import { requestLog } from './ui/requestLog.ts';
import { ContainerTerminals } from './ui/terminal/containerTerminals.ts';
import { TerminalProfiles } from './ui/terminal/profiles.ts';
import { GroupsTree } from './ui/tree/groupsTree.ts';
import type { Node } from './ui/tree/nodes.ts';

/** F5 and tests choose the emulator: `emulator`, or the JSON line of a running one. The installed build ignores it. */
const developerCloud = PRODUCTION ? undefined : process.env['ACI_DEV_CLOUD'];

/**
 * Puts the rooms together, once somebody uses the extension in this window or something has to be picked up there.
 * Loads no Azure SDK, and asks Azure for nothing until somebody sees the view or runs a command.
 */
export function openRooms(context: vscode.ExtensionContext, treeView: vscode.TreeView<Node>): Inside {
  const log = vscode.window.createOutputChannel('Azure Container Instances', { log: true });
  const report = new Report(log);
  const account = new CloudAccount(connectWith(log), report, developerCloud ? 'emulator' : undefined);
  const aci = switchingAci(
    () => account.aci(),
    () => account.cloud,
  );
  const store = new GroupStore(aci, systemClock);
  const following = new FollowedLogs({ aci, store, clock: systemClock, report });
  const documents = new AzureDocuments({ aci, report });
  const memory = context.globalState;
  const terminals = new ContainerTerminals({ aci, clock: systemClock, report, memory });
  const use = firstUse();
  const seen = () => void use.begin();
  const view = new GroupsTree({ ...{ store, account, following, memory }, seen, view: treeView });
  const app: App = {
    ...{ aci, store, clock: systemClock, account, view, following },
    ...{ documents, terminals, report, log, memory },
    portalUrl: cloud => (cloud === 'emulator' ? undefined : clouds[cloud].portalUrl),
  };
  const inUse = () => use.begin();
  const inStep = keepStoreInStep(app, use.begun, () => resumeCreates(app));
  const terminalProfiles = new TerminalProfiles(app, inUse);
  context.subscriptions.push(log, account, store, following, documents, view, inStep);
  context.subscriptions.push(new MotionStatus(app), terminals);
  context.subscriptions.push(terminalProfiles, offerCleanUpOnce(app));
  void (hasCreates(app) || hasJobs(app) ? Promise.resolve() : use.begun).then(() => account.start());
  return {
    rows: view.rows,
    terminalProfiles,
    diagnoses: diagnosisTabs(app, inUse),
    run: commandRunner(app, inUse),
    resolveTask: task => taskOf(app, inUse, task),
  };
}

/** Where `azure` and `emulator` meet `ui`: what stands behind a cloud, loaded when it is first used. */
function connectWith(log: vscode.LogOutputChannel): Connect {
  return cloud => {
    if (cloud !== 'emulator') {
      return microsoftConnection(clouds[cloud], async credentials => {
        const { createAci } = await import('./azure/cloudAci.ts');
        return createAci(clouds[cloud], credentials, { log: requestLog(log) });
      });
    }
    return emulatorConnection({
      start: startEmulator,
      open: async (endpoints, address) => {
        const { createAci } = await import('./azure/cloudAci.ts');
        const { emulatorCredentials } = await import('./azure/emulatorCredentials.ts');
        return createAci(endpoints, emulatorCredentials(address), { log: requestLog(log) });
      },
    });
  };
}

async function startEmulator(): Promise<EmulatorAddress> {
  if (developerCloud?.startsWith('{')) {
    const running = JSON.parse(developerCloud) as Omit<EmulatorAddress, 'ca'> & { caFile: string };
    return { ...running, ca: await readFile(running.caFile, 'utf8') };
  }
  const emulator = await import('./emulator/emulator.ts');
  return emulator.startEmulator();
}
