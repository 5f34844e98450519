import type { Image, Program } from '../processes/program.ts';
import { isExecutable, runArguments } from '../shell/interpreter.ts';
import { isShellScript } from '../shell/shell.ts';
import { translateWindowsCommand } from '../shell/windowsShells.ts';
import { normalizePath } from '../volumes/fileSystem.ts';

/** Start-up scripts and init processes of public images, which run what follows them. */
const wrappers = new Set(['docker-entrypoint.sh', 'tini', 'dumb-init']);

/**
 * What a container runs: the image's own program, a shell script, or a plain executable that the shell knows.
 * Undefined where the command names no executable: the container cannot start.
 */
export function entryPoint(
  image: Image,
  os: 'Linux' | 'Windows',
  command: readonly string[],
): Program | undefined {
  const [executable, ...rest] = command.length > 0 ? command : (image.command ?? []);
  if (executable === undefined) return image.program;
  const name = bareName(executable);
  if (image.executables?.includes(name)) return image.program;
  const script = (env: Readonly<Record<string, string>>) =>
    os === 'Windows' ? translateWindowsCommand(name.toLowerCase(), rest, env) : undefined;
  if (script({}) !== undefined)
    return context => runArguments(context, 'sh', ['-c', script(context.env) ?? '']);
  if (isExecutable(name)) return context => runArguments(context, name, rest);
  if (hasScript(image, executable)) return context => runArguments(context, executable, rest);
  const wrapped = rest.filter((word, index) => index > 0 || word !== '--');
  if (wrappers.has(name) && wrapped.length > 0) return entryPoint(image, os, wrapped);
  return image.service?.(executable);
}

/** What an executable of the image does that the shell doesn't know. */
export function executableOf(image: Image, name: string): Program | undefined {
  return image.executables?.includes(bareName(name)) === true ? image.program : image.service?.(name);
}

function bareName(executable: string): string {
  return executable.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
}

function hasScript({ files, directory = '' }: Image, executable: string): boolean {
  if (!executable.includes('/')) return false;
  const path = executable.startsWith('/') ? executable : `${directory}/${executable}`;
  return isShellScript(files?.get(normalizePath(path).slice(1)));
}
