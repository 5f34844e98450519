import {
  maxFailedReadPause,
  maxReadPause,
  minReadPause,
  minSettleTime,
  proofInterval,
  throttledReadPause,
} from '../timings.ts';

/** So many lines of the log's end prove the lines before them. */
export const proofLines = 50;

/** When to read the log next, and how much of it: sparingly, yet soon where something is going on. Times in ms. */
export class Pace {
  #lastRequestAt = -Infinity;
  #previousRequestAt = -Infinity;
  #pause = minReadPause;
  #idle = false;
  #earliest = -Infinity;
  #failures = 0;
  /** How many lines to read beyond those already printed; undefined: the whole log. */
  #extraLines: number | undefined = 100;
  #readsAtOnce = true;
  /** The last few lines didn't prove anything. */
  #needsLargerProof = false;

  constructor(now: number) {
    this.#earliest = now;
  }

  /** When the reading before the last one was asked for. */
  get previousRequestAt(): number {
    return this.#previousRequestAt;
  }

  /** When the last reading was asked for. */
  get lastRequestAt(): number {
    return this.#lastRequestAt;
  }

  /**
   * Not live. With a socket, its lines call for a reading; without, time does. At `placeableAt`, a reading can find
   * the socket's position for the first time.
   */
  pollAt(lastUnplacedAt: number | undefined, open: boolean, placeableAt: number): number {
    const usual = this.#pollAt(lastUnplacedAt, open);
    return placeableAt > this.#lastRequestAt ? Math.min(usual, Math.max(this.#earliest, placeableAt)) : usual;
  }

  #pollAt(lastUnplacedAt: number | undefined, open: boolean): number {
    if (this.#readsAtOnce) return this.#earliest;
    const next = this.#lastRequestAt + this.#pause;
    if (!open || !this.#idle) return Math.max(this.#earliest, next);
    // A line that came after the last reading, or too shortly before it to be in it, wants another.
    const unread = lastUnplacedAt !== undefined && lastUnplacedAt > this.#lastRequestAt - minSettleTime;
    if (!unread) return Math.max(this.#earliest, this.#lastRequestAt + proofInterval);
    const settles =
      lastUnplacedAt > this.#lastRequestAt ? next : Math.max(next, lastUnplacedAt + minSettleTime);
    return Math.max(this.#earliest, settles);
  }

  /** Live: a proof of what the socket brought. */
  proofAt(isMuchUnproven: boolean): number {
    if (this.#readsAtOnce) return this.#earliest;
    return Math.max(this.#earliest, this.#lastRequestAt + (isMuchUnproven ? minReadPause : proofInterval));
  }

  /** The incarnation has ended, and its log is complete at `completeAt`. */
  endingReadAt(completeAt: number): number {
    if (this.#readsAtOnce) return this.#earliest;
    const next =
      this.#lastRequestAt < completeAt
        ? Math.max(completeAt, this.#lastRequestAt + minReadPause)
        : this.#lastRequestAt + this.#pause;
    return Math.max(this.#earliest, next);
  }

  /** How many lines of the log's end to read to prove what the socket brought. */
  proofTail(printed: number): number | undefined {
    const tail = this.tail(printed);
    return this.#needsLargerProof ? tail : Math.min(tail ?? Infinity, proofLines);
  }

  tail(printed: number): number | undefined {
    return this.#extraLines === undefined ? undefined : printed + this.#extraLines;
  }

  recordRequest(now: number): void {
    this.#previousRequestAt = this.#lastRequestAt;
    this.#lastRequestAt = now;
    this.#readsAtOnce = false;
  }

  recordAnswer(now: number): void {
    this.#failures = 0;
    this.#earliest = now;
  }

  recordFailure(now: number, throttled: boolean): void {
    const least = throttled ? throttledReadPause : minReadPause;
    this.#earliest = now + Math.min(maxFailedReadPause, least * 2 ** this.#failures++);
    this.#readsAtOnce = true;
  }

  /** Something happened: read at once. */
  readNow(now: number): void {
    if (this.#failures > 0) return;
    this.#readsAtOnce = true;
    this.#pause = minReadPause;
    this.#earliest = Math.max(this.#earliest, now);
  }

  /** The anchor was not in the snapshot. */
  enlargeTail(): void {
    this.#extraLines =
      this.#extraLines === undefined || this.#extraLines > 3000 ? undefined : this.#extraLines * 8;
    this.#readsAtOnce = true;
  }

  /** The log's last few lines were too few. */
  enlargeProof(): void {
    this.#needsLargerProof = true;
    this.#readsAtOnce = true;
  }

  /** A reading proved, or found, the socket's position. */
  recordProof(lines: number): void {
    this.#needsLargerProof = false;
    this.#shrink(lines);
    this.#pause = minReadPause;
    this.#idle = false;
  }

  /** A reading without a socket whose position is known. */
  recordPoll(
    lines: number,
    {
      ambiguous,
      lags,
      open,
    }: { readonly ambiguous: boolean; readonly lags: boolean; readonly open: boolean },
  ): void {
    this.#needsLargerProof = false;
    this.#shrink(lines);
    const slower = ambiguous || lags || lines === 0;
    this.#pause = slower
      ? Math.min(maxReadPause, this.#pause * 1.5)
      : Math.max(minReadPause, this.#pause / 2);
    this.#idle = open && !lags;
  }

  #shrink(lines: number): void {
    const calm = Math.max(100, 2 * lines);
    // Where all of a long log was new, so will be the next one.
    if (this.#extraLines === undefined && calm > 8 * 3000) return;
    this.#extraLines =
      this.#extraLines === undefined
        ? Math.min(3000, calm)
        : Math.max(calm, Math.floor(this.#extraLines * 0.7));
  }
}
