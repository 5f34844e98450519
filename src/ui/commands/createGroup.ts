import * as vscode from 'vscode';
import { permittedAll } from '../access/guard.ts';
import { signedIn } from '../account/signedIn.ts';
import type { App, Command } from '../app.ts';
import type { Draft } from '../create/draft.ts';
import { needsOf } from '../create/needs.ts';
import { isNode, type Node } from '../tree/nodes.ts';

/** Creates a container group, asking for everything but what the clicked row says already. */
export const createGroup: Command = {
  id: 'aci.createGroup',
  failure: () => vscode.l10n.t('Could not create a container group'),
  async run(app, argument) {
    if (!(await signedIn(app.account))) return;
    const start = startFrom(app, isNode(argument) ? argument : undefined);
    if (!(await permittedAll(app, needsOf(start)))) return;
    const { openCreateWizard } = await import('../create/open.ts');
    await openCreateWizard(app, start);
  },
};

function startFrom(app: App, node: Node | undefined): Draft {
  const { cloud } = app.account;
  if (node?.kind === 'subscription') return { cloud, subscription: node.subscription };
  if (node?.kind !== 'folder') return { cloud };
  const { subscriptionId, by, name } = node;
  const subscription = app.store.subscriptions.find(({ id }) => id === subscriptionId);
  const start = { cloud, subscription: subscription ?? { id: subscriptionId, displayName: subscriptionId } };
  if (by !== 'resourceGroup') return start;
  const location = locationOf(app, subscriptionId, name);
  return { ...start, resourceGroup: { name, location, isNew: false } };
}

/** Where the resource group is, if the tree has read that: the first guess for the group's own location. */
function locationOf({ store }: App, subscriptionId: string, name: string): string | undefined {
  const list = store.resourceGroups(subscriptionId);
  if (list?.kind !== 'ready') return undefined;
  return list.value.find(group => group.name.toLowerCase() === name.toLowerCase())?.location;
}
