import * as vscode from 'vscode';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import type { App } from '../app.ts';
import { readSubscriptions } from '../account/readSubscriptions.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import type { CreateWizardContext } from './wizardContext.ts';
import { createRequestOf } from './createGroup.ts';
import type { CreateDraft } from './createDraft.ts';
import { creationDepsOf } from './creationUi.vscode.ts';
import { lastChoices, rememberChoices } from './lastChoices.ts';
import { runCreate } from './runCreate.ts';
import { runCreateWizard } from './createWizard.ts';

/** Asks for a group, starting from what is known, and creates it or opens it as YAML. */
export async function openCreateWizard(app: App, start: CreateDraft): Promise<void> {
  let draft: CreateDraft | undefined = start;
  while (draft) {
    const finished = await askForDraft(app, draft);
    if (!finished) return;
    if (finished.reviewChoice === 'yaml') return openYaml(finished);
    await rememberChoices(app.memory, finished);
    draft = await runCreate(creationDepsOf(app), finished);
  }
}

async function askForDraft(app: App, draft: CreateDraft): Promise<CreateDraft | undefined> {
  const prompt = createPrompt();
  try {
    return await runCreateWizard(wizardContextOf(app), draft, prompt);
  } finally {
    prompt.dispose();
  }
}

/** What the steps need, from the app. */
export function wizardContextOf(app: App): CreateWizardContext {
  return {
    aci: app.aci,
    cloud: app.account.cloud,
    prices: app.prices,
    lastChoices: lastChoices(app.memory),
    subscriptions: signal => listUsableSubscriptions(app, signal),
    knownGroupNames: (subscriptionId, resourceGroup) =>
      knownGroupNames(app, { subscriptionId, resourceGroup }),
    errorMessage: (what, error) => app.report.message(what, error),
    readClipboard: async () => vscode.env.clipboard.readText(),
  };
}

/** Those shown in the tree first; read anew when the tree has none yet. */
async function listUsableSubscriptions(
  { aci, store }: App,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const known = store.subscriptions;
  const all = known.length > 0 ? known : await readSubscriptions(aci, signal);
  const usable = all.filter(({ state }) => state !== 'Disabled' && state !== 'Deleted');
  const [shown, hidden] = [true, false].map(wanted =>
    usable.filter(({ id }) => store.isSelected(id) === wanted),
  );
  return [...(shown ?? []), ...(hidden ?? [])];
}

function knownGroupNames(
  { store }: App,
  { subscriptionId, resourceGroup }: Pick<GroupRef, 'subscriptionId' | 'resourceGroup'>,
): readonly string[] {
  const list = store.groups(subscriptionId);
  if (list?.kind !== 'ready') return [];
  return list.value
    .filter(({ ref }) => ref.resourceGroup.toLowerCase() === resourceGroup.toLowerCase())
    .map(({ ref }) => ref.name);
}

async function openYaml(draft: CreateDraft): Promise<void> {
  const { ref, document } = createRequestOf(draft);
  const { yamlWithoutSecrets } = await import('./yamlWithoutSecrets.ts'); // with a library that few need
  const content = yamlWithoutSecrets(ref, document);
  const opened = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(opened, { preview: false });
}
