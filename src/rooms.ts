import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { clouds } from './azure/clouds.ts';
import { systemClock } from './core/clock.ts';
import type { AciError } from './core/errors.ts';
import { GroupStore } from './core/groupStore.ts';
import { Permissions } from './core/permissions.ts';
import { Providers } from './core/providers.ts';
import type { CloudId } from './core/model.ts';
import type { CloudEndpoints, CredentialSource } from './core/ports.ts';
import { switchingAci } from './core/switchingAci.ts';
import { accountsConnection } from './ui/account/accountsConnection.ts';
import { CloudAccount } from './ui/account/cloudAccount.ts';
import type { Connect } from './ui/account/connection.ts';
import { credentialConnection } from './ui/account/credentialConnection.ts';
import { confirmNewCloud, customCloud } from './ui/account/customCloud.ts';
import { afterConsent, consentTo } from './ui/account/newCloud.ts';
import { type EmulatorAddress, emulatorConnection } from './ui/account/emulator.ts';
import { Identities } from './ui/account/identities.ts';
import { type Identity, methodOf } from './ui/account/identity.ts';
import { identityLabel } from './ui/account/identityWords.ts';
import { keepStoreInStep } from './ui/account/keepStoreInStep.ts';
import { microsoftConnection } from './ui/account/microsoft.ts';
import type { App } from './ui/app.ts';
import { commandRunner } from './ui/commands/index.ts';
import { diagnosisTabs } from './ui/diagnosis/tabs.ts';
import { AzureDocuments } from './ui/documents.ts';
import type { Inside } from './ui/door/door.ts';
import { hasCreates, resumeCreates } from './ui/create/inFlight.ts';
import { firstUse } from './ui/firstUse.ts';
import { openGroupFiles } from './ui/groupFiles/register.ts';
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
  const memory = context.globalState;
  const identities = new Identities(memory, context.secrets);
  const connect = connectWith({ log, report, identities, memory });
  const account = new CloudAccount(connect, report, developerCloud ? 'emulator' : undefined);
  const aci = switchingAci(
    () => account.aci(),
    () => account.cloud,
  );
  const store = new GroupStore(aci, systemClock);
  const permissions = new Permissions(aci.access, systemClock);
  const providers = new Providers(aci.access);
  const following = new FollowedLogs({ aci, store, clock: systemClock, report });
  const documents = new AzureDocuments({ aci, report });
  const terminals = new ContainerTerminals({ aci, clock: systemClock, report, memory });
  const use = firstUse();
  const inUse = () => use.begin();
  const view = new GroupsTree({
    ...{ store, permissions, providers, account, following, memory },
    ...{ seen: () => void use.begin(), view: treeView },
  });
  const parts = {
    ...{ aci, store, permissions, providers, clock: systemClock, account, view, following },
    ...{ documents, terminals, report, log, memory },
    imageConfig: imageConfigs(account),
    ...{ portalUrl, forgetSecrets: () => identities.forgetSecrets() },
  };
  const { files, groupDocuments, ...groupFiles } = openGroupFiles(parts, context.secrets, inUse);
  const app: App = { ...parts, groupDocuments };
  const forgetting = account.onDidChange(() => {
    permissions.forget();
    providers.forget();
  });
  const inStep = keepStoreInStep(app, use.begun, () => resumeCreates(app));
  const terminalProfiles = new TerminalProfiles(app, inUse);
  context.subscriptions.push(log, account, store, following, documents, view, inStep);
  context.subscriptions.push(forgetting, providers, groupFiles);
  context.subscriptions.push(new MotionStatus(app), terminals);
  context.subscriptions.push(terminalProfiles, offerCleanUpOnce(app));
  void (hasCreates(app) || hasJobs(app) ? Promise.resolve() : use.begun).then(() => account.start());
  return {
    rows: view.rows,
    files,
    terminalProfiles,
    diagnoses: diagnosisTabs(app, inUse),
    run: commandRunner(app, inUse),
    resolveTask: task => taskOf(app, inUse, task),
  };
}

/** Where `azure` and `emulator` meet `ui`: what stands behind a cloud, loaded when it is first used. */
function connectWith({
  log,
  report,
  identities,
  memory,
}: {
  readonly log: vscode.LogOutputChannel;
  readonly report: Report;
  readonly identities: Identities;
  readonly memory: vscode.Memento;
}): Connect {
  const open = async (endpoints: CloudEndpoints, credentials: CredentialSource) => {
    const { createAci } = await import('./azure/cloudAci.ts');
    return createAci(endpoints, credentials, { log: requestLog(log) });
  };
  const connect = (endpoints: CloudEndpoints, identity: Identity) => {
    const openIt = (credentials: CredentialSource) => open(endpoints, credentials);
    if (identity.kind === 'microsoft') return microsoftConnection(endpoints, openIt, identity.account);
    return credentialConnection({
      label: identityLabel(identity, vscode.l10n.t),
      scope: endpoints.scope,
      async credentials() {
        const { createCredentials } = await import('./azure/credentials/credentials.ts');
        const method = methodOf(identity, () => identities.secret(endpoints, identity));
        return createCredentials(method, endpoints);
      },
      open: openIt,
    });
  };
  return cloud => {
    if (cloud !== 'emulator') {
      const endpoints = endpointsOf(cloud);
      const note = (what: string, error: AciError) => report.note(what, error);
      const connection = accountsConnection({
        endpoints,
        identities,
        note,
        connect: identity => connect(endpoints, identity),
      });
      return cloud === 'custom'
        ? afterConsent(connection, consentTo(endpoints, memory, confirmNewCloud))
        : connection;
    }
    return emulatorConnection({
      start: startEmulator,
      open: async (endpoints, address) => {
        const { emulatorCredentials } = await import('./azure/emulatorCredentials.ts');
        return open(endpoints, emulatorCredentials(address));
      },
    });
  };
}

/** Throws `AciError('settings')` where the settings describe no cloud, or wrongly. */
function endpointsOf(cloud: Exclude<CloudId, 'emulator'>): CloudEndpoints {
  return cloud === 'custom' ? customCloud() : clouds[cloud];
}

/** Registries are on the internet, where the emulator's groups are not run from; a file that isn't trusted asks nobody. */
function imageConfigs(account: CloudAccount): App['imageConfig'] {
  let ask: App['imageConfig'] | undefined;
  return async (image, signal) => {
    if (account.cloud === 'emulator' || !vscode.workspace.isTrusted) return undefined;
    ask ??= (await import('./azure/imageConfig.ts')).createImageConfigs();
    return ask(image, signal);
  };
}

function portalUrl(cloud: CloudId): string | undefined {
  if (cloud !== 'custom') return cloud === 'emulator' ? undefined : clouds[cloud].portalUrl;
  try {
    return customCloud().portalUrl;
  } catch {
    return undefined; // the account tells what is wrong with the setting
  }
}

async function startEmulator(): Promise<EmulatorAddress> {
  if (developerCloud?.startsWith('{')) {
    const running = JSON.parse(developerCloud) as Omit<EmulatorAddress, 'ca'> & { caFile: string };
    return { ...running, ca: await readFile(running.caFile, 'utf8') };
  }
  const emulator = await import('./emulator/emulator.ts');
  return emulator.startEmulator();
}
