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
  if (item.kind === 'line') return item.time?.utc;
  return item.kind === 'event' ? (item.event.lastTimestamp ?? item.event.firstTimestamp) : undefined;
}

/** Lines without a time stay where they arrived; a remark stays with what its container said before it. */
export function placeOf(item: GroupItem): Place {
  return timeOf(item) ?? (item.item.kind === 'line' ? 'asArrived' : 'asBefore');
}
