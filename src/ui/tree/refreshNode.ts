import { isTransitioning } from '../../core/model/groupState.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { Node } from './nodes.ts';

/** Reads what a row stands for anew; everything where there is no row. Throws only for a group. */
export async function refreshNode(store: GroupStore, node: Node | undefined): Promise<void> {
  switch (node?.kind) {
    case undefined:
      return store.refresh();
    case 'tenant':
      return store.refreshTenant(node.tenant);
    case 'subscription':
      return store.refreshSubscription(node.subscription.id);
    case 'folder':
      return store.refreshSubscription(node.subscriptionId);
    case 'group':
      return refreshGroupRow(store, node.ref);
    case 'container':
      return refreshGroupRow(store, node.ref.group);
    case 'message':
      return refreshNode(store, node.parent);
  }
}

async function refreshGroupRow(store: GroupStore, ref: GroupRef): Promise<void> {
  const group = await store.refreshGroup(ref);
  if (group && isTransitioning(group)) store.pollUntilStable(ref);
}
