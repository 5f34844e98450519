/** Remaining creates and deletes of container groups in a subscription: 100 in five minutes, 300 in an hour. */
import type { Clock } from '../../clock.ts';

const windows = [
  { name: 'pt5m', ms: 5 * 60 * 1000, limit: 100 },
  { name: 'pt1h', ms: 60 * 60 * 1000, limit: 300 },
] as const;

/** Only counts: the service's answer beyond the limit is not known. */
export class WriteQuota {
  readonly #clock: Clock;
  readonly #times = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one PUT or DELETE, and returns the headers with the remaining ones. */
  countWrite(subscriptionId: string): Record<string, string> {
    const now = this.#clock.now();
    const key = subscriptionId.toLowerCase();
    const longest = Math.max(...windows.map(w => w.ms));
    const times = [...(this.#times.get(key) ?? []).filter(t => t > now - longest), now];
    this.#times.set(key, times);
    return Object.fromEntries(
      windows.map(({ name, ms, limit }) => {
        const remaining = Math.max(0, limit - times.filter(t => t > now - ms).length);
        return [`x-ms-ratelimit-remaining-subscription-resource-requests-${name}`, String(remaining)];
      }),
    );
  }
}
