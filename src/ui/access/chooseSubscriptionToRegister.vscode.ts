import * as l10n from '@vscode/l10n';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { isNode } from '../tree/nodes.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';

/** Registers container instances in a subscription, without which nothing can be created there. */
export async function chooseSubscriptionToRegister(app: App, argument?: unknown): Promise<void> {
  if (!(await ensureSignedIn(app.account))) return;
  const id = isNode(argument) && argument.kind === 'subscription' ? argument.subscription.id : undefined;
  const subscriptionId = id ?? (await pickSubscription(app));
  if (subscriptionId === undefined) return;
  const access = await import('./registerProvider.vscode.ts');
  if (!(await access.registerProvider(app, subscriptionId))) return;
  const name = app.store.subscriptions.find(known => known.id === subscriptionId)?.displayName;
  void window.showInformationMessage(
    l10n.t('Container instances are registered in "{0}".', name ?? subscriptionId),
  );
  app.providers.clear();
  await app.store.refreshSubscription(subscriptionId);
}

async function pickSubscription({ store }: App): Promise<string | undefined> {
  const items = store.subscriptions.map(({ id, displayName }) => ({
    label: toPlainText(displayName),
    description: id,
  }));
  const chosen = await window.showQuickPick(items, {
    matchOnDescription: true,
    placeHolder: l10n.t('Choose the subscription to register container instances in'),
  });
  return chosen?.description;
}
