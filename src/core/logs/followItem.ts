import type { AciError } from '../errors.ts';
import type { ContainerEvent } from '../model/containerGroup.ts';

/** When a line was written. */
export interface LineTime {
  /** ms since the epoch, UTC. */
  readonly utc: number;
  /** False: the time it arrived here, by the server's clock; shown with `~`. */
  readonly exact: boolean;
}

/** One thing to show to someone who follows a container's log. */
export type FollowItem =
  /** `text` has no line end, and is otherwise as the container wrote it: not safe to show as it is (`cleanLine`). */
  | { readonly kind: 'line'; readonly text: string; readonly time: LineTime | undefined }
  /** While there is no log to read: what happens to the container. */
  | { readonly kind: 'event'; readonly event: ContainerEvent }
  /** Why there is no log yet: `BufferedItem: CrashLoopBackOff: …`. Again when it changes. */
  | { readonly kind: 'waiting'; readonly detail: string }
  /** A new incarnation's lines follow, from its first one on. The exit code is its predecessor's. */
  | {
      readonly kind: 'restarted';
      /** When the new one started (ms since the epoch, UTC), if that is known. */
      readonly at: number | undefined;
      readonly exitCode: number | undefined;
      readonly restartCount: number;
      /** The predecessor's last lines could not be read to their proven end. */
      readonly tailMayBeMissing: boolean;
    }
  /** Lines may be missing here. */
  | { readonly kind: 'gap' }
  /** The container ended and won't start by itself again. The last item. */
  | {
      readonly kind: 'ended';
      /** When it did (ms since the epoch, UTC), if that is known. */
      readonly at: number | undefined;
      readonly exitCode: number | undefined;
      /** How often Azure has started it again before this end. */
      readonly restartCount: number;
      readonly state: string;
      readonly tailMayBeMissing: boolean;
    }
  /** The group was deleted. The last item. */
  | { readonly kind: 'gone' }
  /** Azure can't be asked at the moment. Once; following goes on trying. */
  | { readonly kind: 'trouble'; readonly error: AciError }
  | { readonly kind: 'recovered' };

/** How much text of the log an item has (UTF-16 units). */
export function lengthOf(item: FollowItem): number {
  return item.kind === 'line' ? item.text.length : 0;
}
