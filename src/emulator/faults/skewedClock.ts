import type { Clock } from '../clock.ts';
import type { Faults } from './faults.ts';

/** `clock`, ahead of itself by as much as the fault switch says. How long things take stays the same. */
export function skewedClock(clock: Clock, faults: Faults): Clock {
  return {
    now: () => clock.now() + faults.clockSkewMs,
    after: (ms, action) => clock.after(ms, action),
  };
}
