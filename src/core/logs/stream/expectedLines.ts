import type { SocketLine } from './snapshotSplice.ts';
import { deadSocketTimeout } from '../timings.ts';

/** Lines that a snapshot showed before the socket, and that the socket brings next. */
export class ExpectedLines {
  #texts: readonly string[] = [];
  #received = 0;
  #deadline = Infinity;

  get isEmpty(): boolean {
    return this.#received === this.#texts.length;
  }

  /** When the next one must have come (ms). */
  get deadline(): number {
    return this.#deadline;
  }

  /** Waits for these alone, from `now` on. */
  reset(texts: readonly string[], now: number): void {
    this.#texts = texts;
    this.#received = 0;
    this.#deadline = texts.length === 0 ? Infinity : now + deadSocketTimeout;
  }

  /** Waits for these as well. */
  add(texts: readonly string[], now: number): void {
    this.reset([...this.#texts.slice(this.#received), ...texts], now);
  }

  /** Whether the line is the one that comes next. */
  takeIfNext(line: SocketLine): boolean {
    if (this.#texts[this.#received] !== line.text) return false;
    this.#received++;
    this.#deadline = this.isEmpty ? Infinity : line.at + deadSocketTimeout;
    return true;
  }
}
