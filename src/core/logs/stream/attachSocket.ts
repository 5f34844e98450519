import type { Clock } from '../../clock.ts';
import type { LogLimits } from '../snapshot/logLimits.ts';
import { createLineDecoder } from './lineDecoder.ts';
import type { SocketLine } from './snapshotSplice.ts';

/** An open attach socket, read in the background. */
export interface AttachSocket {
  readonly openedAt: number;
  /** When it brought its last bytes (ms); `openedAt` before the first. */
  readonly lastBytesAt: number;
  /** Whether it has brought nothing at all. */
  readonly isSilent: boolean;
  /** It has ended, and all its lines are taken. */
  readonly ended: boolean;
  /** When reading paused last because too much was waiting (ms). */
  readonly lastFullAt: number;
  /** It has brought more than was taken so far. */
  readonly hasMore: boolean;
  /** The complete lines that came since the last call. */
  takeLines(): SocketLine[];
  /** The beginning of the line that isn't complete yet, if it follows the last line that was taken. */
  partial(): string;
  close(): void;
}

/** So many bytes are decoded at once: as many as make a piece of work where lines are short. */
const sliceBytes = 16_384;

/**
 * Reads `bytes` until they end, `close` is called or `connection` is aborted, which is all that ends a socket that nobody
 * took; `notify` is called when there is something new.
 */
export function readAttachSocket(
  bytes: AsyncIterable<Uint8Array>,
  connection: AbortController,
  clock: Clock,
  { mostWaitingLines, mostWaitingLength }: Pick<LogLimits, 'mostWaitingLines' | 'mostWaitingLength'>,
  notify: () => void,
): AttachSocket {
  const decoder = createLineDecoder();
  const iterator = bytes[Symbol.asyncIterator]();
  const openedAt = clock.now();
  let lastBytesAt = openedAt;
  let isSilent = true;
  let ended = false;
  let waiting: SocketLine[] = [];
  let waitingLength = 0;
  let isFull = false;
  let lastFullAt = -Infinity;
  let resume: () => void = () => undefined;

  async function read(): Promise<void> {
    for (;;) {
      const next = await iterator.next();
      if (next.done === true || ended) return;
      if (next.value.length === 0) continue;
      lastBytesAt = clock.now();
      isSilent = false;
      await decode(next.value);
    }
  }

  async function decode(frame: Uint8Array): Promise<void> {
    for (let from = 0; from < frame.length && !ended; from += sliceBytes) {
      take(decoder.push(frame.subarray(from, from + sliceBytes)));
      isFull = waiting.length >= mostWaitingLines || waitingLength >= mostWaitingLength;
      if (isFull) {
        lastFullAt = clock.now();
        await new Promise<void>(resolve => (resume = resolve));
      }
      isFull = false;
    }
  }

  function take(texts: readonly string[]): void {
    for (const text of texts) {
      waiting.push({ text, at: lastBytesAt });
      waitingLength += text.length;
    }
    notify();
  }

  function end(): void {
    ended = true;
    notify();
  }

  function leave(): void {
    ended = true;
    resume();
    iterator.return?.().catch(() => undefined);
  }

  connection.signal.addEventListener('abort', leave, { once: true });
  // Why a socket ended is of no interest: the next snapshot shows what the log is.
  read().then(end, end);
  // Only now: what was never read can't be left.
  if (connection.signal.aborted) leave();

  return {
    openedAt,
    get lastBytesAt() {
      return lastBytesAt;
    },
    get isSilent() {
      return isSilent;
    },
    get ended() {
      return ended && waiting.length === 0;
    },
    get lastFullAt() {
      return lastFullAt;
    },
    get hasMore() {
      return waiting.length > 0 || isFull;
    },
    takeLines() {
      const lines = waiting;
      waiting = [];
      waitingLength = 0;
      resume();
      return lines;
    },
    partial: () => (waiting.length > 0 || isFull ? '' : decoder.partial()),
    close() {
      connection.abort();
    },
  };
}
