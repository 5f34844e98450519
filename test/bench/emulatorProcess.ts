/** An emulator in a process of its own: neither its heap nor what blocks it is a figure of the extension. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Forks `file`, does `work` with what it says once its emulator runs, and ends the process. */
export async function withEmulator<T>(
  file: URL,
  args: readonly string[],
  work: (said: unknown, child: ChildProcess) => Promise<T>,
): Promise<T> {
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced', // JSON has no Infinity
  });
  const exited = once(child, 'exit');
  try {
    const failed = exited.then(([code]) => {
      throw new Error(`The emulator ended with ${String(code)}.`);
    });
    const said: readonly unknown[] = await Promise.race([once(child, 'message'), failed]);
    failed.catch(() => undefined);
    return await work(said[0], child);
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}
