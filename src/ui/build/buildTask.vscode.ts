/** A build as a task of the type `aci-build`: its log goes to the task's terminal. */
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parseBuild, type BuildDefinition } from '../../core/builds/buildDefinition.ts';
import { unsupportedFeatures } from '../../core/builds/buildPlan.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { missingPermissionText } from '../access/messages.ts';
import type { App } from '../app.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { jobProblemText } from '../jobs/messages.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { noticeText } from '../logs/itemText.ts';
import { formatBytes } from '../shared/languageFormats.ts';
import { createTaskTerminal, taskExitCodes, waitUntilSignedIn } from '../shared/taskTerminal.vscode.ts';
import type { BuildOrder } from './buildDraft.ts';
import { buildArgumentsOf } from './buildDraft.ts';
import { prepareContext, readDockerfile } from './buildFolder.ts';
import { fileCountText } from './buildMessages.ts';
import { runLocally } from './buildInWindow.vscode.ts';
import { buildFolderOf } from './openBuildFolder.vscode.ts';
import { resolveBuildRegistry } from './resolveBuildRegistry.ts';
import { buildRequirements, runBuild } from './runBuild.ts';

type Write = (text: string) => void;

/** `written`: as in tasks.json; `resolved`: with the editor's variables replaced. */
export function buildTerminal(
  app: App,
  written: JsonObject,
  resolved: JsonObject,
  root: vscode.Uri | undefined,
): vscode.Pseudoterminal {
  return createTaskTerminal(async (write, signal) => {
    const parsed = parseBuild(resolved, name => process.env[name], written, app.clock.now());
    if ('problems' in parsed) {
      for (const problem of parsed.problems) write(`${cleanLine(jobProblemText(problem))}\n`);
      return taskExitCodes.badDefinition;
    }
    try {
      await waitUntilSignedIn(app, signal);
      return await build(app, parsed.definition, root, write, signal);
    } catch (thrown) {
      if (isAbort(thrown)) return taskExitCodes.interrupted;
      const what = l10n.t('The build failed');
      const error = toAciError(thrown);
      app.report.log(what, error);
      write(noticeText(app.report.message(what, error)));
      return taskExitCodes.failed;
    }
  });
}

async function build(
  app: App,
  definition: BuildDefinition,
  root: vscode.Uri | undefined,
  write: Write,
  signal: AbortSignal,
): Promise<number> {
  const uri = contextUri(root, definition.context);
  if (!uri) {
    write(`${l10n.t('context: open a folder, or write an absolute path.')}\n`);
    return taskExitCodes.badDefinition;
  }
  const subscriptions = await wizardContextOf(app).subscriptions(signal);
  const found = await resolveBuildRegistry(app.aci, subscriptions, definition, signal);
  if ('problem' in found) {
    write(`${cleanLine(found.problem)}\n`);
    return taskExitCodes.badDefinition;
  }
  const folder = buildFolderOf(uri);
  const dockerfile = await readDockerfile(folder, definition.dockerfile);
  const strips = unsupportedFeatures(dockerfile.parsed).some(({ kind }) => kind === 'platform');
  if (strips) write(noticeText(l10n.t('FROM --platform is left out: images are built for linux/amd64')));
  const context = await prepareContext(folder, dockerfile, strips, signal);
  const size = formatBytes(context.packed.byteLength);
  write(noticeText(l10n.t('packed {0}, {1}', fileCountText(context.fileCount), size)));
  for (const file of context.likelySecrets)
    write(noticeText(l10n.t('{0} looks like a secret and is sent: leave it out in .dockerignore', file)));
  const values = Object.fromEntries(definition.args.map(({ name, value }) => [name, value]));
  const secrets = new Set(definition.args.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  const { subscription, registry } = found;
  const order: BuildOrder = {
    ...{
      builder: 'azure',
      place: { cloud: app.account.cloud, subscription },
      registry,
      dockerfile,
      values,
      context,
    },
    ...{ image: definition.image, target: definition.target },
    buildArguments: buildArgumentsOf(dockerfile, definition.target, values).map(each => ({
      ...each,
      isSecret: each.isSecret || secrets.has(each.name),
    })),
  };
  const [lacking] = await app.permissions.findMissing(buildRequirements(order), signal);
  if (lacking) {
    write(noticeText(missingPermissionText(lacking.operation, [lacking.name], lacking.scope)));
    return taskExitCodes.failed;
  }
  const output = { write, reportStep: () => undefined };
  const deps = { ...app, run: runLocally, localPath: folder.localPath };
  const { result } = await runBuild(deps, order, output, signal);
  return result.kind === 'built' ? 0 : taskExitCodes.failed;
}

function contextUri(root: vscode.Uri | undefined, context: string | undefined): vscode.Uri | undefined {
  if (context !== undefined && path.isAbsolute(context)) return vscode.Uri.file(context);
  return root && (context === undefined ? root : vscode.Uri.joinPath(root, context));
}
