/** How log text becomes lines: one rule for snapshot and socket, so that their lines compare equal. */

/** A line longer than this many UTF-16 units is given out in pieces of this size. */
export const pieceLength = 64 * 1024;

/** Invalid bytes become one U+FFFD or several, depending on who decodes: a run counts as one. */
export function collapseReplacements(text: string): string {
  return text.includes('\uFFFD\uFFFD') ? text.replace(/\uFFFD+/g, '\uFFFD') : text;
}

/**
 * Cuts what is longer than `pieceLength` off in pieces, never between the halves of a surrogate pair.
 * The last answer is what remains: at most `pieceLength` long.
 */
export function splitIntoPieces(text: string): string[] {
  const cut: string[] = [];
  let from = 0;
  while (text.length - from > pieceLength) {
    const last = text.charCodeAt(from + pieceLength - 1);
    const size = last >= 0xd800 && last < 0xdc00 ? pieceLength - 1 : pieceLength;
    cut.push(text.slice(from, from + size));
    from += size;
  }
  cut.push(from === 0 ? text : text.slice(from));
  return cut;
}
