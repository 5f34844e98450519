import type { Clock } from '../clock.ts';
import type { Faults } from './faults.ts';

/** `clock`, ahead by the skew that `faults` has. Durations stay the same. */
export function skewedClock(clock: Clock, faults: Faults): Clock {
  return {
    now: () => clock.now() + faults.clockSkewMs,
    after: (ms, action) => clock.after(ms, action),
  };
}
