/** Asks what to build, from what is known already. */
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { type BuildDraft, type BuildOrder, buildOrderOf } from './buildDraft.ts';
import { readDockerfile } from './buildFolder.ts';
import { localBuildersOf } from './buildInWindow.vscode.ts';
import { runBuildWizard } from './buildWizard.ts';
import { buildFolderOf, type ChosenFolder } from './openBuildFolder.vscode.ts';

const lastRegistryKey = 'aci.lastBuildRegistry';

/** Undefined when the person leaves. Throws `AciError`. */
export async function askBuild(
  app: App,
  { uri, dockerfile }: ChosenFolder,
  known: Partial<BuildDraft> = {},
): Promise<BuildOrder | undefined> {
  await saveOpenFiles(uri);
  const folder = buildFolderOf(uri);
  const start: BuildDraft = {
    place: { cloud: app.account.cloud },
    values: {},
    ...(dockerfile !== undefined && { dockerfile: await readDockerfile(folder, dockerfile) }),
    ...known,
  };
  const prompt = createPrompt();
  try {
    const context = {
      create: wizardContextOf(app),
      folder,
      clock: app.clock,
      localBuilders: localBuildersOf(uri),
      lastRegistryId: app.memory.get<string>(lastRegistryKey),
    };
    const draft = await runBuildWizard(context, start, prompt);
    return draft && buildOrderOf(draft);
  } finally {
    prompt.dispose();
  }
}

export async function rememberRegistry({ memory }: App, id: string): Promise<void> {
  await memory.update(lastRegistryKey, id);
}

/** What is built is what is on the disk: changes that were not saved would be missing. */
async function saveOpenFiles(folder: vscode.Uri): Promise<void> {
  const inside = vscode.workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && uri.scheme === folder.scheme && uri.path.startsWith(`${folder.path}/`),
  );
  await Promise.all(inside.map(document => document.save()));
}
