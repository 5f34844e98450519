import { isInMotion } from '../../core/groupState.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import type { GroupRef } from '../../core/model.ts';
import type { Node } from './nodes.ts';

/** Reads what a row stands for anew; everything where there is no row. Throws only for a group. */
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
      return readGroup(store, node.ref);
    case 'container':
      return readGroup(store, node.ref.group);
    case 'message':
      return readAgain(store, node.parent);
  }
}

async function readGroup(store: GroupStore, ref: GroupRef): Promise<void> {
  const group = await store.refreshGroup(ref);
  if (group && isInMotion(group)) store.settle(ref);
}
