/**
 * The line to type into Windows' `cmd.exe`, Enter included. A caret within each marker keeps it apart in what the
 * terminal shows of the typing. The command is handed to another `cmd` without input, which ends by itself.
 *
 * `set /p` writes without a line end. `call` reads its words once more, so that the exit code is that of the command
 * before it, and not of the time when the line was typed.
 */
export function cmdInputLine(command: string, nonce: string): string {
  const begin = `<nul set /p =[[aci-beg^in ${nonce}]]`;
  const run = `cmd /d /s /c ^"${escaped(command)}^" <nul`;
  const end = `call echo [[aci-^end ${nonce}:%^errorlevel%]]`;
  return `${begin}& ${run} & ${end}& exit\r`;
}

/**
 * A caret before each character: what means something to the shell that reads the line (`&`, `"`, `%PATH%`) then
 * means it only to the one that runs the command. Control characters can't be typed (a tab would complete).
 */
function escaped(command: string): string {
  return command.replace(/[\u0000-\u001F\u007F]+/g, ' ').replace(/[^ ]/gu, '^$&');
}
