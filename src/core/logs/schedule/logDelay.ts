import { clockUncertainty, maxSettleTime, minSettleTime } from '../timings.ts';

/** How far the log is behind what containers write, as far as that was seen. Times in ms by the server's clock. */
export interface LogDelay {
  /** A line written at `written` was not there yet in a snapshot that was asked for at `asked`. */
  recordMissingLine(written: number, asked: number): void;
  /**
   * The log shows a line at the latest this long after the socket brought it (ms), or is further behind than ever
   * before.
   */
  readonly settleTime: number;
}

export function createLogDelay(): LogDelay {
  let longest = 0;
  return {
    recordMissingLine(written, asked) {
      longest = Math.max(longest, asked - written);
    },
    get settleTime() {
      return Math.min(maxSettleTime, Math.max(minSettleTime, longest + clockUncertainty));
    },
  };
}
