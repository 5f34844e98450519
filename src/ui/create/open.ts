import * as vscode from 'vscode';
import type { GroupRef, Subscription } from '../../core/model.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../prompt.ts';
import type { CreateContext } from './context.ts';
import { orderOf } from './create.ts';
import type { Draft } from './draft.ts';
import { deskOf } from './editorScreen.ts';
import { lastChoices, rememberChoices } from './lastChoices.ts';
import { runCreate } from './run.ts';
import { askForGroup } from './wizard.ts';

/** Asks for a group, starting from what is known, and creates it or opens it as YAML. */
export async function openCreateWizard(app: App, start: Draft): Promise<void> {
  let draft: Draft | undefined = start;
  while (draft) {
    const finished = await ask(app, draft);
    if (!finished) return;
    if (finished.wish === 'yaml') return openYaml(finished);
    await rememberChoices(app.memory, finished);
    draft = await runCreate(deskOf(app), finished);
  }
}

async function ask(app: App, draft: Draft): Promise<Draft | undefined> {
  const prompt = createPrompt();
  try {
    return await askForGroup(contextOf(app), draft, prompt);
  } finally {
    prompt.dispose();
  }
}

/** What the steps need, from the app. */
export function contextOf(app: App): CreateContext {
  return {
    aci: app.aci,
    cloud: app.account.cloud,
    t: vscode.l10n.t,
    last: lastChoices(app.memory),
    subscriptions: signal => subscriptions(app, signal),
    knownNames: (subscriptionId, resourceGroup) => knownNames(app, { subscriptionId, resourceGroup }),
    explain: (what, error) => app.report.message(what, error),
    readClipboard: async () => vscode.env.clipboard.readText(),
  };
}

/** Those shown in the tree first; read anew when the tree has none yet. */
async function subscriptions({ aci, store }: App, signal: AbortSignal): Promise<readonly Subscription[]> {
  const known = store.subscriptions;
  const all = known.length > 0 ? known : await readSubscriptions(aci, signal);
  const usable = all.filter(({ state }) => state !== 'Disabled' && state !== 'Deleted');
  const [shown, hidden] = [true, false].map(wanted =>
    usable.filter(({ id }) => store.isSelected(id) === wanted),
  );
  return [...(shown ?? []), ...(hidden ?? [])];
}

async function readSubscriptions(aci: App['aci'], signal: AbortSignal): Promise<readonly Subscription[]> {
  const tenants = await aci.tenants(signal);
  const read = await Promise.allSettled(
    tenants.map(({ id, account }) => aci.subscriptions(id, signal, account?.id)),
  );
  const found = read.flatMap(result => (result.status === 'fulfilled' ? result.value : []));
  const [failed] = read.filter(result => result.status === 'rejected');
  // One failing tenant hides nothing; when all fail there is nothing else to say.
  if (found.length === 0 && failed) throw failed.reason;
  return found;
}

function knownNames(
  { store }: App,
  { subscriptionId, resourceGroup }: Pick<GroupRef, 'subscriptionId' | 'resourceGroup'>,
): readonly string[] {
  const list = store.groups(subscriptionId);
  if (list?.kind !== 'ready') return [];
  return list.value
    .filter(({ ref }) => ref.resourceGroup.toLowerCase() === resourceGroup.toLowerCase())
    .map(({ ref }) => ref.name);
}

async function openYaml(draft: Draft): Promise<void> {
  const { ref, document } = orderOf(draft);
  const { yamlText } = await import('./yaml.ts'); // with a library that few need
  const content = yamlText(ref, document, vscode.l10n.t);
  const opened = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(opened, { preview: false });
}
