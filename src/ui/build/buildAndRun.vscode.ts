/** *Build and Run in Azure…*: from a folder with a Dockerfile to the wizard of a group that runs its image. */
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { checkWorkspaceTrust } from '../deploy/workspaceTrust.vscode.ts';
import { askBuild, rememberRegistry } from './askBuild.vscode.ts';
import { buildInWindow } from './buildInWindow.vscode.ts';
import { createDraftOf } from './createDraftOf.ts';
import { chooseFolder } from './openBuildFolder.vscode.ts';

export async function buildAndRun(app: App, argument: unknown): Promise<void> {
  if (!checkWorkspaceTrust()) return;
  const chosen = await chooseFolder(argument);
  if (!chosen || !(await ensureSignedIn(app.account))) return;
  const order = await askBuild(app, chosen);
  if (!order) return;
  const built = await buildInWindow(app, chosen.uri, order);
  if (!built) return;
  await rememberRegistry(app, built.registry.id);
  const { openCreateWizard } = await import('../create/openCreateWizard.vscode.ts');
  await openCreateWizard(app, createDraftOf(built));
}
