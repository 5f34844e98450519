import * as vscode from 'vscode';
import { signedIn } from '../account/signedIn.ts';
import type { App, Command } from '../app.ts';
import { isNode } from '../tree/nodes.ts';
import { window } from '../plainWindow.ts';
import { plain } from '../plainText.ts';

/** Registers container instances in a subscription, without which nothing can be created there. */
export const registerProvider: Command = {
  id: 'aci.registerProvider',
  failure: () => vscode.l10n.t('Could not register container instances'),
  async run(app, argument) {
    if (!(await signedIn(app.account))) return;
    const id = isNode(argument) && argument.kind === 'subscription' ? argument.subscription.id : undefined;
    const subscriptionId = id ?? (await pickSubscription(app));
    if (subscriptionId === undefined) return;
    const access = await import('../access/register.ts');
    if (!(await access.registerProvider(app, subscriptionId))) return;
    const name = app.store.subscriptions.find(known => known.id === subscriptionId)?.displayName;
    void window.showInformationMessage(
      vscode.l10n.t('Container instances are registered in "{0}".', name ?? subscriptionId),
    );
    app.providers.forget();
    await app.store.refreshSubscription(subscriptionId);
  },
};

async function pickSubscription({ store }: App): Promise<string | undefined> {
  const items = store.subscriptions.map(({ id, displayName }) => ({
    label: plain(displayName),
    description: id,
  }));
  const chosen = await window.showQuickPick(items, {
    matchOnDescription: true,
    placeHolder: vscode.l10n.t('Choose the subscription to register container instances in'),
  });
  return chosen?.description;
}
