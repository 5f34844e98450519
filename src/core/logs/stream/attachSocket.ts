import type { Clock } from '../../clock.ts';
import { createLineDecoder } from './lineDecoder.ts';
import type { SocketLine } from './snapshotSplice.ts';

/** An open attach socket, read in the background. */
export interface AttachSocket {
  readonly openedAt: number;
  /** When it brought its last bytes (ms); `openedAt` before the first. */
  readonly lastBytesAt: number;
  /** Whether it has brought nothing at all. */
  readonly isSilent: boolean;
  readonly ended: boolean;
  /** The complete lines that came since the last call. */
  takeLines(): SocketLine[];
  /** The beginning of the line that isn't complete yet. */
  partial(): string;
  close(): void;
}

/** Reading pauses while this many lines wait to be taken. */
const maxWaitingLines = 20_000;

/** Reads `bytes` until they end or `close` is called; `notify` is called when there is something new. */
export function readAttachSocket(
  bytes: AsyncIterable<Uint8Array>,
  connection: AbortController,
  clock: Clock,
  notify: () => void,
): AttachSocket {
  const decoder = createLineDecoder();
  const iterator = bytes[Symbol.asyncIterator]();
  const openedAt = clock.now();
  let lastBytesAt = openedAt;
  let isSilent = true;
  let ended = false;
  let waiting: SocketLine[] = [];
  let resume: () => void = () => undefined;

  async function read(): Promise<void> {
    for (;;) {
      const next = await iterator.next();
      if (next.done === true || ended) return;
      if (next.value.length === 0) continue;
      lastBytesAt = clock.now();
      isSilent = false;
      for (const text of decoder.push(next.value)) waiting.push({ text, at: lastBytesAt });
      notify();
      if (waiting.length >= maxWaitingLines) await new Promise<void>(resolve => (resume = resolve));
    }
  }

  function end(): void {
    ended = true;
    notify();
  }
  // Why a socket ended is of no interest: the next snapshot shows what the log is.
  read().then(end, end);

  return {
    openedAt,
    get lastBytesAt() {
      return lastBytesAt;
    },
    get isSilent() {
      return isSilent;
    },
    get ended() {
      return ended;
    },
    takeLines() {
      const lines = waiting;
      waiting = [];
      resume();
      return lines;
    },
    partial: () => decoder.partial(),
    close() {
      ended = true;
      connection.abort();
      resume();
      iterator.return?.().catch(() => undefined);
    },
  };
}
