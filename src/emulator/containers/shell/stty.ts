import { writeError, write, type ProgramRun } from '../processes/program.ts';
import type { Shell } from './shell.ts';

/** The terminal's settings, as far as the emulator has any: its size and whether typing is shown. */
export function* stty({ terminal }: Shell, words: readonly string[]): ProgramRun {
  if (!terminal) {
    yield writeError('stty: standard input: Inappropriate ioctl for device\n');
    return 1;
  }
  if (words.length === 0 || words[0] === '-a') {
    yield write(`speed 38400 baud; rows ${terminal.rows}; columns ${terminal.columns}; line = 0;\n`);
    return 0;
  }
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === 'size') yield write(`${terminal.rows} ${terminal.columns}\n`);
    else if (word === 'echo' || word === '-echo') terminal.echo = word === 'echo';
    else if (word === 'sane') terminal.echo = true;
    else {
      const number = /^\d+$/.test(left[0] ?? '') ? Number(left.shift()) : undefined;
      if (number !== undefined && word === 'rows') terminal.rows = number;
      else if (number !== undefined && /^col(?:umn)?s$/.test(word)) terminal.columns = number;
      else {
        yield writeError(`stty: invalid argument '${word}'\n`);
        return 1;
      }
    }
  }
  return 0;
}
