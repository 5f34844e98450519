/** Counts what a follower hands to its channel, against what the container wrote. */
import type { FollowSource } from '../../../src/core/logs/followSource.ts';
import { heapUsed, tidyHeap } from '../heap.ts';
import { lineBytes, monotonic, readLine } from './writer.ts';

export interface Measured {
  readonly linesWritten: number;
  readonly linesLost: number;
  readonly linesRepeated: number;
  /** Bytes of log answers and of socket payload, by the bytes that the container wrote. */
  readonly bytesRatio: number;
  /** From the write to the channel's `append` (ms). */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  /** Lines that arrived, by the time from the first one's write to the last `append`. */
  readonly linesPerSecond: number;
  /** The heap's highest growth, garbage included (MB). */
  readonly heapMB: number;
}

export interface Meter {
  /** `source`, with the bytes that it brings counted. */
  counting(source: FollowSource): FollowSource;
  /** What the channel would be given. */
  append(text: string): void;
  /** Resolves when every line has come, or `signal` aborts. */
  complete(signal: AbortSignal): Promise<void>;
  measured(): Measured;
}

/** Expects the lines 1 to `lines`; the first `unmeasured` ones only have to be there. */
export function createMeter(lines: number, unmeasured = 0): Meter {
  const seen = new Uint8Array(lines + 1);
  const delays = new Float64Array(lines - unmeasured);
  const heap = watchHeap();
  const encoder = new TextEncoder();
  let [arrived, repeated, timed, bytes] = [0, 0, 0, 0];
  let [firstWritten, lastAppended] = [Infinity, 0];
  let done: () => void = () => undefined;

  function line(text: string, now: number): void {
    const written = readLine(text);
    if (written === undefined || written.number > lines) return;
    const { number, at } = written;
    if (seen[number] === 1) {
      repeated++;
      return;
    }
    seen[number] = 1;
    arrived++;
    if (number <= unmeasured) return;
    delays[timed++] = now - at;
    firstWritten = Math.min(firstWritten, at);
    lastAppended = now;
  }

  return {
    counting: source => ({
      getGroup: (...asked) => source.getGroup(...asked),
      async readLogs(...asked) {
        const answer = await source.readLogs(...asked);
        bytes += encoder.encode(answer.content).length;
        return answer;
      },
      async attach(...asked) {
        return counted(await source.attach(...asked), chunk => (bytes += chunk.length));
      },
    }),
    append(text) {
      const now = monotonic();
      for (const each of text.split('\n')) if (each !== '') line(each, now);
      if (arrived === lines) done();
    },
    complete: signal =>
      new Promise(resolve => {
        if (arrived === lines) resolve();
        done = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    measured() {
      const sorted = delays.subarray(0, timed).toSorted();
      return {
        linesWritten: lines,
        linesLost: lines - arrived,
        linesRepeated: repeated,
        bytesRatio: bytes / (lines * lineBytes),
        delayP50Ms: sorted[Math.floor(timed * 0.5)] ?? 0,
        delayP99Ms: sorted[Math.floor(timed * 0.99)] ?? 0,
        linesPerSecond: timed === 0 ? 0 : (timed * 1000) / (lastAppended - firstWritten),
        heapMB: heap.growth(),
      };
    },
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  count: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    count(chunk);
    yield chunk;
  }
}

/** Begins with a heap that was tidied up. */
function watchHeap(): { growth(): number } {
  tidyHeap();
  const before = heapUsed();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, heapUsed())), 50);
  return {
    growth() {
      clearInterval(watching);
      return most - before;
    },
  };
}
