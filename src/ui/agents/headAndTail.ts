/** Output that may be endless, for an answer that may not: its beginning and its end, and how much is left out. */
import { type Frame, frameUntrusted, untrustedLines } from './untrustedText.ts';

/** Characters that are kept of the beginning and of the end. */
const longestHead = 4_000;
const longestTail = 8_000;
/** Of a line no more than this is looked at (characters). */
const longestRawLine = 10_000;

export interface HeadAndTail {
  /** Whole lines, one below the other. */
  push(text: string): void;
  /** `known`: values that are secret. */
  end(known?: readonly string[]): BoundedOutput;
}

export interface BoundedOutput {
  /** Without secrets and without what isn't seen; a line in its middle says what is left out. */
  readonly lines: readonly string[];
  readonly leftOut: number;
}

export function createHeadAndTail(): HeadAndTail {
  const head: string[] = [];
  let tail: string[] = [];
  let headSize = 0;
  let tailSize = 0;
  let leftOut = 0;

  function add(whole: string): void {
    const line = whole.slice(0, longestRawLine);
    if (leftOut === 0 && tail.length === 0 && headSize + line.length < longestHead) {
      headSize += line.length + 1;
      head.push(line);
      return;
    }
    tailSize += line.length + 1;
    tail.push(line);
    let drop = 0;
    while (tailSize > longestTail && drop < tail.length - 1) tailSize -= (tail[drop++]?.length ?? 0) + 1;
    leftOut += drop;
    if (drop > 0) tail = tail.slice(drop);
  }

  return {
    push(text) {
      for (const line of text.replace(/\n$/, '').split('\n')) add(line);
    },
    end(known = []) {
      const cut = leftOut === 1 ? '… 1 line is left out here …' : `… ${leftOut} lines are left out here …`;
      const lines = leftOut > 0 ? [...head, cut, ...tail] : [...head, ...tail];
      return { lines: untrustedLines(lines, known), leftOut };
    },
  };
}

/** The output between marks that it can't write itself; `howToGetRest`: told where something is left out. */
export function framedOutput(
  what: string,
  { lines, leftOut }: BoundedOutput,
  howToGetRest: string,
): readonly string[] {
  if (lines.length === 0) return [`${what}: none.`];
  const { begin, end }: Frame = frameUntrusted(what);
  return [begin, ...lines, end, ...(leftOut > 0 ? [howToGetRest] : [])];
}
