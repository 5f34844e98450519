import stripAnsi from 'strip-ansi';

/* Everything below the blank but the tab, DEL and the C1 controls; and what breaks lines or turns text around. */
const harmful = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/**
 * A log line as it may be shown: without colours and cursor movements, and without control characters. Of a line
 * that wrote over itself with carriage returns (progress bars) only what was seen last is left.
 */
export function cleanLine(text: string): string {
  return afterLastCarriageReturn(stripAnsi(text)).replace(harmful, '');
}

/** How our own lines begin, also with blanks, unseen characters or look-alikes of the dashes, or our mark before them. */
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
