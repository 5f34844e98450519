import type { Clock } from '../../../core/clock.ts';
import type { ContainerGroup } from '../../../core/model/containerGroup.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { listGroupsOf } from '../readGroups.ts';

/** How long (ms) a list is good for what comes in quick succession: pages, and completions of what somebody types. */
const listLifetime = 30_000;

/** The groups that a client browses and has completed for it, listed once in half a minute. */
export class RecentGroups {
  readonly #clock: Pick<Clock, 'now'>;
  #groups: readonly ContainerGroup[] = [];
  #until = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** In Azure's order. Throws `AciError`, or the signal's reason. */
  async list(deps: OperationDeps, signal: AbortSignal): Promise<readonly ContainerGroup[]> {
    if (this.#until <= this.#clock.now()) {
      const { groups } = await listGroupsOf(deps, await deps.subscriptions(signal), signal);
      this.#groups = groups;
      this.#until = this.#clock.now() + listLifetime;
    }
    return this.#groups;
  }
}
