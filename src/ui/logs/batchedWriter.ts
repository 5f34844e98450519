/** How long text is gathered before it is handed on, in ms: a chatty log must not make a call per line. */
const flushDelay = 20;
/** Text that waits to be handed on (UTF-16 units) at which whoever writes has to wait: 12 MB a second at most. */
const mostWaiting = 256 * 1024;

export interface BatchedWriter {
  write(text: string): void;
  /** Undefined: there is room for more. Else resolves when there is. */
  room(): Promise<void> | undefined;
  /** Hands on what is left, at once. */
  flush(): void;
}

/** Gathers small texts into few larger ones, of which each turn of the event loop is given one. */
export function createBatchedWriter(handOn: (text: string) => void): BatchedWriter {
  let waiting: string[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | undefined;
  let flushed: (() => void)[] = [];
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting.join('');
    const waitedFor = flushed;
    [waiting, length, flushed] = [[], 0, []];
    if (text !== '') handOn(text);
    for (const go of waitedFor) go();
  };
  return {
    write(text) {
      waiting.push(text);
      length += text.length;
      timer ??= setTimeout(flush, flushDelay);
    },
    room: () => (length < mostWaiting ? undefined : new Promise(resolve => flushed.push(resolve))),
    flush,
  };
}
