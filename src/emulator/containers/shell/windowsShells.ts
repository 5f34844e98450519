import type { ProgramRun, ProgramContext } from '../processes/program.ts';
import { translateCmd } from './cmdTranslation.ts';
import { interact } from './interactive.ts';
import { runScript } from './interpreter.ts';
import { createShell } from './shell.ts';

export type WindowsShell = 'cmd' | 'powershell';

export const isWindowsShell = (name: string): name is WindowsShell => name === 'cmd' || name === 'powershell';

/** A Windows shell that reads from the terminal; each line goes as far as `windowsScript` does. */
export function* windowsSession(context: ProgramContext, name: WindowsShell): ProgramRun {
  const shell = createShell(context, [name]);
  shell.variables.set('OS', 'Windows_NT');
  const cmd = name === 'cmd';
  const cmdLine = (line: string) =>
    `${translateCmd(line.trimEnd(), { variables: shell.variables, code: String(shell.lastCode) })}\n`;
  const prompt = cmd ? 'C:\\>' : 'PS C:\\> ';
  yield { kind: 'write', text: cmd ? banner : 'Windows PowerShell\n\n' };
  return yield* interact(
    shell,
    { prompt, continuationPrompt: '>> ', exitText: '', script: cmd ? cmdLine : powershellScript },
    runScript,
  );
}

const banner =
  'Microsoft Windows [Version 10.0.20348.2762]\n(c) Microsoft Corporation. All rights reserved.\n\n';

/**
 * A Windows command line in the words of our shell, as far as a few lines of `cmd` or PowerShell go. Undefined where
 * the executable is neither.
 */
export function translateWindowsCommand(
  executable: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): string | undefined {
  if (executable === 'cmd')
    return translateCmd(after(words, /^\/[ck]$/i), { variables: new Map(Object.entries(env)), code: '0' });
  if (executable === 'powershell' || executable === 'pwsh')
    return powershellScript(after(words, /^-c(?:ommand)?$/i));
  return undefined;
}

function after(words: readonly string[], flag: RegExp): string {
  return words.slice(words.findIndex(word => flag.test(word)) + 1).join(' ');
}

function powershellScript(script: string): string {
  return slashes(script)
    .replace(/\$env:(\w+)/gi, '${$1}')
    .replace(/\bStart-Sleep(?:\s+-s(?:econds)?)?\b/gi, 'sleep')
    .replace(/\bWrite-(?:Host|Output)\b/gi, 'echo')
    .replace(/\bwhile\s*\(\s*\$true\s*\)\s*\{([^{}]*)\}/gi, 'while true; do $1; done')
    .replace(/;\s*;/g, ';');
}

/** A backslash is a plain character there. */
const slashes = (script: string) => script.replace(/\\/g, '\\\\');
