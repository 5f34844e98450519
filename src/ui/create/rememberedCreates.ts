/** Creates that are under way, remembered so that another window, or this one after a reload, picks them up. */
import type { Clock } from '../../core/clock.ts';
import { groupKey, type GroupRef } from '../../core/model.ts';

/** What of `vscode.Memento` is needed. */
export interface Shelf {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** All that is kept: where the group is and when its creation began (ms since the epoch, UTC). */
export interface InFlight {
  readonly ref: GroupRef;
  readonly started: number;
}

const key = 'aci.createsInFlight';
/** A creation is over after half an hour (FACTS §5); what is older than this is forgotten (ms). */
const longest = 3_600_000;

export class RememberedCreates {
  readonly #memory: Shelf;
  readonly #clock: Clock;

  constructor(memory: Shelf, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** Those that may still be under way. */
  get all(): readonly InFlight[] {
    const now = this.#clock.now();
    return this.#memory.get<readonly InFlight[]>(key, []).filter(({ started }) => now - started < longest);
  }

  async add({ cloud, subscriptionId, resourceGroup, name }: GroupRef): Promise<void> {
    const ref = { cloud, subscriptionId, resourceGroup, name };
    await this.#memory.update(key, [...this.#others(ref), { ref, started: this.#clock.now() }]);
  }

  async remove(ref: GroupRef): Promise<void> {
    await this.#memory.update(key, this.#others(ref));
  }

  #others(ref: GroupRef): readonly InFlight[] {
    return this.all.filter(other => groupKey(other.ref) !== groupKey(ref));
  }
}
