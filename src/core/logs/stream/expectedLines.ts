import type { SocketLine } from './snapshotSplice.ts';

/** A line that a snapshot shows must have come through the socket after so long (ms), or the socket is dead. */
export const deadSocketTimeout = 5000;

/** Lines that a snapshot showed before the socket, and that the socket brings next. */
export class ExpectedLines {
  #texts: readonly string[] = [];
  #came = 0;
  #by = Infinity;

  get isEmpty(): boolean {
    return this.#came === this.#texts.length;
  }

  /** When the next one must have come (ms). */
  get deadline(): number {
    return this.#by;
  }

  /** Waits for these alone, from `now` on. */
  reset(texts: readonly string[], now: number): void {
    this.#texts = texts;
    this.#came = 0;
    this.#by = texts.length === 0 ? Infinity : now + deadSocketTimeout;
  }

  /** Waits for these as well. */
  add(texts: readonly string[], now: number): void {
    this.reset([...this.#texts.slice(this.#came), ...texts], now);
  }

  /** Whether the line is the one that comes next. */
  takeIfNext(line: SocketLine): boolean {
    if (this.#texts[this.#came] !== line.text) return false;
    this.#came++;
    this.#by = this.isEmpty ? Infinity : line.at + deadSocketTimeout;
    return true;
  }
}
