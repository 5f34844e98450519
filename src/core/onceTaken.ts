/**
 * The steps of something that Azure is asked to do. Until Azure has taken it (`isTaken`) nothing is called off: a
 * request that is under way arrives all the same, and nobody would know what has become of it. From then on aborting
 * ends the watching, never the work. Throws what `begin` throws, and the signal's reason before anything is sent.
 */
export async function* onceTaken<Step>(
  begin: (signal: AbortSignal) => AsyncIterable<Step>,
  isTaken: (step: Step) => boolean,
  signal: AbortSignal,
): AsyncGenerator<Step, void, undefined> {
  signal.throwIfAborted();
  const watching = new AbortController();
  let taken = false;
  const stop = () => {
    if (taken && signal.aborted) watching.abort(signal.reason);
  };
  signal.addEventListener('abort', stop);
  try {
    for await (const step of begin(watching.signal)) {
      taken ||= isTaken(step);
      yield step;
      stop();
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
