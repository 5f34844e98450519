import type { Image, Program } from '../processes/program.ts';
import { isExecutable, runArguments } from '../shell/interpreter.ts';
import { translateWindowsCommand } from '../shell/windowsShells.ts';

/**
 * What a container runs: the image's own program, a shell script, or a plain executable that the shell knows.
 * Undefined where the command names no executable: the container cannot start.
 */
export function entryPoint(
  image: Image,
  os: 'Linux' | 'Windows',
  command: readonly string[],
): Program | undefined {
  const [executable, ...rest] = command;
  if (executable === undefined) return image.program;
  const name = executable.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (image.executables?.includes(name)) return image.program;
  const script = (env: Readonly<Record<string, string>>) =>
    os === 'Windows' ? translateWindowsCommand(name.toLowerCase(), rest, env) : undefined;
  if (script({}) !== undefined)
    return context => runArguments(context, 'sh', ['-c', script(context.env) ?? '']);
  return isExecutable(name) ? context => runArguments(context, name, rest) : undefined;
}
