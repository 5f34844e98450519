import type { GroupState } from '../groupState.ts';
import type { FollowItem } from './item.ts';
import type { Place } from './merge.ts';

/** One thing to show to someone who follows all containers of a group. */
export interface GroupItem {
  /** Undefined: it is about the group as a whole. */
  readonly container: string | undefined;
  readonly item: FollowItem | { readonly kind: 'state'; readonly state: GroupState };
}

/** When the item happened (ms since the epoch, UTC), if that is known. */
export function timeOf({ item }: GroupItem): number | undefined {
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

/** Lines without a time stay where they arrived; a remark without one stays with what its container said before. */
export function placeOf(item: GroupItem): Place {
  return timeOf(item) ?? (item.item.kind === 'line' ? 'asArrived' : 'asBefore');
}
