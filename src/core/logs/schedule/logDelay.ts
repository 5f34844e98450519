import { clockUncertainty } from '../stream/snapshotSplice.ts';

/** How far the log is behind what containers write, as far as that was seen. Times in ms by the server's clock. */
export interface LogDelay {
  /** A line written at `written` was not there yet in a snapshot that was asked for at `asked`. */
  recordMissingLine(written: number, asked: number): void;
  /** The log shows a line at the latest this long after the socket brought it (ms), or is further behind than ever before. */
  readonly settled: number;
}

/**
 * With less than that, an older line of the same text may be taken for one that the log
 * doesn't show yet: one second was not enough in the histories of the oracle test.
 */
export const minSettleTime = 3000;
/** Logs further behind aren't known; timestamps that say so don't tell the time. */
const maxSettleTime = 11_000;

export function createLogDelay(): LogDelay {
  let longest = 0;
  return {
    recordMissingLine(written, asked) {
      longest = Math.max(longest, asked - written);
    },
    get settled() {
      return Math.min(maxSettleTime, Math.max(minSettleTime, longest + clockUncertainty));
    },
  };
}
