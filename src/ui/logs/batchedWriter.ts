/** How long text is gathered before it is handed on, in ms: a chatty log must not make a call per line. */
const flushDelay = 20;

/** Gathers small texts into few larger ones; `flush` hands on what is left, and at once. */
export function createBatchedWriter(handOn: (text: string) => void): {
  write(text: string): void;
  flush(): void;
} {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    handOn(text);
  };
  return {
    write(text) {
      waiting.push(text);
      timer ??= setTimeout(flush, flushDelay);
    },
    flush,
  };
}
