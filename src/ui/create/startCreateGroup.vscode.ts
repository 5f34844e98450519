import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import type { CreateDraft } from './createDraft.ts';
import { draftRequirements } from './draftRequirements.ts';
import { isNode, type Node } from '../tree/nodes.ts';

/** Creates a container group, asking for everything but what the clicked row says already. */
export async function startCreateGroup(app: App, argument?: unknown): Promise<void> {
  if (!(await ensureSignedIn(app.account))) return;
  const start = draftFromNode(app, isNode(argument) ? argument : undefined);
  if (!(await checkPermissions(app, draftRequirements(start)))) return;
  const { openCreateWizard } = await import('./openCreateWizard.vscode.ts');
  await openCreateWizard(app, start);
}

function draftFromNode(app: App, node: Node | undefined): CreateDraft {
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
