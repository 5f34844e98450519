import type { GroupStore } from '../../core/store/groupStore.ts';
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
      await store.refreshAndTrackIfTransitioning(node.ref);
      return;
    case 'container':
      await store.refreshAndTrackIfTransitioning(node.ref.group);
      return;
    case 'message':
      return refreshNode(store, node.parent);
  }
}
