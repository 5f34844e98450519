import type { Clock } from '../../clock.ts';
import { startProcess } from './process.ts';
import type { Image, Program, ProgramContext } from './program.ts';
import { interactiveShell, isExecutable, isShell, runArguments } from '../shell/interpreter.ts';
import { isWindowsShell, windowsSession } from '../shell/windowsShells.ts';
import { createTty } from './tty.ts';
import type { AttachSink, ExecProcess, TerminalSize } from '../runtime.ts';

export interface ExecStart {
  /** A text where there is no such program: what the socket says before it ends. */
  readonly program: Program | string;
  readonly context: Omit<ProgramContext, 'terminal'>;
  readonly size: TerminalSize;
}

/** Runs one program in a terminal of its own, beside what the container runs. One that isn't there ends at once. */
export function startExec(clock: Clock, { program, context, size }: ExecStart, to: AttachSink): ExecProcess {
  const tty = createTty(size, {
    screen: text => to.data(Buffer.from(text)),
    interrupt: () => process.interrupt(),
  });
  const inTerminal: ProgramContext = { ...context, env: { ...context.env, TERM: 'xterm' }, terminal: tty };
  const run = typeof program === 'string' ? says(program) : program(inTerminal);
  const process = startProcess(
    clock,
    run,
    {
      write: text => to.data(Buffer.from(tty.onScreen(text))),
      exit: () => to.end(),
    },
    tty,
  );
  return { input: bytes => tty.type(bytes), close: () => process.kill() };
}

/**
 * The program that `name` means in this image; a text where it means none: what the socket then says before it ends
 * (seen in azure-cli#8687). No arguments: blanks belong to the name.
 */
export function execProgram(image: Image, os: 'Linux' | 'Windows', name: string): Program | string {
  const bare = name.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (os === 'Windows') {
    const shell = bare.toLowerCase();
    return isWindowsShell(shell) ? context => windowsSession(context, shell) : notFound(name);
  }
  const { shells = ['sh', 'bash'] } = image;
  if (isShell(bare))
    return shells.includes(bare) ? context => interactiveShell(context, bare) : notFound(name);
  return isExecutable(bare) && shells.length > 0
    ? context => runArguments(context, bare, [])
    : notFound(name);
}

function* says(text: string) {
  yield { kind: 'write', text } as const;
  return 126;
}

function notFound(name: string): string {
  const why = name.startsWith('/')
    ? `stat ${name}: no such file or directory`
    : 'executable file not found in $PATH';
  return (
    'rpc error: code = 2 desc = oci runtime error: exec failed: container_linux.go:247: starting container process ' +
    `caused "exec: \\"${name}\\": ${why}"\n`
  );
}
