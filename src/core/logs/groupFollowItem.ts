import type { ActivityEntry } from '../activity/activityEntry.ts';
import type { GroupState } from '../model/groupState.ts';
import type { FollowItem } from './followItem.ts';
import type { MergePosition } from './mergeInOrder.ts';

/** One thing to show to someone who follows all containers of a group. */
export interface GroupFollowItem {
  /** Undefined: it is about the group as a whole. */
  readonly container: string | undefined;
  readonly item:
    | FollowItem
    | { readonly kind: 'state'; readonly state: GroupState }
    /** Somebody did something with the group. */
    | { readonly kind: 'activity'; readonly entry: ActivityEntry };
}

/** When the item happened (ms since the epoch, UTC), if that is known. */
export function timeOf({ item }: GroupFollowItem): number | undefined {
  switch (item.kind) {
    case 'line':
      return item.time?.utc;
    case 'event':
      return item.event.lastTimestamp ?? item.event.firstTimestamp;
    case 'activity':
      return item.entry.at;
    case 'restarted':
    case 'ended':
      return item.at;
    case 'gap':
    case 'gone':
    case 'recovered':
    case 'state':
    case 'trouble':
    case 'waiting':
      return undefined;
  }
}

/**
 * Lines without a time stay where they arrived; any other item without one stays with its container's item before it.
 * Azure tells of an activity minutes later: it is shown as it comes, and nothing waits for it.
 */
export function mergePositionOf(item: GroupFollowItem): MergePosition {
  if (item.item.kind === 'activity') return 'asArrived';
  return timeOf(item) ?? (item.item.kind === 'line' ? 'asArrived' : 'asBefore');
}
