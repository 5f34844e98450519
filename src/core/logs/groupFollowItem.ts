import type { GroupState } from '../model/groupState.ts';
import type { FollowItem } from './followItem.ts';
import type { MergePosition } from './mergeInOrder.ts';

/** One thing to show to someone who follows all containers of a group. */
export interface GroupFollowItem {
  /** Undefined: it is about the group as a whole. */
  readonly container: string | undefined;
  readonly item: FollowItem | { readonly kind: 'state'; readonly state: GroupState };
}

/** When the item happened (ms since the epoch, UTC), if that is known. */
export function timeOf({ item }: GroupFollowItem): number | undefined {
  switch (item.kind) {
    case 'line':
      return item.time?.utc;
    case 'event':
      return item.event.lastTimestamp ?? item.event.firstTimestamp;
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
 */
export function mergePositionOf(item: GroupFollowItem): MergePosition {
  return timeOf(item) ?? (item.item.kind === 'line' ? 'asArrived' : 'asBefore');
}
