/** What is under way in Azure, remembered so that another window, or this one after a reload, picks it up. */
import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';

/** What of `vscode.Memento` is needed. */
export interface MementoLike {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A group that is created, or a deployment. */
export type PendingRef = GroupRef | DeploymentRef;

/** All that is kept: where it is, when it began, and who looks after it (ms since the epoch, UTC). */
export interface PendingEntry {
  readonly ref: PendingRef;
  readonly started: number;
  /** The window that shows it, and when that last said that it is still there. */
  readonly window: string;
  readonly seen: number;
}

/** One sort of work: under which key it is remembered, and how old it may become before it is forgotten (ms). */
export interface PendingKind {
  readonly key: string;
  readonly maxAge: number;
}

/** A creation is over after half an hour (docs/azure-facts.md, "Writing groups"). */
export const pendingCreates: PendingKind = { key: 'aci.createsInFlight', maxAge: 3_600_000 };

/** How often a window says that it is still there, and after what silence it is taken to be gone (ms). */
const heartbeat = 12_000;
const heartbeatTimeout = 30_000;

export class PendingWork {
  readonly #kind: PendingKind;
  readonly #memory: MementoLike;
  readonly #clock: Clock;
  readonly #window: string;
  /** Keys of what this window looks after at the moment. */
  readonly #held = new Set<string>();

  /** `window` names the window so that it is the same after a reload: its workspace. */
  constructor(kind: PendingKind, memory: MementoLike, clock: Clock, window: string) {
    this.#kind = kind;
    this.#memory = memory;
    this.#clock = clock;
    this.#window = window;
  }

  /** Those that may still be under way. */
  get all(): readonly PendingEntry[] {
    const now = this.#clock.now();
    return this.#memory
      .get<readonly PendingEntry[]>(this.#kind.key, [])
      .filter(({ started }) => now - started < this.#kind.maxAge);
  }

  /** Remembers work that begins now, and looks after it as `acquireLease` does. */
  async add({ cloud, subscriptionId, resourceGroup, name }: PendingRef): Promise<Disposable> {
    const ref = { cloud, subscriptionId, resourceGroup, name };
    const now = this.#clock.now();
    const entry = { ref, started: now, window: this.#window, seen: now };
    await this.#memory.update(this.#kind.key, [...this.#others(ref), entry]);
    return this.#hold(ref);
  }

  /**
   * Looks after remembered work until the answer is disposed of: other windows leave it alone. Waits while
   * another window does so; `undefined` when that one has brought it to its end, or when this window has it already.
   */
  async acquireLease(ref: PendingRef): Promise<Disposable | undefined> {
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

  async remove(ref: PendingRef): Promise<void> {
    await this.#memory.update(this.#kind.key, this.#others(ref));
  }

  #hold(ref: PendingRef): Disposable {
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

  async #beat(ref: PendingRef, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(heartbeat, signal);
      } catch {
        return; // let go
      }
      await this.#touch(ref);
    }
  }

  async #touch(ref: PendingRef): Promise<void> {
    const [window, seen] = [this.#window, this.#clock.now()];
    const touched = this.all.map(entry =>
      groupKey(entry.ref) === groupKey(ref) ? { ...entry, window, seen } : entry,
    );
    await this.#memory.update(this.#kind.key, touched);
  }

  #others(ref: PendingRef): readonly PendingEntry[] {
    return this.all.filter(other => groupKey(other.ref) !== groupKey(ref));
  }
}
