/** A clock that begins in the past, so that a seeded estate has a history, and then goes on as another clock does. */
import type { Clock } from '../clock.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
  /** Set once the action waits on the present's clock. */
  cancelPresent?: () => void;
}

export class PastClock implements Clock {
  readonly #present: Clock;
  #now: number;
  #live = false;
  #order = 0;
  /** A heap: the action that falls due first is at 0. */
  readonly #due: Due[] = [];

  /** Stands still at `start` (ms since the epoch) until moved. */
  constructor(present: Clock, start: number) {
    this.#present = present;
    this.#now = start;
  }

  now(): number {
    return this.#live ? this.#present.now() : this.#now;
  }

  after(ms: number, action: () => void): () => void {
    if (this.#live) return this.#present.after(ms, action);
    const due: Due = { at: this.#now + Math.max(0, ms), order: this.#order++, action, cancelled: false };
    push(this.#due, due);
    return () => {
      due.cancelled = true;
      due.cancelPresent?.();
    };
  }

  /** Moves on to `time`, running on the way what falls due. */
  advanceTo(time: number): void {
    for (let due = this.#due[0]; due && due.at <= time; due = this.#due[0]) {
      pop(this.#due);
      if (due.cancelled) continue;
      this.#now = due.at;
      due.action();
    }
    this.#now = Math.max(this.#now, time);
  }

  /** From now on the present's clock counts; what is still due waits on it. */
  goLive(): void {
    this.advanceTo(this.#present.now());
    this.#live = true;
    for (let due = pop(this.#due); due; due = pop(this.#due)) {
      if (!due.cancelled) due.cancelPresent = this.#present.after(due.at - this.#now, due.action);
    }
  }
}

function earlier(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Due[], due: Due): void {
  let index = heap.push(due) - 1;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (!parent || !earlier(due, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = due;
}

function pop(heap: Due[]): Due | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || top === last) return top;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const child = left && right && earlier(right, left) ? right : left;
    if (!child || earlier(last, child)) break;
    heap[index] = child;
    index = child === left ? 2 * index + 1 : 2 * index + 2;
  }
  heap[index] = last;
  return top;
}
