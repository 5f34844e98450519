import type { SnapshotLines } from './snapshotLines.ts';

/** A snapshot, and what is known about what it shows of the log. */
export interface ParsedSnapshot extends SnapshotLines {
  /** It surely begins with the incarnation's first line. */
  readonly fromStart: boolean;
  /** No larger snapshot can be read. */
  readonly whole: boolean;
  /** Its first line may lack its beginning, because the service cuts by bytes. */
  readonly firstMayBeCut: boolean;
  /** The server's clock when it answered (ms). */
  readonly serverTime: number;
}
