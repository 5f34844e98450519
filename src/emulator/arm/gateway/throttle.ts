/** ARM's token buckets, per subscription and caller. */
import type { Clock } from '../../clock.ts';

export type Bucket = 'reads' | 'writes' | 'deletes';

/** Burst and refill per second, as ARM has them since 2024. */
const limits: Record<Bucket, { readonly burst: number; readonly perSecond: number }> = {
  reads: { burst: 250, perSecond: 25 },
  writes: { burst: 200, perSecond: 10 },
  deletes: { burst: 200, perSecond: 10 },
};

export interface ThrottleResult {
  readonly allowed: boolean;
  /** Requests left in the bucket. */
  readonly remaining: number;
  /** Seconds until one more is allowed, at least 1. */
  readonly retryAfter: number;
}

export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one request out of a bucket; `account` is subscription (or tenant) and caller. */
  takeRequest(bucket: Bucket, account: string): ThrottleResult {
    const { burst, perSecond } = limits[bucket];
    const key = `${bucket} ${account.toLowerCase()}`;
    const now = this.#clock.now();
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perSecond);
    const allowed = tokens >= 1;
    const remaining = allowed ? tokens - 1 : tokens;
    this.#buckets.set(key, { tokens: remaining, at: now });
    const retryAfter = Math.max(1, Math.ceil((1 - remaining) / perSecond));
    return { allowed, remaining: Math.floor(remaining), retryAfter };
  }
}

export function bucketOf(method: string): Bucket {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}
