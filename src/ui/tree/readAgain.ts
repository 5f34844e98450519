import type { GroupStore } from '../../core/groupStore.ts';
import type { Node } from './nodes.ts';

/** Reads what a row stands for anew; everything where there is no row. What fails, fails in the store. */
export async function readAgain(store: GroupStore, node: Node | undefined): Promise<void> {
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
      await store.refreshGroup(node.ref);
      return;
    case 'container':
      await store.refreshGroup(node.ref.group);
      return;
    case 'message':
      return readAgain(store, node.parent);
  }
}
