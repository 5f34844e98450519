/** How much of a log the service shows, and how much goes unproven. A test scales these down. */
export interface LogLimits {
  /** From this size on, the log of a running container may have been cut (bytes). */
  readonly runningBytes: number;
  /** Between these sizes, the log of a stopped container may have been cut (bytes). */
  readonly stoppedBytes: readonly [least: number, most: number];
  /** With exactly so many lines, the log of a stopped container may have been cut. */
  readonly stoppedLines: number;
  /** So many lines, or so many UTF-16 units, that only the socket brought, are proven without waiting. */
  readonly unprovenLines: number;
  readonly unprovenLength: number;
  /** With more than so many, or so long ones, the socket brings more than can be followed. */
  readonly mostUnprovenLines: number;
  readonly mostUnprovenLength: number;
  /** The same for those whose position isn't known yet. */
  readonly mostUnplacedLines: number;
  readonly mostUnplacedLength: number;
  /** In a flood, so many of the log's last lines are read at a time. */
  readonly floodLines: number;
  /** Reading of the socket pauses while so many lines, or so many UTF-16 units, wait to be printed. */
  readonly mostWaitingLines: number;
  readonly mostWaitingLength: number;
  /** So many lines are worked through before it is asked whether others want to have the thread. */
  readonly pieceLines: number;
}

/**
 * 4 MB while running; 16 KB or 1,000 lines when stopped (Microsoft's documentation). Whether a kilobyte
 * has 1,000 or 1,024 bytes, and whether cuts fall between lines, isn't known: hence the margins.
 */
export const aciLogLimits: LogLimits = {
  runningBytes: 3_900_000,
  stoppedBytes: [12_000, 16_500],
  stoppedLines: 1000,
  unprovenLines: 5000,
  unprovenLength: 1_000_000,
  // Several times what the log of a running container shows: what is further back can't be proven any more.
  mostUnprovenLines: 150_000,
  mostUnprovenLength: 24_000_000,
  mostUnplacedLines: 200_000,
  mostUnplacedLength: 24_000_000,
  floodLines: 2000,
  mostWaitingLines: 4000,
  mostWaitingLength: 1_000_000,
  pieceLines: 250,
};

/** Whether a log of `bytes` bytes and `lines` lines may lack its beginning. `running`: the container surely ran. */
export function mayBeTruncated(bytes: number, lines: number, running: boolean, limits: LogLimits): boolean {
  if (bytes >= limits.runningBytes) return true;
  if (running) return false;
  const [least, most] = limits.stoppedBytes;
  return lines === limits.stoppedLines || (bytes >= least && bytes <= most);
}
