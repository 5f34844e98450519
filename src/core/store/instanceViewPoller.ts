import type { Clock } from '../clock.ts';
import { isAbort, isTransient, toAciError } from '../errors.ts';
import { isTransitioning } from '../model/groupState.ts';
import { type ContainerGroup, groupKey, type GroupRef } from '../model/containerGroup.ts';

const maxConcurrentReads = 8;
/** How long the first wait for a group in motion is, and how much longer each next one, up to the last (ms). */
const pollDelays = { first: 2_000, factor: 1.5, last: 30_000 };

/** GETs one group into the store; `undefined` when it is gone. */
export type ReadGroup = (ref: GroupRef, signal: AbortSignal) => Promise<ContainerGroup | undefined>;

/**
 * Decides which groups' instance views are read, and when: those that someone looks at, at most 8 at a time,
 * and again, ever slower, while they are in motion. While paused nothing is asked at all.
 */
export class InstanceViewPoller {
  readonly #read: ReadGroup;
  readonly #clock: Clock;
  /** Groups to read, in this order. */
  readonly #queue = new Map<string, GroupRef>();
  readonly #reading = new Set<string>();
  /** Groups whose view is newer than the last LIST of their subscription. */
  readonly #fresh = new Map<string, GroupRef>();
  /** How long to wait before a group in motion is read again. */
  readonly #pace = new Map<string, number>();
  /** Groups in motion whose next reading is already being waited for. */
  readonly #waiting = new Set<string>();
  #visible: ReadonlySet<string> = new Set();
  /** Groups a command wants to see come to rest, whether they are visible or not. */
  readonly #asked = new Set<string>();
  #paused = false;
  #life = new AbortController();

  constructor(read: ReadGroup, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** These groups, and no others, are looked at now; what isn't fresh is read in this order. */
  setVisible(refs: readonly GroupRef[]): void {
    this.#visible = new Set(refs.map(groupKey));
    for (const key of this.#queue.keys()) if (!this.#asked.has(key)) this.#queue.delete(key);
    for (const ref of refs) if (!this.#fresh.has(groupKey(ref))) this.#enqueue(ref);
    this.#pump();
  }

  /** Reads the group again and again until it rests or is gone. Asking twice is asking once. */
  pollUntilStable(ref: GroupRef): void {
    const key = groupKey(ref);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#readLater(ref);
  }

  /** Nobody looks: nothing more is asked until `resume`. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#pump();
  }

  /** The subscription is being listed anew: its views have to be read again where someone looks at them. */
  invalidate(subscriptionId: string): void {
    const id = subscriptionId.toLowerCase();
    for (const [key, ref] of this.#fresh) {
      if (ref.subscriptionId.toLowerCase() === id) this.#fresh.delete(key);
    }
  }

  /** Ends every wait and forgets every wish. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    for (const memory of [this.#queue, this.#reading, this.#fresh, this.#pace, this.#waiting, this.#asked]) {
      memory.clear();
    }
    this.#visible = new Set();
  }

  #enqueue(ref: GroupRef): void {
    const key = groupKey(ref);
    if (!this.#reading.has(key)) this.#queue.set(key, ref);
  }

  #pump(): void {
    if (this.#paused) return;
    for (const [key, ref] of this.#queue) {
      if (this.#reading.size >= maxConcurrentReads) return;
      this.#queue.delete(key);
      void this.#readNow(key, ref, this.#ownSignal());
    }
  }

  async #readNow(key: string, ref: GroupRef, life: AbortSignal): Promise<void> {
    this.#reading.add(key);
    this.#fresh.set(key, ref);
    try {
      const group = await this.#read(ref, life);
      if (life.aborted) return;
      if (group && isTransitioning(group)) this.#readLater(ref);
      else this.#rest(key);
    } catch (thrown) {
      if (life.aborted) return;
      this.#afterFailure(key, ref, thrown);
    }
    this.#reading.delete(key);
    this.#pump();
  }

  #afterFailure(key: string, ref: GroupRef, thrown: unknown): void {
    if (isAbort(thrown)) {
      this.#rest(key);
      return;
    }
    if (isTransient(toAciError(thrown)) && this.#pace.has(key)) this.#readLater(ref);
    else this.#rest(key);
  }

  #rest(key: string): void {
    this.#pace.delete(key);
    this.#asked.delete(key);
  }

  #readLater(ref: GroupRef): void {
    const key = groupKey(ref);
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    const wait = this.#pace.get(key) ?? pollDelays.first;
    this.#pace.set(key, Math.min(wait * pollDelays.factor, pollDelays.last));
    void this.#wait(key, ref, wait, this.#ownSignal());
  }

  async #wait(key: string, ref: GroupRef, ms: number, life: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(ms, life);
    } catch {
      return; // reset: nothing is known of this wait any more
    }
    this.#waiting.delete(key);
    if (this.#visible.has(key) || this.#asked.has(key)) {
      this.#enqueue(ref);
      this.#pump();
    } else {
      this.#pace.delete(key);
      this.#fresh.delete(key); // in motion and unseen: read anew when it is looked at again
    }
  }

  /** One for each: dozens of listeners on one signal look like a leak to Node, which then warns. */
  #ownSignal(): AbortSignal {
    return AbortSignal.any([this.#life.signal]);
  }
}
