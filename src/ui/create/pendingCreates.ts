/** Creates that are under way, remembered so that another window, or this one after a reload, picks them up. */
import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';

/** What of `vscode.Memento` is needed. */
export interface MementoLike {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** All that is kept: where the group is, when its creation began, and who looks after it (ms since the epoch, UTC). */
export interface PendingCreate {
  readonly ref: GroupRef;
  readonly started: number;
  /** The window that shows the creation, and when it last said that it is still there. */
  readonly window: string;
  readonly seen: number;
}

const key = 'aci.createsInFlight';
/**
 * A creation is over after half an hour (docs/azure-facts.md, "Writing groups"); what is older than this is forgotten
 * (ms).
 */
const maxAge = 3_600_000;
/** How often a window says that it is still there, and after what silence it is taken to be gone (ms). */
const heartbeat = 12_000;
const heartbeatTimeout = 30_000;

export class PendingCreates {
  readonly #memory: MementoLike;
  readonly #clock: Clock;
  readonly #window: string;
  /** Keys of the groups that this window looks after at the moment. */
  readonly #held = new Set<string>();

  /** `window` names the window so that it is the same after a reload: its workspace. */
  constructor(memory: MementoLike, clock: Clock, window: string) {
    this.#memory = memory;
    this.#clock = clock;
    this.#window = window;
  }

  /** Those that may still be under way. */
  get all(): readonly PendingCreate[] {
    const now = this.#clock.now();
    return this.#memory
      .get<readonly PendingCreate[]>(key, [])
      .filter(({ started }) => now - started < maxAge);
  }

  /** Remembers a creation that begins now, and looks after it as `take` does. */
  async add({ cloud, subscriptionId, resourceGroup, name }: GroupRef): Promise<Disposable> {
    const ref = { cloud, subscriptionId, resourceGroup, name };
    const now = this.#clock.now();
    const entry = { ref, started: now, window: this.#window, seen: now };
    await this.#memory.update(key, [...this.#others(ref), entry]);
    return this.#hold(ref);
  }

  /**
   * Looks after a remembered creation until the answer is disposed of: other windows leave it alone. Waits while
   * another window does so; `undefined` when that one has brought it to its end, or when this window has it already.
   */
  async acquireLease(ref: GroupRef): Promise<Disposable | undefined> {
    for (;;) {
      const entry = this.all.find(other => groupKey(other.ref) === groupKey(ref));
      if (!entry || this.#held.has(groupKey(ref))) return undefined;
      const left = entry.seen + heartbeatTimeout - this.#clock.now();
      if (entry.window === this.#window || left <= 0) break;
      await this.#clock.sleep(left, neverAborts());
    }
    const held = this.#hold(ref);
    await this.#touch(ref);
    return held;
  }

  async remove(ref: GroupRef): Promise<void> {
    await this.#memory.update(key, this.#others(ref));
  }

  #hold(ref: GroupRef): Disposable {
    const controller = new AbortController();
    this.#held.add(groupKey(ref));
    void this.#beat(ref, controller.signal);
    return {
      dispose: () => {
        controller.abort();
        this.#held.delete(groupKey(ref));
      },
    };
  }

  async #beat(ref: GroupRef, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(heartbeat, signal);
      } catch {
        return; // let go
      }
      await this.#touch(ref);
    }
  }

  async #touch(ref: GroupRef): Promise<void> {
    const [window, seen] = [this.#window, this.#clock.now()];
    const touched = this.all.map(entry =>
      groupKey(entry.ref) === groupKey(ref) ? { ...entry, window, seen } : entry,
    );
    await this.#memory.update(key, touched);
  }

  #others(ref: GroupRef): readonly PendingCreate[] {
    return this.all.filter(other => groupKey(other.ref) !== groupKey(ref));
  }
}
