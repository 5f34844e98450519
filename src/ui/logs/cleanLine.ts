import stripAnsi from 'strip-ansi';
import { harmfulCharacter } from '../../core/harmfulCharacters.ts';

/**
 * A log line as it may be shown: without colours and cursor movements, and without harmful characters but the tab. Of a
 * line that wrote over itself with carriage returns (progress bars) only what was seen last is left.
 */
export function cleanLine(text: string): string {
  return afterLastCarriageReturn(stripAnsi(text)).replace(harmfulCharacter, character =>
    character === '\t' ? character : '',
  );
}

/**
 * How our own lines begin, also with blanks, unseen characters or look-alikes of the dashes, or our mark before them.
 */
const likeNotice =
  /^[\s\p{Cf}\u2800\u3164\u115F\u1160\uFFA0]*\\*[\s\p{Cf}\u2800\u3164\u115F\u1160\uFFA0]*[─━—―⎯–═⎼]\p{Cf}*[─━—―⎯–═⎼](?!\p{Cf}*[─━—―⎯–═⎼])/u;

/**
 * A line of a container's log, cleaned. Lines about a log begin with `──` (`remarkText`): a container could write the
 * same, and have its reader believe that the group was deleted, or that a gap is one. So what begins like them gets a
 * backslash in front; so does what begins with that, and nothing is lost.
 */
export function escapeLogLine(text: string): string {
  const clean = cleanLine(text);
  return likeNotice.test(clean) ? `\\${clean}` : clean;
}

function afterLastCarriageReturn(text: string): string {
  const end = text.replace(/\r+$/, '');
  return end.slice(end.lastIndexOf('\r') + 1);
}
