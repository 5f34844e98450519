import type { RequestLogger } from '../../../src/core/requestLogger.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * How often one has to wait for Azure: the longest row of requests each of which began only after the one before
 * was answered. Counted, not measured, so that neither this machine nor the emulator's work weighs in: a network
 * that is twice as slow makes twice as long of it.
 */
export class Waits implements RequestLogger {
  #answered: Span[] = [];

  logResponse(_method: string, _path: string, _status: number | 'failed', ms: number): void {
    const to = Date.now();
    this.#answered.push({ from: to - ms, to });
  }

  restart(): void {
    this.#answered = [];
  }

  /** Since `restart`. */
  get inARow(): number {
    const rows: (Span & { readonly length: number })[] = [];
    for (const { from, to } of this.#answered.toSorted((a, b) => a.to - b.to)) {
      const before = rows.filter(row => row.to <= from).map(({ length }) => length);
      rows.push({ from, to, length: 1 + Math.max(0, ...before) });
    }
    return Math.max(0, ...rows.map(({ length }) => length));
  }
}
