import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { clouds } from './azure/clouds.ts';
import { systemClock } from './core/clock.ts';
import type { AciError } from './core/errors.ts';
import { GroupStore } from './core/store/groupStore.ts';
import { PermissionCache } from './core/access/permissionCache.ts';
import { ProviderRegistrationCache } from './core/access/providerRegistrationCache.ts';
import type { CloudId } from './core/model/cloud.ts';
import type { CloudEndpoints, CredentialSource } from './core/azureApi.ts';
import { createSwitchingAzureApi } from './core/account/switchingAzureApi.ts';
import { multiAccountConnection } from './ui/account/multiAccountConnection.vscode.ts';
import { CloudAccountManager } from './ui/account/cloudAccountManager.vscode.ts';
import type { Connect } from './ui/account/connection.ts';
import { credentialConnection } from './ui/account/credentialConnection.ts';
import { confirmNewCloud, customCloudFromSetting } from './ui/account/customCloudSetting.vscode.ts';
import { requireConsent, createCloudConsent } from './ui/account/cloudConsent.ts';
import { type EmulatorAddress, emulatorConnection } from './ui/account/emulatorConnection.vscode.ts';
import { SignInIdentityStore } from './ui/account/signInIdentityStore.ts';
import { type SignInIdentity, signInMethodOf } from './ui/account/signInIdentity.ts';
import { signInIdentityLabel } from './ui/account/signInIdentityLabels.ts';
import { syncStoreWithAccount } from './ui/account/syncStoreWithAccount.ts';
import { microsoftConnection } from './ui/account/microsoftConnection.vscode.ts';
import type { App } from './ui/app.ts';
import { commandRunner } from './ui/commands.vscode.ts';
import { createDiagnosisTabSerializer } from './ui/diagnosis/diagnosisTabSerializer.vscode.ts';
import { ReadonlyDocumentProvider } from './ui/shared/readonlyDocumentProvider.vscode.ts';
import type { LoadedExtension } from './activation/registerContributions.ts';
import { hasPendingCreates, resumePendingCreates } from './ui/create/resumePendingCreates.vscode.ts';
import { createFirstUse } from './ui/shared/firstUse.ts';
import { registerYamlEditor } from './ui/edit/registerYamlEditor.vscode.ts';
import { hasPendingJobs, offerLeftoverDeletionOnSignIn, jobTaskOf } from './ui/jobs/tasks.vscode.ts';
import { FollowedLogs } from './ui/logs/followedLogs.vscode.ts';
import { ChangingGroupsStatusBar } from './ui/tree/changingGroupsStatusBar.vscode.ts';
import { ErrorReporter } from './ui/shared/errorReporter.vscode.ts';
import { setLanguages } from './ui/shared/languageFormats.ts';
import { requestLog } from './ui/shared/requestLog.ts';
import { ContainerTerminals } from './ui/terminal/containerTerminals.vscode.ts';
import { ContainerTerminalProfileProvider } from './ui/terminal/terminalProfileProvider.vscode.ts';
import { GroupsTree } from './ui/tree/groupsTree.vscode.ts';
import type { Node } from './ui/tree/nodes.ts';

/** F5 and tests choose the emulator: `emulator`, or the JSON line of a running one. The installed build ignores it. */
const developerCloud = PRODUCTION ? undefined : process.env['ACI_DEV_CLOUD'];

/**
 * Puts the rooms together, once somebody uses the extension in this window or something has to be picked up there.
 * Loads no Azure SDK, and asks Azure for nothing until somebody sees the view or runs a command.
 */
