import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LoadedExtension } from './activation/registerContributions.ts';
import { createConnect, developerCloud, portalUrl } from './cloudConnections.ts';
import { createPreflight } from './cloudPreflight.ts';
import { createCloudPrices } from './cloudPrices.ts';
import { PermissionCache } from './core/access/permissionCache.ts';
import { ProviderRegistrationCache } from './core/access/providerRegistrationCache.ts';
import type { CloudEndpoints } from './core/account/cloudEndpoints.ts';
import { createSwitchingAzureApi } from './core/account/switchingAzureApi.ts';
import { systemClock } from './core/clock.ts';
import { GroupStore } from './core/store/groupStore.ts';
import { CloudAccountManager } from './ui/account/cloudAccountManager.vscode.ts';
import { lazyAsync } from './ui/account/lazyAsync.ts';
import { SignInIdentityStore } from './ui/account/signInIdentityStore.ts';
import { syncStoreWithAccount } from './ui/account/syncStoreWithAccount.ts';
import type { App } from './ui/app.ts';
import { WindowBuildSurface } from './ui/build/buildSurface.vscode.ts';
import { buildTaskOf } from './ui/build/buildTaskOf.vscode.ts';
import { commandRunner } from './ui/commands.vscode.ts';
import { hasPendingCreates, resumePendingCreates } from './ui/create/resumePendingCreates.vscode.ts';
import {
  hasPendingDeployments,
  resumePendingDeployments,
} from './ui/deployments/resumePendingDeployments.vscode.ts';
import { registerYamlEditor } from './ui/edit/registerYamlEditor.vscode.ts';
import { hasPendingJobs, jobTaskOf, offerLeftoverDeletionOnSignIn } from './ui/jobs/tasks.vscode.ts';
import { FollowedLogs } from './ui/logs/followedLogs.vscode.ts';
import { ErrorReporter } from './ui/shared/errorReporter.vscode.ts';
import { createFirstUse } from './ui/shared/firstUse.ts';
import { setLanguages } from './ui/shared/languageFormats.ts';
import { readGroupRef } from './ui/shared/readGroupRef.ts';
import { createTabSerializer } from './ui/shared/tabSerializer.vscode.ts';
import { readMetricsSubject } from './ui/metrics/metricsState.ts';
import { ReadonlyDocumentProvider } from './ui/shared/readonlyDocumentProvider.vscode.ts';
import { ContainerTerminals } from './ui/terminal/containerTerminals.vscode.ts';
import { ContainerTerminalProfileProvider } from './ui/terminal/terminalProfileProvider.vscode.ts';
import { ChangingGroupsStatusBar } from './ui/tree/changingGroupsStatusBar.vscode.ts';
import { GroupsTree } from './ui/tree/groupsTree.vscode.ts';
import type { Node } from './ui/tree/nodes.ts';

