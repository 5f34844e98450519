/** Runs a program of this machine, without a shell, and takes what it prints. */
import { spawn } from 'node:child_process';

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  /** More than this on standard output is an error, more on standard error is cut off (bytes). */
  readonly maxOutput: number;
}

export interface ProgramResult {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program printed more than `maxOutput`. */
export class OutputTooLongError extends Error {}

/** Throws the signal's reason, an `OutputTooLongError`, or what Node says where the program can't be started. */
export function runProgram(
  { program, args, folder, maxOutput }: ProgramRun,
  signal: AbortSignal,
): Promise<ProgramResult> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      shell: false,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (error: unknown) => {
      child.kill('SIGKILL');
      signal.removeEventListener('abort', onAbort);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onAbort = () => {
      end(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const stdout = collect(maxOutput, () => {
      end(new OutputTooLongError());
    });
    const stderr = collect(maxOutput, () => undefined);
    child.stdout.on('data', stdout.add);
    child.stderr.on('data', stderr.add);
    child.once('error', end);
    child.once('close', code => {
      signal.removeEventListener('abort', onAbort);
      resolve({ exitCode: code ?? undefined, stdout: stdout.text(), stderr: stderr.text() });
    });
  });
}

function collect(max: number, onFull: () => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk: Buffer) => {
      if (size + chunk.length > max) onFull();
      else chunks.push(chunk);
      size += chunk.length;
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
