import * as vscode from 'vscode';
import type { Subscription } from '../../core/model.ts';
import { signedIn } from '../account/signedIn.ts';
import type { App, Command } from '../app.ts';
import { rememberedSubscriptions, rememberSubscriptions } from '../tree/rememberedSubscriptions.ts';

interface Item extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Chooses which subscriptions are shown; remembered for each account. All chosen means: those to come, too. */
export const selectSubscriptions: Command = {
  id: 'aci.selectSubscriptions',
  failure: () => vscode.l10n.t('Could not select subscriptions'),
  async run(app) {
    if (!(await signedIn(app.account))) return;
    const chosen = await vscode.window.showQuickPick(readItems(app), {
      canPickMany: true,
      matchOnDescription: true,
      title: vscode.l10n.t('Select subscriptions'),
      placeHolder: vscode.l10n.t('Choose the subscriptions whose container groups are shown'),
    });
    if (!chosen) return;
    const selection = selectionOf(
      app,
      chosen.flatMap(({ id }) => id ?? []),
    );
    await rememberSubscriptions(app.memory, app.account, selection);
    app.store.select(selection);
    await vscode.window.withProgress({ location: { viewId: 'aci.groups' } }, () => app.store.refresh());
  },
};

/** `undefined` when all are chosen. What was chosen before and can't be read now (a tenant that fails) stays chosen. */
function selectionOf({ store, memory, account }: App, ids: readonly string[]): readonly string[] | undefined {
  const known = new Set(store.subscriptions.map(({ id }) => id));
  if (ids.length === known.size) return undefined;
  const unseen = (rememberedSubscriptions(memory, account) ?? []).filter(id => !known.has(id));
  return [...ids, ...unseen];
}

/** The subscriptions under the names of their tenants, as soon as they are known. */
async function readItems(app: App): Promise<Item[]> {
  const { store } = app;
  if (store.tenants.kind !== 'ready') await store.refresh();
  if (store.tenants.kind === 'failed') throw store.tenants.error;
  const tenants = store.tenants.kind === 'ready' ? store.tenants.value : [];
  const names = new Map(tenants.map(({ tenant }) => [tenant.id.toLowerCase(), tenant.displayName]));
  const tenantIds = [...new Set(store.subscriptions.map(({ tenantId }) => tenantId.toLowerCase()))];
  return tenantIds.flatMap(tenantId => [
    { label: names.get(tenantId) ?? tenantId, kind: vscode.QuickPickItemKind.Separator },
    ...store.subscriptions
      .filter(subscription => subscription.tenantId.toLowerCase() === tenantId)
      .map(subscription => toItem(store, subscription)),
  ]);
}

function toItem(store: App['store'], { id, displayName, state }: Subscription): Item {
  const description = state === 'Enabled' ? id : `${id} · ${state}`;
  return { label: displayName, description, picked: store.isSelected(id), id };
}
