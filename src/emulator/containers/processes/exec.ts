import type { Clock } from '../../clock.ts';
import { startProcess } from './process.ts';
import type { Image, Program, ProgramContext } from './program.ts';
import { interactiveShell, isExecutable, isShell, runArguments } from '../shell/interpreter.ts';
import { isWindowsShell, windowsSession } from '../shell/windowsShells.ts';
import { createTty } from './tty.ts';
import type { AttachSink, ExecProcess, TerminalSize } from '../runtime.ts';

/** Runs one program in a terminal of its own, beside what the container runs. One that isn't there ends at once. */
export function startExec(
  clock: Clock,
  {
    program,
    world,
    size,
  }: { program: Program | string; world: Omit<ProgramContext, 'terminal'>; size: TerminalSize },
  to: AttachSink,
): ExecProcess {
  const tty = createTty(size, {
    screen: text => to.data(Buffer.from(text)),
    interrupt: () => playing.interrupt(),
  });
  const inTerminal: ProgramContext = { ...world, env: { ...world.env, TERM: 'xterm' }, terminal: tty };
  const run = typeof program === 'string' ? says(program) : program(inTerminal);
  const playing = startProcess(
    clock,
    run,
    {
      write: text => to.data(Buffer.from(tty.onScreen(text))),
      exit: () => to.end(),
    },
    tty,
  );
  return { input: bytes => tty.type(bytes), close: () => playing.kill() };
}

/**
 * The program that `name` means in this image; a text where it means none: what the socket then says before it ends
 * (seen in azure-cli#8687). No arguments: blanks belong to the name.
 */
export function execProgram(image: Image, os: 'Linux' | 'Windows', name: string): Program | string {
  const bare = name.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (os === 'Windows') {
    const shell = bare.toLowerCase();
    return isWindowsShell(shell) ? world => windowsSession(world, shell) : notFound(name);
  }
  const { shells = ['sh', 'bash'] } = image;
  if (isShell(bare)) return shells.includes(bare) ? world => interactiveShell(world, bare) : notFound(name);
  return isExecutable(bare) && shells.length > 0 ? world => runArguments(world, bare, []) : notFound(name);
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
