/** Docker or Podman on this machine: spawned with arguments in a list, never through a shell. */
import { spawn } from 'node:child_process';

export interface LocalBuilder {
  readonly program: 'docker' | 'podman';
  /** As a person calls it. */
  readonly name: string;
}

/** What is run in the folder, and what is written to it. */
export interface LocalCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder?: string;
  /** Values that the program is told by its environment: they are on no command line. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Answers the exit code. Throws the signal's reason once the program has ended on it. */
export type RunLocally = (
  command: LocalCommand,
  onOutput: (bytes: Uint8Array) => void,
  signal: AbortSignal,
) => Promise<number>;

const candidates: readonly LocalBuilder[] = [
  { program: 'docker', name: 'Docker' },
  { program: 'podman', name: 'Podman' },
];

/** How long a program may take to tell its version (ms). */
const versionTimeout = 5_000;

/** Those that are on the path, and whose engine answers. */
export async function findLocalBuilders(
  run: RunLocally,
  signal: AbortSignal,
): Promise<readonly LocalBuilder[]> {
  const answers = await Promise.all(
    candidates.map(async builder => {
      try {
        // `version` asks the engine; `--version` would be content without one.
        const limit = AbortSignal.any([signal, AbortSignal.timeout(versionTimeout)]);
        return (await run({ program: builder.program, args: ['version'] }, () => undefined, limit)) === 0;
      } catch {
        return false; // not there, or it does not answer
      }
    }),
  );
  signal.throwIfAborted();
  return candidates.filter((_, index) => answers[index]);
}

/** `environment`: of the editor; a program is looked for on its path. */
export function createRunLocally(environment: NodeJS.ProcessEnv): RunLocally {
  return ({ program, args, folder, environment: own, input }, onOutput, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = spawn(program, [...args], {
        ...(folder !== undefined && { cwd: folder }),
        env: { ...environment, ...own },
        shell: false,
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const leave = () => void child.kill('SIGTERM');
      signal.addEventListener('abort', leave, { once: true });
      child.stdout.on('data', onOutput);
      child.stderr.on('data', onOutput);
      child.stdin.on('error', () => undefined); // it ended without reading: its exit code tells
      child.on('error', error => {
        signal.removeEventListener('abort', leave);
        reject(error);
      });
      child.on('close', code => {
        signal.removeEventListener('abort', leave);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve(code ?? 1);
      });
      child.stdin.end(input ?? '');
    });
}
