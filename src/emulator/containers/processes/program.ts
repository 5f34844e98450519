/** What a simulated program is: a generator that says, step by step, what it writes and when it waits. */
import type { FileSystem } from '../volumes/fileSystem.ts';

/**
 * - `write`: output; `isError`: on stderr, which a log and a terminal show alike; `spreadMs`: its lines were written
 *   evenly over the last so many ms.
 * - `sleep`: nothing happens for `ms` milliseconds (Infinity: until killed).
 * - `work`: a moment of computing, so that an endless loop costs simulated time and never blocks.
 * - `read`: waits for a line of the terminal's input; `take` gets it, or undefined at its end (and without a terminal).
 */
export type Step =
  | {
      readonly kind: 'write';
      readonly text: string;
      readonly isError?: boolean;
      readonly spreadMs?: number;
    }
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'work' }
  | { readonly kind: 'read'; readonly take: (line: string | undefined) => void };

/** Ctrl-C: thrown into a program where it stands. */
export class InterruptedError extends Error {}

/** Ends a program where it stands, with a message and an exit code. */
export class FatalError extends Error {
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** The terminal that a program was started in. */
export interface Terminal {
  columns: number;
  rows: number;
  /** Whether what is typed is shown. */
  echo: boolean;
}

/** What a program knows of the container it runs in. */
export interface ProgramContext {
  readonly env: Readonly<Record<string, string>>;
  readonly hostname: string;
  readonly files: FileSystem;
  /** Undefined for what a container runs by itself. */
  readonly terminal?: Terminal;
  /** Where a program starts. Default: the root. */
  readonly directory?: string;
  /** What an executable of the image does that the shell does not know; undefined: there is none of this name. */
  readonly executable?: (name: string, words: readonly string[]) => Program | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Runs until it returns its exit code. */
export type ProgramRun = Generator<Step, number, void>;
export type Program = (context: ProgramContext) => ProgramRun;

/** How a simulated image behaves. */
export interface Image {
  /** Undefined: any. */
  readonly os?: 'Linux' | 'Windows';
  /** What its entry point does when the container has no `command` of its own. */
  readonly program: Program;
  /** Names of executables that mean the entry point, so that a `command` may say them (`nginx`, `node`). */
  readonly executables?: readonly string[];
  /** Entry point and arguments, where there are others than the program's own. */
  readonly command?: readonly string[];
  /** What any other executable of the image does. Default: it has none. */
  readonly service?: (name: string) => Program | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Files beside those of every container, by path: `app/start.sh`; folders have no text. */
  readonly files?: ReadonlyMap<string, string | undefined>;
  /** The shells it has. Default: `sh` and `bash`; on Windows `cmd` and `powershell`. */
  readonly shells?: readonly string[];
  /** Base duration of a pull in ms; without it 2 to 6 seconds, by the image's name. */
  readonly pullMs?: number;
  /** Why the PUT is refused. */
  readonly refusal?: 'inaccessible' | 'rateLimited' | 'osVersion';
  /** The PUT is taken, but the node can't pull the image, and this is why. */
  readonly pullFails?: 'notFound' | 'denied' | 'rateLimited';
  /** The only user and password that may pull the image. */
  readonly login?: { readonly username: string; readonly password: string };
}

export const write = (text: string): Step => ({ kind: 'write', text });
export const writeError = (text: string): Step => ({ kind: 'write', text, isError: true });
export const sleep = (ms: number): Step => ({ kind: 'sleep', ms });
export const work: Step = { kind: 'work' };

/** A line of input with its newline; less than a line after Ctrl-D; undefined at the end. */
export function* readInput(): Generator<Step, string | undefined, void> {
  let line: string | undefined;
  yield { kind: 'read', take: read => void (line = read) };
  return line;
}
