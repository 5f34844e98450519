/** Jobs whose group has yet to go, remembered so that the next start of the editor can offer to clean up. */
import type { Clock } from '../../core/clock.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import type { MementoLike } from '../shared/pendingWork.ts';

/**
 * All that is kept: the group, when its job was begun, and which window last gave a sign of life, and when (ms, UTC).
 */
export interface PendingJob {
  readonly ref: GroupRef;
  readonly begun: number;
  /** Its workspace; empty for all windows without one. */
  readonly window: string;
  readonly seen: number;
}

const key = 'aci.jobs';
/** A window that runs a job says so this often. */
const heartbeat = 10_000;
/** Without a sign of life for so long, the job's window is closed. */
export const heartbeatTimeout = 30_000;

export class PendingJobs {
  readonly #memory: MementoLike;
  readonly #clock: Clock;
  readonly #window: string;

  /** `window` names the window so that it is the same after a reload: its workspace. */
  constructor(memory: MementoLike, clock: Clock, window: string) {
    this.#memory = memory;
    this.#clock = clock;
    this.#window = window;
  }

  get all(): readonly PendingJob[] {
    return this.#memory.get<readonly PendingJob[]>(key, []);
  }

  /**
   * Those that no window looks after any more. Where `isFresh`, this window has begun nothing yet: what its workspace
   * is remembered for was begun before the window was loaded anew.
   */
  orphans(isFresh: boolean): readonly PendingJob[] {
    const now = this.#clock.now();
    const isFormer = ({ window }: PendingJob) => isFresh && window !== '' && window === this.#window;
    return this.all.filter(job => now - job.seen >= heartbeatTimeout || isFormer(job));
  }

  /** Nothing but the place and the time: never what the job runs. */
  async add({ cloud, subscriptionId, resourceGroup, name }: GroupRef, begun: number): Promise<void> {
    const ref = { cloud, subscriptionId, resourceGroup, name };
    const job = { ref, begun, window: this.#window, seen: this.#clock.now() };
    await this.#memory.update(key, [...this.#others(ref), job]);
  }

  async remove(ref: GroupRef): Promise<void> {
    await this.#memory.update(key, this.#others(ref));
  }

  /** Says again and again that this window is there, until `signal` aborts; then rejects with its reason. */
  async keepAlive(ref: GroupRef, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#clock.sleep(heartbeat, signal);
      await this.takeOver(ref);
    }
  }

  /** This window looks after it now. */
  async takeOver(ref: GroupRef): Promise<void> {
    const job = this.all.find(other => groupKey(other.ref) === groupKey(ref));
    if (!job) return;
    const seen = { window: this.#window, seen: this.#clock.now() };
    await this.#memory.update(key, [...this.#others(ref), { ...job, ...seen }]);
  }

  #others(ref: GroupRef): readonly PendingJob[] {
    return this.all.filter(other => groupKey(other.ref) !== groupKey(ref));
  }
}
