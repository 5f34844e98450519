/**
 * What does something in a foreign text instead of being shown: control characters (C0, DEL, C1; every escape sequence
 * of a terminal begins with one of them), what turns the direction of text, and the two separators that editors and
 * JavaScript take for line ends. For `replace` and `search`; what may stay (a tab, a line end) its user says.
 */
export const harmfulCharacter = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** As many of them as follow each other. */
export const harmfulRun = new RegExp(`${harmfulCharacter.source}+`, 'gu');
