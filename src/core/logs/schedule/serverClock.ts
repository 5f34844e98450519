/** Tells the server's time from the `Date` headers of its answers, which count whole seconds. */
export interface ServerClock {
  /** An answer's `Date` was `serverTime`; it was asked for and came at these times of our clock (ms). */
  recordAnswer(serverTime: number, asked: number, answered: number): void;
  /** Whether an answer was recorded. */
  readonly isKnown: boolean;
  /** The server's time (ms) at `local` of our clock; `local` itself while nothing is known. */
  toServerTime(local: number): number;
}

/** Each answer bounds how far the clocks are apart; together they know it better than the header's second. */
export function createServerClock(): ServerClock {
  let least = -Infinity;
  let most = Infinity;
  return {
    recordAnswer(serverTime, asked, answered) {
      const low = serverTime - answered;
      const high = serverTime + 1000 - asked;
      least = Math.max(least, low);
      most = Math.min(most, high);
      // One of the clocks was set: what was known is void.
      if (least > most) [least, most] = [low, high];
    },
    get isKnown() {
      return Number.isFinite(least);
    },
    toServerTime(local) {
      return Number.isFinite(least) ? local + Math.round((least + most) / 2) : local;
    },
  };
}
