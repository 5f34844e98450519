/** Plans that somebody has yet to agree to, where the client can't ask the person itself. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { type Plan, planLifetime, type WriteOperation } from '../operation.ts';
import { OperationError } from '../operationError.ts';

export interface PendingPlan {
  readonly id: string;
  readonly operation: WriteOperation;
  readonly plan: Plan;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

/** More are not kept: the oldest goes. */
const mostPlans = 20;

/** The plans of one session: another one can't name them. Each is carried out at most once. */
export class PendingPlans {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #plans = new Map<string, PendingPlan>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  add(operation: WriteOperation, plan: Plan): PendingPlan {
    this.#forgetExpired();
    const [oldest] = this.#plans.keys();
    if (oldest !== undefined && this.#plans.size >= mostPlans) this.#plans.delete(oldest);
    const id = randomBytes(12).toString('base64url');
    const pending = { id, operation, plan, expiresAt: this.#clock.now() + planLifetime };
    this.#plans.set(id, pending);
    return pending;
  }

  /** The plan, which is not known any more afterwards. Throws `OperationError`. */
  take(id: string): PendingPlan {
    this.#forgetExpired();
    const pending = this.#plans.get(id);
    if (!pending) {
      throw new OperationError(
        `There is no plan "${id}": it has been carried out, has expired (10 minutes), or was made in another session. Nothing was changed. Call the tool again for a new plan.`,
        'planId',
      );
    }
    this.#plans.delete(id);
    return pending;
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const { id, expiresAt } of this.#plans.values()) if (expiresAt <= now) this.#plans.delete(id);
  }
}
