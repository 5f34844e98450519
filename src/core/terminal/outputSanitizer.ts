/**
 * Makes a program's output safe for a terminal. A terminal does more than draw: by an operating system command
 * (OSC, ECMA-48 §8.3.89) a program can have it read the clipboard and send it back, write the clipboard, report a
 * folder or a command line to the editor, notify, or draw a link that says one thing and leads to another. A program in
 * a container is not one of this machine's: it may set titles and colours, and everything else is left out.
 */
export interface OutputSanitizer {
  /** What may be written now; an incomplete command is held back until its end. */
  push(text: string): string;
}

/** Titles (0 to 2); colours of the palette, the text, the background and the cursor, and back to what they were. */
const harmless = /^(?:[0124]|1[012]|104|11[012])(?:;|$)/;
/** A longer command is left out: none of the harmless ones comes near (characters). */
const longest = 4_096;
const escape = '\x1b';
/**
 * Ends a string, or nothing. Stands for what is left out, so that whatever was open before it ends as it would have.
 */
const terminator = '\x1b\\';

/**
 * - `text`: nothing is open that could become a command.
 * - `escape`: an escape waits for what follows it.
 * - `command`: within a command.
 */
type Phase = 'text' | 'escape' | 'command';

export function createOutputSanitizer(): OutputSanitizer {
  let phase: Phase = 'text';
  let command = '';

  /** Ends a command: what of it may be written. */
  function ended(by: string): string {
    const shown = command.length <= longest && harmless.test(command);
    const text = shown ? `${escape}]${command}${by}` : terminator;
    command = '';
    return text;
  }

  function inText(char: string): string {
    if (char === escape) phase = 'escape';
    else if (char === '\x9d') phase = 'command';
    else return char;
    return '';
  }

  /** Controls act at once, and what follows them still belongs to the escape. */
  function afterEscape(char: string): string {
    if (char === escape || char === '\x7f') return '';
    if (char === ']' || char === '\x9d') {
      phase = 'command';
      return '';
    }
    if (char < ' ' && char !== '\x18' && char !== '\x1a') return char;
    phase = 'text';
    return escape + char;
  }

  function inCommand(char: string): string {
    if (char >= ' ' && (char < '\x80' || char > '\x9f')) {
      if (command.length <= longest) command += char;
      return '';
    }
    if (char === '\x07' || char === '\x9c') {
      phase = 'text';
      return ended('\x07');
    }
    if (char === escape) {
      phase = 'escape';
      return ended('');
    }
    if (char < ' ' && char !== '\x18' && char !== '\x1a') return '';
    command = '';
    phase = 'text';
    return terminator + inText(char);
  }

  const steps: Readonly<Record<Phase, (char: string) => string>> = {
    text: inText,
    escape: afterEscape,
    command: inCommand,
  };

  return {
    push(text) {
      if (phase === 'text' && !/[\x1b\x9d]/.test(text)) return text;
      let shown = '';
      for (const char of text) shown += steps[phase](char);
      return shown;
    },
  };
}
