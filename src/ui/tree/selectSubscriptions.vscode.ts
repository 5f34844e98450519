import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Subscription } from '../../core/model/subscription.ts';
import { ensureSignedIn as untilSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import {
  rememberedSubscriptionsByAccount,
  rememberedSubscriptions,
  rememberSubscriptions,
  signedInAccounts,
} from './rememberedSubscriptions.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';

interface Item extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Chooses which subscriptions are shown; remembered for each account. All chosen means: those to come, too. */
export async function selectSubscriptions(app: App): Promise<void> {
  if (!(await untilSignedIn(app.account))) return;
  const chosen = await window.showQuickPick(readItems(app), {
    canPickMany: true,
    matchOnDescription: true,
    title: l10n.t('Select subscriptions'),
    placeHolder: l10n.t('Choose the subscriptions whose container groups are shown'),
  });
  if (!chosen) return;
  await rememberChoice(app, new Set(chosen.flatMap(({ id }) => id?.toLowerCase() ?? [])));
  await window.withProgress({ location: { viewId: 'aci.groups' } }, () => app.store.refresh());
}

/** Remembers for each account what of its own was chosen. */
async function rememberChoice(app: App, ids: ReadonlySet<string>): Promise<void> {
  const { store, memory, account } = app;
  for (const { id, label } of signedInAccounts(account)) {
    const whose = { cloud: account.cloud, label };
    const own = ownSubscriptions(store, id);
    await rememberSubscriptions(memory, whose, selectionOf(own, ids, rememberedSubscriptions(memory, whose)));
  }
  store.selectSubscriptionsByAccount(rememberedSubscriptionsByAccount(memory, account));
}

/** What the account sees; everything where there is but one (''). */
function ownSubscriptions({ tenants, subscriptions }: App['store'], accountId: string): readonly string[] {
  if (accountId === '' || tenants.kind !== 'ready') return subscriptions.map(({ id }) => id);
  return tenants.value
    .filter(({ tenant }) => tenant.account?.id === accountId)
    .flatMap(entry => (entry.subscriptions.kind === 'ready' ? entry.subscriptions.value : []))
    .map(({ id }) => id);
}

/** `undefined` when all are chosen. What was chosen before and can't be read now (a tenant that fails) stays chosen. */
function selectionOf(
  own: readonly string[],
  chosen: ReadonlySet<string>,
  before: readonly string[] | undefined,
): readonly string[] | undefined {
  const mine = own.filter(id => chosen.has(id.toLowerCase()));
  if (mine.length === own.length) return undefined;
  return [...mine, ...(before ?? []).filter(id => !own.includes(id))];
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
    { label: toPlainText(names.get(tenantId) ?? tenantId), kind: vscode.QuickPickItemKind.Separator },
    ...store.subscriptions
      .filter(subscription => subscription.tenantId.toLowerCase() === tenantId)
      .map(subscription => toItem(store, subscription)),
  ]);
}

function toItem(store: App['store'], { id, displayName, state }: Subscription): Item {
  const description = state === 'Enabled' ? id : `${id} · ${state}`;
  return { label: toPlainText(displayName), description, picked: store.isSelected(id), id };
}
