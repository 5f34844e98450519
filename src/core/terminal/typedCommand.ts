/**
 * ACI runs one program without arguments, and tells neither its end nor its exit code (FACTS §4). So a command line is
 * typed into `/bin/sh`, between two markers. The terminal shows what is typed as well: there each marker is in two
 * quoted halves, so that only the shell's own output has it in one piece, however the shown line is wrapped.
 */

/** What stands right before and right after the command's own output; the exit code and `]]` follow the latter. */
export function markers(nonce: string): { readonly begin: string; readonly end: string } {
  return { begin: `[[aci-begin ${nonce}]]`, end: `[[aci-end ${nonce}:` };
}

/**
 * A terminal drops what goes beyond 4,095 bytes of a line (Linux, `N_TTY_BUF_SIZE`), unless the shell edits its lines
 * itself.
 */
const longestLine = 4_000;

/** Whether a command is too long to be typed in one line. */
export function isTooLong(command: string): boolean {
  return typedCommand(command, 'x'.repeat(36)).length > longestLine;
}

/**
 * The line to type, Enter included. The command gets no input, so that it can neither wait for any nor take what is
 * typed; its shell is another one, so that a syntax error or an `exit` ends only that. Afterwards the shell ends.
 */
export function typedCommand(command: string, nonce: string): string {
  const run = `/bin/sh -c "$(printf %b '${escaped(command)}')" </dev/null`;
  const begin = `printf '%s%s' '[[aci-begin ' '${nonce}]]'`;
  const end = `printf '%s%s%d]]' '[[aci-end ' '${nonce}:' $?`;
  return ` ${begin}; ${run}; ${end}; exit\r`;
}

/**
 * For `printf %b` in single quotes. Octal for quotes, `!` (history), control characters (a tab would complete) and
 * all that isn't ASCII (not every line editor takes it).
 */
function escaped(command: string): string {
  return [...new TextEncoder().encode(command)]
    .map(byte => {
      const char = String.fromCharCode(byte);
      if (char === '\\') return '\\\\';
      return /[ -~]/.test(char) && !/['!]/.test(char) ? char : `\\0${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}
