/** Finds what is left open: unhandled rejections, Node's warnings, timers and sockets. */

export interface DanglingHandles {
  /** Rejections that nobody handled, and warnings, since the watch began. */
  readonly noticed: readonly unknown[];
  /** What keeps the process alive now and did not then: `Timeout`, `TCPSocketWrap`, once for each. */
  left(): readonly string[];
  /** Restores the former listeners for rejections. */
  stop(): void;
}

/** Watches the whole process from now on. */
export function watchForDanglingHandles(): DanglingHandles {
  const noticed: unknown[] = [];
  const notice = (what: unknown) => void noticed.push(what);
  const before = new Map(counted());
  // Mocha would end the test that happens to run: it has to be known that there were any, and how many.
  const others = process.rawListeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', notice);
  process.on('warning', notice);
  return {
    noticed,
    left: () =>
      [...counted()].flatMap(([kind, count]) =>
        Array.from({ length: Math.max(0, count - (before.get(kind) ?? 0)) }, () => kind),
      ),
    stop() {
      process.off('unhandledRejection', notice);
      process.off('warning', notice);
      for (const other of others) process.on('unhandledRejection', other);
    },
  };
}

/** Only what waits for an event: not what runs in the next turn anyway. */
function counted(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process
    .getActiveResourcesInfo()
    .filter(kind => kind !== 'Immediate' && kind !== 'TickObject'))
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
