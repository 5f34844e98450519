/** Runs a build with its log in a channel, its progress in a notification, and its failure where it belongs. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { createBatchedWriter } from '../logs/batchedWriter.ts';
import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { ReplayingEmitter } from '../shared/replayingEmitter.ts';
import { showProgress } from '../shared/showProgress.vscode.ts';
import type { BuildOrder } from './buildDraft.ts';
import type { BuildResult } from './buildInAzure.ts';
import type { Built } from './createDraftOf.ts';
import { buildFolderOf } from './openBuildFolder.vscode.ts';
import { createRunLocally, findLocalBuilders, type LocalBuilder, type RunLocally } from './localBuilders.ts';
import { buildRequirements, runBuild } from './runBuild.ts';

export const runLocally: RunLocally = createRunLocally(process.env);

/** None where the person doesn't trust the folder: a Dockerfile runs anything on this machine. */
export function localBuildersOf(
  folder: vscode.Uri,
): (signal: AbortSignal) => Promise<readonly LocalBuilder[]> {
  return signal =>
    vscode.workspace.isTrusted && folder.scheme === 'file'
      ? findLocalBuilders(runLocally, signal)
      : Promise.resolve([]);
}

/** Undefined where nothing came of it: the person is told why. */
export async function buildInWindow(
  app: App,
  folder: vscode.Uri,
  order: BuildOrder,
): Promise<Built | undefined> {
  if (!(await checkPermissions(app, buildRequirements(order)))) return undefined;
  const [repository = ''] = order.image.split(':');
  const channel = app.buildSurface.channelOf(repository);
  const dockerfile = vscode.Uri.joinPath(folder, order.dockerfile.path);
  app.buildSurface.problems.delete(dockerfile);
  channel.show(true);
  const failed = l10n.t('Could not build {0}', order.image);
  try {
    const { registry, result } = await runShown(app, folder, order, channel);
    if (result.kind === 'built') return { registry, image: result.image, order };
    if (result.kind === 'cancelled')
      void window.showInformationMessage(l10n.t('The build of {0} was cancelled.', order.image));
    else return await offerAfterFailure(app, folder, order, dockerfile, failed, result, channel);
  } catch (thrown) {
    if (isAbort(thrown)) return undefined;
    const error = toAciError(thrown);
    if (error.kind === 'buildsNotAllowed') return offerLocalBuild(app, folder, order, failed, error);
    app.report.show(failed, error);
  }
  return undefined;
}

async function runShown(app: App, folder: vscode.Uri, order: BuildOrder, channel: vscode.OutputChannel) {
  const controller = new AbortController();
  const steps = new ReplayingEmitter();
  const writer = createBatchedWriter(text => channel.append(text));
  const output = {
    write: (text: string) => writer.write(text),
    reportStep: (message: string) => steps.fire(message),
  };
  const { localPath } = buildFolderOf(folder);
  const done = runBuild({ ...app, run: runLocally, localPath }, order, output, controller.signal);
  try {
    const title = l10n.t('Building {0}', order.image);
    while ((await showProgress(title, steps.event, done)) === 'cancelled')
      if (await askToCancel(order)) controller.abort();
    return await done;
  } finally {
    writer.flush();
    steps.dispose();
  }
}

async function askToCancel({ image, builder }: BuildOrder): Promise<boolean> {
  const cancel = l10n.t('Cancel the build');
  const keep = l10n.t('Keep building');
  const chosen = await window.showWarningMessage(
    l10n.t('{0} is being built.', image),
    {
      modal: true,
      detail:
        builder === 'azure'
          ? l10n.t('The run is cancelled in Azure, too. Nothing is deployed.')
          : l10n.t('Nothing is deployed.'),
    },
    { title: keep, isCloseAffordance: true },
    { title: cancel },
  );
  return chosen?.title === cancel;
}

async function offerAfterFailure(
  app: App,
  folder: vscode.Uri,
  order: BuildOrder,
  dockerfile: vscode.Uri,
  failed: string,
  { sentence, failure }: Extract<BuildResult, { kind: 'failed' }>,
  channel: vscode.OutputChannel,
): Promise<Built | undefined> {
  const { line } = failure;
  if (line !== undefined) {
    const range = new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
    const shown = new vscode.Diagnostic(range, sentence, vscode.DiagnosticSeverity.Error);
    shown.source = l10n.t('Azure Container Instances');
    app.buildSurface.problems.set(dockerfile, [shown]);
  }
  const showLog = l10n.t('Show log');
  const open = l10n.t('Open Dockerfile');
  const isWall = failure.wall === 'buildKit' || failure.wall === 'firewall';
  const local = isWall && order.builder === 'azure' ? await localBuildersOf(folder)(neverAborts()) : [];
  const titles = local.map(buildWithTitle);
  const buttons = [...(line === undefined ? [] : [open]), ...titles, showLog];
  const chosen = await window.showErrorMessage(`${failed}. ${sentence}.`, ...buttons);
  if (chosen === showLog) channel.show(true);
  if (chosen === open && line !== undefined)
    await vscode.window.showTextDocument(dockerfile, { selection: new vscode.Range(line, 0, line, 0) });
  const builder = local[titles.indexOf(chosen ?? '')];
  return builder && buildInWindow(app, folder, { ...order, builder });
}

function buildWithTitle({ name }: LocalBuilder): string {
  return l10n.t('Build with {0} and push', name);
}

async function offerLocalBuild(
  app: App,
  folder: vscode.Uri,
  order: BuildOrder,
  failed: string,
  error: AciError,
): Promise<Built | undefined> {
  app.report.log(failed, error);
  const local = await localBuildersOf(folder)(neverAborts());
  const titles = local.map(buildWithTitle);
  const details = l10n.t('Show details');
  const chosen = await window.showErrorMessage(app.report.message(failed, error), ...titles, details);
  if (chosen === details) app.log.show(true);
  const builder = local[titles.indexOf(chosen ?? '')];
  return builder && buildInWindow(app, folder, { ...order, builder });
}