/**
 * Assembles core, azure and ui, once somebody uses the extension in this window or something has to be resumed there.
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
  let emulator: CloudEndpoints | undefined;
  const emulatorStarted = (endpoints: CloudEndpoints) => void (emulator = endpoints);
  const connect = createConnect({ log, report, identities, memory, emulatorStarted });
  const account = new CloudAccountManager(connect, report, developerCloud ? 'emulator' : undefined);
  const aci = createSwitchingAzureApi(
    () => account.aci(),
    () => account.cloud,
  );
  const store = new GroupStore(aci, systemClock);
  const permissions = new PermissionCache(aci.access, systemClock);
  const providers = new ProviderRegistrationCache(aci.access);
  const prices = createCloudPrices(memory, report, () => emulator);
  const following = new FollowedLogs({ aci, store, clock: systemClock, report });
  const readonlyDocuments = new ReadonlyDocumentProvider({ aci, clock: systemClock, report });
  const terminals = new ContainerTerminals({ aci, clock: systemClock, report, memory });
  const firstUse = createFirstUse();
  const beginUse = () => firstUse.begin();
  const view = new GroupsTree({
    ...{ aci, store, permissions, providers, prices, account, following, memory },
    ...{ seen: () => void firstUse.begin(), view: treeView },
  });
  const buildSurface = new WindowBuildSurface();
  const deps = {
    ...{ aci, store, permissions, providers, prices, clock: systemClock, account, view, following },
    ...{ readonlyDocuments, terminals, report, log, memory, workspaceMemory: context.workspaceState },
    ...{ buildSurface, imageConfig: createImageConfigLookup(account) },
    preflight: createPreflight(aci, account),
    pagesFolder: vscode.Uri.joinPath(context.extensionUri, 'dist', 'pages'),
    ...{ portalUrl, forgetSecrets: () => identities.forgetSecrets() },
  };
  const { files, yamlEditor, ...groupFiles } = registerYamlEditor(deps, context.secrets, beginUse);
  const app: App = { ...deps, yamlEditor };
  const cacheClearing = account.onDidChange(() => {
    permissions.clear();
    providers.clear();
  });
  const storeSync = syncStoreWithAccount(app, firstUse.begun, () => {
    resumePendingCreates(app);
    resumePendingDeployments(app);
  });
  const tools = lazyAsync(async () => {
    const { createLanguageModelTools } = await import('./ui/agents/languageModelTools.vscode.ts');
    return createLanguageModelTools(app, beginUse);
  });
  const mcpServer = lazyAsync(async () => {
    const { startWindowServer } = await import('./ui/agents/mcp/windowServer.vscode.ts');
    return startWindowServer(app, beginUse, context.extension);
  });
  const mcpServerEnding = new vscode.Disposable(() => {
    mcpServer.present?.then(
      server => server.close(),
      () => undefined, // what could not be started needs no end
    );
  });
  const terminalProfiles = new ContainerTerminalProfileProvider(app, beginUse);
  context.subscriptions.push(log, account, store, following, readonlyDocuments, view, storeSync);
  context.subscriptions.push(cacheClearing, providers, groupFiles, buildSurface);
  context.subscriptions.push(new ChangingGroupsStatusBar(app), terminals);
  context.subscriptions.push(mcpServerEnding, terminalProfiles, offerLeftoverDeletionOnSignIn(app));
  const hasUnfinishedWork = hasPendingCreates(app) || hasPendingDeployments(app) || hasPendingJobs(app);
  void (hasUnfinishedWork ? Promise.resolve() : firstUse.begun).then(() => account.start());
  return {
    treeDataProvider: view.rows,
    fileSystemProvider: files,
    terminalProfiles,
    costOverviewPanels: createTabSerializer(
      beginUse,
      () => true, // there is one subject: the page reads by itself how it was arranged
      async (_, panel) => {
        const { restoreCostOverview } = await import('./ui/cost/overview/costOverviewPanel.vscode.ts');
        await restoreCostOverview(app, panel);
      },
    ),
    deploymentPanels: createTabSerializer(beginUse, readGroupRef, async (ref, panel) => {
      const { restoreDeployment } = await import('./ui/deployments/openDeployment.vscode.ts');
      await restoreDeployment(app, ref, panel);
    }),
    diagnosisPanels: createTabSerializer(beginUse, readGroupRef, async (ref, panel) => {
      const { restoreDiagnosis } = await import('./ui/diagnosis/openDiagnosis.vscode.ts');
      await restoreDiagnosis(app, ref, panel);
    }),
    metricsPanels: createTabSerializer(beginUse, readMetricsSubject, async (subject, panel) => {
      const { restoreMetrics } = await import('./ui/metrics/openMetrics.vscode.ts');
      restoreMetrics(app, subject, panel);
    }),
    runCommand: commandRunner(app, beginUse),
    languageModelTool: async name => (await tools.get())(name),
    startMcpServer: () => mcpServer.get(),
    resolveTask: task =>
      (task.definition.type === 'aci-build' ? buildTaskOf : jobTaskOf)(app, beginUse, task),
  };
}

/** Before anything is shown: without a translation the texts are English, whatever the editor speaks. */
function useEditorLanguage(): void {
  const { language } = vscode.env;
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  setLanguages({ texts: vscode.l10n.bundle ? language : 'en', editor: language });
}

/**
 * Registries are on the internet, where the emulator's groups are not run from; a file that isn't trusted asks nobody.
 */
function createImageConfigLookup(account: CloudAccountManager): App['imageConfig'] {
  let readImageConfig: App['imageConfig'] | undefined;
  return async (image, signal) => {
    if (account.cloud === 'emulator' || !vscode.workspace.isTrusted) return undefined;
    readImageConfig ??= (await import('./azure/api/imageConfigReader.ts')).createImageConfigReader();
    return readImageConfig(image, signal);
  };
}
