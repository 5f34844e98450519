import type { HeardLine } from './splice.ts';

/** A line that a snapshot shows must have come through the socket after so long (ms), or the socket is dead. */
export const socketPatience = 5000;

/** Lines that a snapshot showed before the socket, and that the socket brings next. */
export class Expected {
  #texts: readonly string[] = [];
  #came = 0;
  #by = Infinity;

  get isEmpty(): boolean {
    return this.#came === this.#texts.length;
  }

  /** When the next one must have come (ms). */
  get by(): number {
    return this.#by;
  }

  /** Waits for these alone, from `now` on. */
  begin(texts: readonly string[], now: number): void {
    this.#texts = texts;
    this.#came = 0;
    this.#by = texts.length === 0 ? Infinity : now + socketPatience;
  }

  /** Waits for these as well. */
  add(texts: readonly string[], now: number): void {
    this.begin([...this.#texts.slice(this.#came), ...texts], now);
  }

  /** Whether the line is the one that comes next. */
  take(line: HeardLine): boolean {
    if (this.#texts[this.#came] !== line.text) return false;
    this.#came++;
    this.#by = this.isEmpty ? Infinity : line.at + socketPatience;
    return true;
  }
}
