import type { Clock } from '../clock.ts';
import { isAbort, isTransient, toAciError } from '../errors.ts';
import { isTransitioning } from '../model/groupState.ts';
import { type ContainerGroup, groupKey, type GroupRef } from '../model/containerGroup.ts';

const maxConcurrentReads = 8;
/** The first wait for a group in transition, and how much longer each next one is, up to the last (ms). */
const pollDelays = { first: 2_000, factor: 1.5, last: 30_000 };

/** GETs one group into the store; `undefined` when it is gone. */
export type ReadGroup = (ref: GroupRef, signal: AbortSignal) => Promise<ContainerGroup | undefined>;

/**
 * Decides which groups' instance views are read, and when: those on the screen, at most 8 at a time, and again, ever
 * slower, while they are in transition. While paused nothing is read at all.
 */
export class InstanceViewPoller {
  readonly #read: ReadGroup;
  readonly #clock: Clock;
  /** Groups to read, in this order. */
  readonly #queue = new Map<string, GroupRef>();
  readonly #reading = new Set<string>();
  /** Groups whose view is newer than the last LIST of their subscription. */
  readonly #upToDate = new Map<string, GroupRef>();
  /** How long to wait (ms) before a group in transition is read again. */
  readonly #delays = new Map<string, number>();
  /** Groups in transition whose next read is already scheduled. */
  readonly #waiting = new Set<string>();
  #visible: ReadonlySet<string> = new Set();
  /** Groups that are polled until they are stable, whether they are visible or not. */
  readonly #tracked = new Set<string>();
  #paused = false;
  #abortController = new AbortController();

  constructor(read: ReadGroup, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** These groups, and no others, are on the screen now; those not up to date are read in this order. */
  setVisible(refs: readonly GroupRef[]): void {
    this.#visible = new Set(refs.map(groupKey));
    for (const key of this.#queue.keys()) if (!this.#tracked.has(key)) this.#queue.delete(key);
    for (const ref of refs) if (!this.#upToDate.has(groupKey(ref))) this.#enqueue(ref);
    this.#startReads();
  }

  /** Reads the group again and again until it is stable or gone. Calling it twice changes nothing. */
  pollUntilStable(ref: GroupRef): void {
    const key = groupKey(ref);
    if (this.#tracked.has(key)) return;
    this.#tracked.add(key);
    this.#readLater(ref);
  }

  /** Starts no more reads until `resume`. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#startReads();
  }

  /** The subscription is being listed anew: views of its visible groups have to be read again. */
  invalidate(subscriptionId: string): void {
    const id = subscriptionId.toLowerCase();
    for (const [key, ref] of this.#upToDate) {
      if (ref.subscriptionId.toLowerCase() === id) this.#upToDate.delete(key);
    }
  }

  /** Ends every wait, and forgets which groups are visible or tracked. */
  reset(): void {
    this.#abortController.abort();
    this.#abortController = new AbortController();
    for (const collection of [
      this.#queue,
      this.#reading,
      this.#upToDate,
      this.#delays,
      this.#waiting,
      this.#tracked,
    ]) {
      collection.clear();
    }
    this.#visible = new Set();
  }

  #enqueue(ref: GroupRef): void {
    const key = groupKey(ref);
    if (!this.#reading.has(key)) this.#queue.set(key, ref);
  }

  #startReads(): void {
    if (this.#paused) return;
    for (const [key, ref] of this.#queue) {
      if (this.#reading.size >= maxConcurrentReads) return;
      this.#queue.delete(key);
      void this.#readNow(key, ref, this.#ownSignal());
    }
  }

  async #readNow(key: string, ref: GroupRef, signal: AbortSignal): Promise<void> {
    this.#reading.add(key);
    this.#upToDate.set(key, ref);
    try {
      const group = await this.#read(ref, signal);
      if (signal.aborted) return;
      if (group && isTransitioning(group)) this.#readLater(ref);
      else this.#stop(key);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#afterFailure(key, ref, thrown);
    }
    this.#reading.delete(key);
    this.#startReads();
  }

  #afterFailure(key: string, ref: GroupRef, thrown: unknown): void {
    if (isAbort(thrown)) {
      this.#stop(key);
      return;
    }
    if (isTransient(toAciError(thrown)) && this.#delays.has(key)) this.#readLater(ref);
    else this.#stop(key);
  }

  #stop(key: string): void {
    this.#delays.delete(key);
    this.#tracked.delete(key);
  }

  #readLater(ref: GroupRef): void {
    const key = groupKey(ref);
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    const wait = this.#delays.get(key) ?? pollDelays.first;
    this.#delays.set(key, Math.min(wait * pollDelays.factor, pollDelays.last));
    void this.#wait(key, ref, wait, this.#ownSignal());
  }

  async #wait(key: string, ref: GroupRef, ms: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#clock.sleep(ms, signal);
    } catch {
      return; // `reset` has cleared all state of this wait
    }
    this.#waiting.delete(key);
    if (this.#visible.has(key) || this.#tracked.has(key)) {
      this.#enqueue(ref);
      this.#startReads();
    } else {
      this.#delays.delete(key);
      this.#upToDate.delete(key); // not visible any more: read anew when it is visible again
    }
  }

  /** A new one for each wait and read: Node takes dozens of listeners on one signal for a leak, and warns. */
  #ownSignal(): AbortSignal {
    return AbortSignal.any([this.#abortController.signal]);
  }
}
