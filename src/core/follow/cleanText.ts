/**
 * Escape sequences: CSI (colours, cursor), OSC and the other strings up to their end or the text's, two-character
 * ones. Each alternative eats at least its first two characters and never looks back, so that a hostile line of
 * megabytes costs no more than its length.
 */
const escapes =
  /[\u001b\u009b\u009d\u0090\u0098\u009e\u009f](?:(?<=\u001b)\[[0-?]*[ -/]*[@-~]?|(?<=\u009b)[0-?]*[ -/]*[@-~]?|(?:(?<=\u001b)[\]PX^_]|(?<=[\u009d\u0090\u0098\u009e\u009f]))[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?<=\u001b)[ -/]*[0-~]?)/g;

/** What is left of controls, and characters that reorder or hide text (Trojan Source): tabs stay. */
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A log line as it may be shown: without ANSI sequences and control characters. Of a line that was overwritten with
 * `\r` (progress bars), what a terminal would show last.
 */
export function cleanLine(text: string): string {
  return lastOverwrite(text.replace(escapes, '')).replace(controls, '');
}

function lastOverwrite(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\r') end--;
  const from = end === 0 ? -1 : text.lastIndexOf('\r', end - 1);
  return text.slice(from + 1, end);
}
