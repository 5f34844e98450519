import { minSettleTime } from './logDelay.ts';

/** When to read the log next, and how much of it: sparingly, yet soon where something is going on. Times in ms. */
export class Pace {
  /** Live: how often the socket is checked when nothing else calls for it. */
  static readonly proofEvery = 15_000;
  /** So many lines of the log's end prove the lines before them. */
  static readonly proofLines = 50;
  static readonly minPause = 1000;
  static readonly maxPause = 10_000;

  #asked = -Infinity;
  #askedBefore = -Infinity;
  #pause = Pace.minPause;
  #idle = false;
  #earliest = -Infinity;
  #failures = 0;
  /** How many lines to read beyond those already printed; undefined: the whole log. */
  #extra: number | undefined = 100;
  #again = true;
  /** The last few lines didn't prove anything. */
  #more = false;

  constructor(now: number) {
    this.#earliest = now;
  }

  /** When the reading before the last one was asked for. */
  get previousRequestAt(): number {
    return this.#askedBefore;
  }

  /** When the last reading was asked for. */
  get lastRequestAt(): number {
    return this.#asked;
  }

  /**
   * Not live. With a socket, its lines ring for a reading; without, time does. At `placedAt`, a reading can tell the
   * socket's place for the first time.
   */
  pollAt(lastHeard: number | undefined, open: boolean, placedAt: number): number {
    const usual = this.#pollAt(lastHeard, open);
    return placedAt > this.#asked ? Math.min(usual, Math.max(this.#earliest, placedAt)) : usual;
  }

  #pollAt(lastHeard: number | undefined, open: boolean): number {
    if (this.#again) return this.#earliest;
    const next = this.#asked + this.#pause;
    if (!open || !this.#idle) return Math.max(this.#earliest, next);
    // A line that came after the last reading, or too shortly before it to be in it, wants another.
    const unread = lastHeard !== undefined && lastHeard > this.#asked - minSettleTime;
    if (!unread) return Math.max(this.#earliest, this.#asked + Pace.proofEvery);
    const settles = lastHeard > this.#asked ? next : Math.max(next, lastHeard + minSettleTime);
    return Math.max(this.#earliest, settles);
  }

  /** Live: a proof of what the socket brought. */
  proofAt(much: boolean): number {
    if (this.#again) return this.#earliest;
    return Math.max(this.#earliest, this.#asked + (much ? Pace.minPause : Pace.proofEvery));
  }

  /** The incarnation has ended, and its log is complete at `completeAt`. */
  endingReadAt(completeAt: number): number {
    if (this.#again) return this.#earliest;
    const next =
      this.#asked < completeAt
        ? Math.max(completeAt, this.#asked + Pace.minPause)
        : this.#asked + this.#pause;
    return Math.max(this.#earliest, next);
  }

  /** How many lines of the log's end to read to prove what the socket brought. */
  proofTail(printed: number): number | undefined {
    const tail = this.tail(printed);
    return this.#more ? tail : Math.min(tail ?? Infinity, Pace.proofLines);
  }

  tail(printed: number): number | undefined {
    return this.#extra === undefined ? undefined : printed + this.#extra;
  }

  recordRequest(now: number): void {
    this.#askedBefore = this.#asked;
    this.#asked = now;
    this.#again = false;
  }

  recordAnswer(now: number): void {
    this.#failures = 0;
    this.#earliest = now;
  }

  recordFailure(now: number, throttled: boolean): void {
    const least = throttled ? 5000 : Pace.minPause;
    this.#earliest = now + Math.min(60_000, least * 2 ** this.#failures++);
    this.#again = true;
  }

  /** Something happened: read at once. */
  readNow(now: number): void {
    if (this.#failures > 0) return;
    this.#again = true;
    this.#pause = Pace.minPause;
    this.#earliest = Math.max(this.#earliest, now);
  }

  /** The anchor was not in the snapshot. */
  enlargeTail(): void {
    this.#extra = this.#extra === undefined || this.#extra > 3000 ? undefined : this.#extra * 8;
    this.#again = true;
  }

  /** The log's last few lines were too few. */
  enlargeProof(): void {
    this.#more = true;
    this.#again = true;
  }

  /** A reading proved, or gave, the socket's place. */
  recordProof(lines: number): void {
    this.#more = false;
    this.#shrink(lines);
    this.#pause = Pace.minPause;
    this.#idle = false;
  }

  /** A reading without a socket whose place is known. */
  recordPoll(
    lines: number,
    {
      ambiguous,
      lags,
      open,
    }: { readonly ambiguous: boolean; readonly lags: boolean; readonly open: boolean },
  ): void {
    this.#more = false;
    this.#shrink(lines);
    const slower = ambiguous || lags || lines === 0;
    this.#pause = slower
      ? Math.min(Pace.maxPause, this.#pause * 1.5)
      : Math.max(Pace.minPause, this.#pause / 2);
    this.#idle = open && !lags;
  }

  #shrink(lines: number): void {
    const calm = Math.max(100, 2 * lines);
    this.#extra =
      this.#extra === undefined ? Math.min(3000, calm) : Math.max(calm, Math.floor(this.#extra * 0.7));
  }
}
