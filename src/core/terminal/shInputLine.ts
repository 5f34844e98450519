/**
 * The line to type into `/bin/sh`, Enter included. The terminal shows what is typed as well: there each marker is in
 * two quoted halves, so that only the shell's own output has it in one piece, however the shown line is wrapped.
 *
 * The command gets no input, so that it can neither wait for any nor take what is typed; its shell is another one, so
 * that a syntax error or an `exit` ends only that. Its code is kept at once: a shell that begins with `set -e` goes
 * on. Afterwards the shell ends.
 */
export function shInputLine(command: string, nonce: string): string {
  const run = `/bin/sh -c "$(printf %b '${escaped(command)}')" </dev/null`;
  const begin = `printf '%s%s' '[[aci-begin ' '${nonce}]]'`;
  const end = `printf '%s%s%d]]' '[[aci-end ' '${nonce}:' $c`;
  return ` c=0; ${begin}; ${run} || c=$?; ${end}; exit\r`;
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
