/** Counts what a channel is given of numbered lines. */

export interface FloodCount {
  /** Lines and notes. */
  readonly lines: number;
  readonly characters: number;
  readonly gaps: number;
  /** Numbers that were passed over, with a mark of a gap before the next. */
  readonly linesMarkedLost: number;
  /** Lines that don't follow the one before them, without a mark. */
  readonly unmarked: number;
}

export interface FloodCounter {
  append(text: string): void;
  count(): FloodCount;
}

export function createFloodCounter(gapText: string, areNumbered: boolean): FloodCounter {
  let [lines, characters, gaps, linesMarkedLost, unmarked] = [0, 0, 0, 0, 0];
  let last: number | undefined;
  let isAfterGap = false;

  function line(text: string): void {
    lines++;
    if (text === gapText) {
      gaps++;
      isAfterGap = true;
      return;
    }
    if (!areNumbered || text.startsWith('──')) return;
    const number = Number.parseInt(text);
    if (last !== undefined && number !== last + 1) {
      if (isAfterGap && number > last) linesMarkedLost += number - last - 1;
      else unmarked++;
    }
    last = number;
    isAfterGap = false;
  }

  return {
    append(text) {
      characters += text.length;
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
        line(text.slice(from, at));
        from = at + 1;
      }
    },
    count: () => ({ lines, characters, gaps, linesMarkedLost, unmarked }),
  };
}
