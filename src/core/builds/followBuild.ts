/** Follows a build in Azure: its log line by line, and what became of it. */
import type { Clock } from '../clock.ts';
import { isAbort, isTransient, toAciError } from '../errors.ts';
import type { Registry } from '../model/registry.ts';
import type { ImageBuildRun, ImageBuildsApi, RunState } from './imageBuildsApi.ts';

export type BuildFollowItem =
  | { readonly kind: 'line'; readonly text: string }
  /** The run's state changed: `Queued`, `Running`. */
  | { readonly kind: 'state'; readonly state: RunState }
  /** What comes next in the log may be missing. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'ended'; readonly run: ImageBuildRun };

/** How often the run is asked about (ms): as Microsoft's own tools do. */
const pollInterval = 5_000;
/** How long the log may go on after the run has ended (ms): it is written from elsewhere. */
const logDelay = 15_000;

const ended: ReadonlySet<RunState> = new Set(['Succeeded', 'Failed', 'Canceled', 'Error', 'Timeout']);

export function isEnded({ state }: Pick<ImageBuildRun, 'state'>): boolean {
  return ended.has(state);
}

/**
 * Ends with the run's end, after the log's. Throws `AciError` where the run can't be asked about; a log that can't be
 * read is a gap. Leaving the iteration ends every request.
 */
export async function* followBuild(
  builds: Pick<ImageBuildsApi, 'run' | 'log'>,
  registry: Registry,
  started: ImageBuildRun,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<BuildFollowItem, void, undefined> {
  const leaving = new AbortController();
  const both = AbortSignal.any([signal, leaving.signal]);
  const queue = createQueue();
  const watched = watchRun(builds, registry, started, clock, both, queue);
  const read = readLog(builds, registry, started.id, both, queue);
  void watched
    .then(async run => {
      const late = clock.sleep(logDelay, both).then(() => 'late' as const);
      const log = await Promise.race([read, late]);
      if (log !== 'complete') queue.push({ kind: 'gap' });
      queue.push({ kind: 'ended', run });
      queue.end();
    })
    .catch((error: unknown) => queue.fail(error));
  try {
    yield* queue.items();
  } finally {
    leaving.abort(new DOMException('Nobody follows the build any more.', 'AbortError'));
    await Promise.allSettled([watched, read]);
  }
}

async function watchRun(
  builds: Pick<ImageBuildsApi, 'run'>,
  registry: Registry,
  started: ImageBuildRun,
  clock: Clock,
  signal: AbortSignal,
  queue: Queue,
): Promise<ImageBuildRun> {
  let run = started;
  for (;;) {
    if (isEnded(run)) return run;
    queue.push({ kind: 'state', state: run.state });
    const { state } = run;
    while (run.state === state) {
      await clock.sleep(pollInterval, signal);
      run = await readPatiently(() => builds.run(registry, started.id, signal), run);
    }
  }
}

/** A question that got no answer is asked again at the next turn. */
async function readPatiently(
  read: () => Promise<ImageBuildRun>,
  known: ImageBuildRun,
): Promise<ImageBuildRun> {
  try {
    return await read();
  } catch (error) {
    if (isAbort(error) || !isTransient(toAciError(error))) throw error;
    return known;
  }
}

/** Lines longer than this come in parts (characters). */
const longestLine = 65_536;

async function readLog(
  builds: Pick<ImageBuildsApi, 'log'>,
  registry: Registry,
  runId: string,
  signal: AbortSignal,
  queue: Queue,
): Promise<'complete' | 'broken'> {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) queue.push({ kind: 'line', text: line.replace(/\r$/, '') });
  };
  try {
    for await (const bytes of builds.log(registry, runId, signal))
      take(decoder.decode(bytes, { stream: true }));
    take(decoder.decode());
    if (rest !== '') take('\n');
    return 'complete';
  } catch {
    if (rest !== '') take('\n');
    return 'broken'; // the run itself says how it went
  }
}

/** Items of two sources for one reader. */
interface Queue {
  push(item: BuildFollowItem): void;
  end(): void;
  fail(error: unknown): void;
  items(): AsyncGenerator<BuildFollowItem, void, undefined>;
}

function createQueue(): Queue {
  const waiting: BuildFollowItem[] = [];
  let closed: { readonly error?: unknown } | undefined;
  let wake: () => void = () => undefined;
  const close = (end: { readonly error?: unknown }) => {
    closed ??= end;
    wake();
  };
  return {
    push(item) {
      waiting.push(item);
      wake();
    },
    end: () => close({}),
    fail: error => close({ error }),
    async *items() {
      for (;;) {
        const item = waiting.shift();
        if (item) yield item;
        else if (closed) {
          if ('error' in closed) throw closed.error;
          return;
        } else
          await new Promise<void>(resolve => {
            wake = resolve;
          });
      }
    },
  };
}
