/** Bytes that have arrived and are not read yet. While too many wait, the sender is paused. */

/** Bytes waiting at which the sender is paused, and at which it is resumed. */
const highWater = 262_144;
const lowWater = 65_536;

export interface ByteQueue {
  push(bytes: Uint8Array): void;
  /** Nothing more will come: the iteration ends after what is there. */
  end(): void;
  /** For one reader. Leaving it calls `leave`. Throws the signal's reason once that has aborted. */
  read(signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined>;
}

export function createByteQueue(sender: { pause(): void; resume(): void; leave(): void }): ByteQueue {
  const queue: Uint8Array[] = [];
  let waiting = 0;
  let paused = false;
  let ended = false;
  let wake: () => void = () => undefined;

  function shift(): Uint8Array | undefined {
    const next = queue.shift();
    waiting -= next?.length ?? 0;
    if (paused && waiting < lowWater) {
      paused = false;
      sender.resume();
    }
    return next;
  }

  return {
    push(bytes) {
      queue.push(bytes);
      waiting += bytes.length;
      if (!paused && waiting > highWater) {
        paused = true;
        sender.pause();
      }
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *read(signal) {
      try {
        for (;;) {
          signal.throwIfAborted();
          const next = shift();
          if (next) yield next;
          else if (ended) return;
          else await new Promise<void>(resolve => (wake = resolve));
        }
      } finally {
        sender.leave();
      }
    },
  };
}
