import { collapseReplacements, splitIntoPieces, pieceLength } from '../snapshot/lineText.ts';

/** Turns one socket's bytes into lines. */
export interface LineDecoder {
  /** The lines that `bytes` complete, without their ends (`\n`, `\r\n`); very long ones in pieces. */
  push(bytes: Uint8Array): string[];
  /** The beginning of the line that isn't complete yet. */
  partial(): string;
}

export function createLineDecoder(): LineDecoder {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  // The open line is a list of pieces: joining a 4 MB line once is cheap, growing it frame by frame is not.
  let pieces: string[] = [];
  let length = 0;
  let endsInReplacement = false;
  /** A `\r` at the end of a frame: a line end if `\n` follows, text otherwise. */
  let heldReturn = false;

  function add(text: string): void {
    if (text === '') return;
    const own = endsInReplacement ? text.replace(/^\uFFFD+/, '') : text;
    if (own === '') return;
    pieces.push(own);
    length += own.length;
    endsInReplacement = own.endsWith('\uFFFD');
  }

  function take(): string {
    const text = pieces.join('');
    pieces = [];
    length = 0;
    endsInReplacement = false;
    return text;
  }

  function cutPieces(lines: string[]): void {
    if (length <= pieceLength) return;
    const cut = splitIntoPieces(take());
    const rest = cut.pop();
    lines.push(...cut);
    if (rest !== undefined) add(rest);
  }

  return {
    push(bytes) {
      const lines: string[] = [];
      const decoded = (heldReturn ? '\r' : '') + utf8.decode(bytes, { stream: true });
      heldReturn = decoded.endsWith('\r');
      const segments = collapseReplacements(heldReturn ? decoded.slice(0, -1) : decoded).split('\n');
      const open = segments.pop() ?? '';
      for (const segment of segments) {
        add(segment.endsWith('\r') ? segment.slice(0, -1) : segment);
        cutPieces(lines);
        lines.push(take());
      }
      add(open);
      cutPieces(lines);
      return lines;
    },
    partial() {
      pieces = [pieces.join('')];
      return (pieces[0] ?? '') + (heldReturn ? '\r' : '');
    },
  };
}
