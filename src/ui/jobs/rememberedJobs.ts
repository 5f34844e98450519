/** Jobs whose group has yet to go, remembered so that the next start of the editor can offer to clean up. */
import type { Clock } from '../../core/clock.ts';
import { groupKey, type GroupRef } from '../../core/model.ts';
import type { Shelf } from '../create/rememberedCreates.ts';

/** All that is kept: the group, when its job was begun, and when its window last gave a sign of life (ms, UTC). */
export interface RememberedJob {
  readonly ref: GroupRef;
  readonly begun: number;
  readonly seen: number;
}

const key = 'aci.jobs';
/** A window that runs a job says so this often. */
const signOfLife = 10_000;
/** Without a sign of life for so long, the job's window is closed. */
export const deadAfter = 30_000;

export class RememberedJobs {
  readonly #memory: Shelf;
  readonly #clock: Clock;

  constructor(memory: Shelf, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  get all(): readonly RememberedJob[] {
    return this.#memory.get<readonly RememberedJob[]>(key, []);
  }

  /** Those that no window looks after any more. */
  get orphans(): readonly RememberedJob[] {
    const now = this.#clock.now();
    return this.all.filter(({ seen }) => now - seen >= deadAfter);
  }

  /** Nothing but the place and the time: never what the job runs. */
  async add({ cloud, subscriptionId, resourceGroup, name }: GroupRef, begun: number): Promise<void> {
    const ref = { cloud, subscriptionId, resourceGroup, name };
    await this.#memory.update(key, [...this.#others(ref), { ref, begun, seen: this.#clock.now() }]);
  }

  async remove(ref: GroupRef): Promise<void> {
    await this.#memory.update(key, this.#others(ref));
  }

  /** Says again and again that this window is there, until `signal` aborts; then rejects with its reason. */
  async keepAlive(ref: GroupRef, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#clock.sleep(signOfLife, signal);
      const job = this.all.find(other => groupKey(other.ref) === groupKey(ref));
      if (job) await this.#memory.update(key, [...this.#others(ref), { ...job, seen: this.#clock.now() }]);
    }
  }

  #others(ref: GroupRef): readonly RememberedJob[] {
    return this.all.filter(other => groupKey(other.ref) !== groupKey(ref));
  }
}
