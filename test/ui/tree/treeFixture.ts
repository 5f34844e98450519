import { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { PresentDeps } from '../../../src/ui/tree/present.ts';
import type { TreeOptions } from '../../../src/ui/tree/treeSource.ts';
import { TestClock } from '../../testClock.ts';
import { FakeAzureApi } from '../../core/fakeAzureApi.ts';

export const now = Date.UTC(2026, 0, 5, 9, 0, 0);

export const options: TreeOptions = {
  account: 'signedIn',
  groupBy: 'resourceGroup',
  tag: 'env',
  filter: '',
  showEmptyResourceGroups: false,
};

export function treeDeps(store: PresentDeps['store'], of: Partial<PresentDeps> = {}): PresentDeps {
  return {
    store,
    advice: kind => `Advice for ${kind}.`,
    isFollowed: () => false,
    now,
    localTime: time => new Date(time).toISOString().slice(0, 19),
    tag: 'env',
    isOpen: () => false,
    ...of,
  };
}

/** A store on a living Azure. */
export function createTreeFixture(): {
  readonly azure: FakeAzureApi;
  readonly store: GroupStore;
  readonly clock: TestClock;
} {
  const clock = new TestClock();
  const azure = new FakeAzureApi(clock);
  return { azure, store: new GroupStore(azure, clock), clock };
}
