import fs from 'node:fs';

export interface EventLoop {
  /** The longest block (ms) since the beginning, the turn that asks included. */
  longestBlockMs(): number;
  end(): void;
}

/**
 * Watches how long this process keeps its own timers and messages waiting, garbage collection included. Of a time
 * without a turn of the event loop counts what was computed in it, so that what other programs do on the same
 * processors is no figure of ours.
 */
export function watchEventLoop(): EventLoop {
  let longest = 0;
  let [turn, computed] = [performance.now(), computedMs()];
  const look = () => {
    const [turnBefore, computedBefore] = [turn, computed];
    [turn, computed] = [performance.now(), computedMs()];
    longest = Math.max(longest, Math.min(turn - turnBefore, computed - computedBefore));
  };
  const watching = setInterval(look, 1);
  return {
    longestBlockMs: () => {
      look();
      return longest;
    },
    end: () => clearInterval(watching),
  };
}

/** By the thread of the event loop, where the system tells of each; else by all, which is never less. */
const computedMs = fs.existsSync(ownThread()) ? computedByOwnThread() : computedByAllThreads;

function ownThread(): string {
  return `/proc/self/task/${process.pid}/schedstat`;
}

function computedByOwnThread(): () => number {
  const file = fs.openSync(ownThread(), 'r');
  const text = Buffer.alloc(64);
  return () => {
    const length = fs.readSync(file, text, 0, text.length, 0);
    return Number.parseInt(text.toString('latin1', 0, length)) / 1e6;
  };
}

function computedByAllThreads(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
