import type { Follower } from './playStory.ts';
import { containerRef } from './fakeLogService.ts';

/**
 * What one would write first: read the log once, then glue the socket's text to it by the longest overlap, and do the
 * same after every reconnect. Looks right; loses and repeats lines.
 */
export const gluesByLongestOverlap: Follower = async function* (source, { tail }, clock, signal) {
  let printed = '';
  const glue = (text: string) => {
    let overlap = Math.min(printed.length, text.length);
    while (!printed.endsWith(text.slice(0, overlap))) overlap--;
    const fresh = text.slice(overlap);
    printed += fresh;
    return fresh;
  };
  let open = '';
  const toItems = (text: string) => {
    const lines = (open + text).split('\n');
    open = lines.pop() ?? '';
    return lines.map(line => ({ kind: 'line', text: line.replace(/\r$/, ''), time: undefined }) as const);
  };
  for (;;) {
    try {
      const options = { timestamps: true, ...(tail === 0 ? {} : { tail }) };
      const { content } = await source.readLogs(containerRef, options, signal);
      yield* toItems(glue(content.replace(/^\S+Z /gm, '')));
      const decoder = new TextDecoder();
      for await (const bytes of await source.attach(containerRef, signal)) {
        const text = decoder.decode(bytes, { stream: true });
        printed += text;
        yield* toItems(text);
      }
    } catch {
      if (signal.aborted) return;
    }
    try {
      await clock.sleep(1000, signal);
    } catch {
      return;
    }
  }
};
