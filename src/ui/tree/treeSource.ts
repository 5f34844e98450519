/** What the tree is made from: what the store knows, and how the person wants to see it. */
import type { GroupStore } from '../../core/store/groupStore.ts';
import type { AccountInfo } from '../account/connection.ts';
import type { GroupBy } from './nodes.ts';

/** How the person wants to see the tree. */
export interface TreeOptions {
  readonly account: 'starting' | 'signedOut' | 'signedIn';
  readonly groupBy: GroupBy;
  /** The tag whose values are folders when `groupBy` is `tag`. */
  readonly tag: string;
  /** As typed; '' shows everything. */
  readonly filter: string;
  readonly showEmptyResourceGroups: boolean;
}

export interface TreeSource {
  readonly store: Pick<
    GroupStore,
    'tenants' | 'subscriptions' | 'isSelected' | 'groups' | 'group' | 'resourceGroups' | 'allGroups'
  >;
  readonly options: TreeOptions;
  /** Who is looked through, or should be; nobody where it is absent. */
  readonly accounts?: readonly Pick<AccountInfo, 'id' | 'label' | 'isSignedIn' | 'problem'>[];
  /** Whether it is known that container instances aren't registered in the subscription. */
  readonly isUnregistered?: (subscriptionId: string) => boolean;
}