export function assembleExtension(
  context: vscode.ExtensionContext,
  treeView: vscode.TreeView<Node>,
): LoadedExtension {
  useEditorLanguage();
  const log = vscode.window.createOutputChannel('Azure Container Instances', { log: true });
  const report = new ErrorReporter(log);
  const memory = context.globalState;
  const identities = new SignInIdentityStore(memory, context.secrets);
  const connect = createConnect({ log, report, identities, memory });
  const account = new CloudAccountManager(connect, report, developerCloud ? 'emulator' : undefined);
  const aci = createSwitchingAzureApi(
    () => account.aci(),
    () => account.cloud,
  );
  const store = new GroupStore(aci, systemClock);
  const permissions = new PermissionCache(aci.access, systemClock);
  const providers = new ProviderRegistrationCache(aci.access);
  const following = new FollowedLogs({ aci, store, clock: systemClock, report });
  const readonlyDocuments = new ReadonlyDocumentProvider({ aci, report });
  const terminals = new ContainerTerminals({ aci, clock: systemClock, report, memory });
  const use = createFirstUse();
  const inUse = () => use.begin();
  const view = new GroupsTree({
    ...{ store, permissions, providers, account, following, memory },
    ...{ seen: () => void use.begin(), view: treeView },
  });
  const parts = {
    ...{ aci, store, permissions, providers, clock: systemClock, account, view, following },
    ...{ readonlyDocuments, terminals, report, log, memory },
    imageConfig: createImageConfigLookup(account),
    ...{ portalUrl, forgetSecrets: () => identities.forgetSecrets() },
  };
  const { files, yamlEditor, ...groupFiles } = registerYamlEditor(parts, context.secrets, inUse);
  const app: App = { ...parts, yamlEditor };
  const forgetting = account.onDidChange(() => {
    permissions.clear();
    providers.clear();
  });
  const inStep = syncStoreWithAccount(app, use.begun, () => resumePendingCreates(app));
  const terminalProfiles = new ContainerTerminalProfileProvider(app, inUse);
  context.subscriptions.push(log, account, store, following, readonlyDocuments, view, inStep);
  context.subscriptions.push(forgetting, providers, groupFiles);
  context.subscriptions.push(new ChangingGroupsStatusBar(app), terminals);
  context.subscriptions.push(terminalProfiles, offerLeftoverDeletionOnSignIn(app));
  void (hasPendingCreates(app) || hasPendingJobs(app) ? Promise.resolve() : use.begun).then(() =>
    account.start(),
  );
  return {
    rows: view.rows,
    files,
    terminalProfiles,
    diagnosisPanels: createDiagnosisTabSerializer(app, inUse),
    runCommand: commandRunner(app, inUse),
    resolveTask: task => jobTaskOf(app, inUse, task),
  };
}

/** Before anything is shown: without a translation the texts are English, whatever the editor speaks. */
function useEditorLanguage(): void {
  const { language } = vscode.env;
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  setLanguages({ texts: vscode.l10n.bundle ? language : 'en', editor: language });
}

/** Where `azure` and `emulator` meet `ui`: what stands behind a cloud, loaded when it is first used. */
function createConnect({
  log,
  report,
  identities,
  memory,
}: {
  readonly log: vscode.LogOutputChannel;
  readonly report: ErrorReporter;
  readonly identities: SignInIdentityStore;
  readonly memory: vscode.Memento;
}): Connect {
  const open = async (endpoints: CloudEndpoints, credentials: CredentialSource) => {
    const { createAzureApi } = await import('./azure/api/createAzureApi.ts');
    return createAzureApi(endpoints, credentials, { log: requestLog(log) });
  };
  const connect = (endpoints: CloudEndpoints, identity: SignInIdentity) => {
    const openIt = (credentials: CredentialSource) => open(endpoints, credentials);
    if (identity.kind === 'microsoft') return microsoftConnection(endpoints, openIt, identity.account);
    return credentialConnection({
      label: signInIdentityLabel(identity),
      scope: endpoints.scope,
      async credentials() {
        const { createCredentials } = await import('./azure/credentials/credentials.ts');
        const method = signInMethodOf(identity, () => identities.getSecret(endpoints, identity));
        return createCredentials(method, endpoints);
      },
      open: openIt,
    });
  };
  return cloud => {
    if (cloud !== 'emulator') {
      const endpoints = endpointsOf(cloud);
      const note = (what: string, error: AciError) => report.log(what, error);
      const connection = multiAccountConnection({
        endpoints,
        identities,
        note,
        connect: identity => connect(endpoints, identity),
      });
      return cloud === 'custom'
        ? requireConsent(connection, createCloudConsent(endpoints, memory, confirmNewCloud))
        : connection;
    }
    return emulatorConnection({
      start: startEmulator,
      open: async (endpoints, address) => {
        const { emulatorCredentials } = await import('./azure/credentials/emulatorCredentials.ts');
        return open(endpoints, emulatorCredentials(address));
      },
    });
  };
}

/** Throws `AciError('settings')` where the settings describe no cloud, or wrongly. */
function endpointsOf(cloud: Exclude<CloudId, 'emulator'>): CloudEndpoints {
  return cloud === 'custom' ? customCloudFromSetting() : clouds[cloud];
}

/** Registries are on the internet, where the emulator's groups are not run from; a file that isn't trusted asks nobody. */
function createImageConfigLookup(account: CloudAccountManager): App['imageConfig'] {
  let ask: App['imageConfig'] | undefined;
  return async (image, signal) => {
    if (account.cloud === 'emulator' || !vscode.workspace.isTrusted) return undefined;
    ask ??= (await import('./azure/api/imageConfigReader.ts')).createImageConfigReader();
    return ask(image, signal);
  };
}

function portalUrl(cloud: CloudId): string | undefined {
  if (cloud !== 'custom') return cloud === 'emulator' ? undefined : clouds[cloud].portalUrl;
  try {
    return customCloudFromSetting().portalUrl;
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
