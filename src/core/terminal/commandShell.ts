import type { OsType } from '../model/containerGroup.ts';
import { cmdInputLine } from './cmdInputLine.ts';
import { shInputLine } from './shInputLine.ts';

/**
 * ACI runs one program without arguments, and tells neither its end nor its exit code (docs/azure-facts.md, "Attach and
 * exec"). So a command line is typed into a shell, between two markers.
 */
export interface CommandShell {
  readonly program: string;
  /** The line to type for a command, Enter included. */
  readonly inputLine: (command: string, nonce: string) => string;
  /** Of what is typed in one line, this much arrives (characters). */
  readonly longestLine: number;
}

/** The shell that images of each system have. */
export const commandShells: Readonly<Record<OsType, CommandShell>> = {
  // A terminal of Linux drops what goes beyond 4,095 bytes (`N_TTY_BUF_SIZE`), unless the shell edits its lines itself.
  Linux: { program: '/bin/sh', inputLine: shInputLine, longestLine: 4_000 },
  // `cmd` takes lines of 8,191 characters.
  Windows: { program: 'cmd.exe', inputLine: cmdInputLine, longestLine: 8_000 },
};

/** Whether a command is too long to be typed in one line. */
export function isTooLong(command: string, { inputLine, longestLine }: CommandShell): boolean {
  return inputLine(command, 'x'.repeat(36)).length > longestLine;
}
