/** The runs of registries: each waits, starts, runs on the clock, and leaves a log. */
import { randomBytes } from 'node:crypto';
import type { Blobs } from '../../blobStorage/blobs.ts';
import type { Clock } from '../../clock.ts';
import { startProcess } from '../../containers/processes/process.ts';
import { numberOf } from '../../hash.ts';
import { registryId, type Registries, type Registry } from '../registries.ts';
import type { BaseImage } from './baseImages.ts';
import { buildRun, noSource } from './buildRun.ts';
import type { BuildRequest } from './runRequest.ts';
import { readSource, SourceError, type Source } from './sourceArchive.ts';

/** Every state of a run (`RunStatus`); `Error` is a failure of the service itself. */
export type RunStatus =
  'Queued' | 'Started' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled' | 'Error' | 'Timeout';

export interface OutputImage {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

export interface Run {
  readonly id: string;
  readonly registryId: string;
  readonly request: BuildRequest;
  /** Who asked for it. */
  readonly caller: string;
  readonly status: RunStatus;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  readonly started?: number;
  readonly finished?: number;
  readonly outputImages: readonly OutputImage[];
  /** Why it has failed. */
  readonly error?: string;
  /** Its log's path in the blob storage. */
  readonly log: string;
}

export interface RunsDeps {
  readonly clock: Clock;
  readonly blobs: Blobs;
  readonly registries: Registries;
  readonly findBase: (reference: string, owner: string) => BaseImage | string;
  readonly pace: () => number;
  /** Whether the service itself fails. */
  readonly agentsFail: () => boolean;
}

export interface Runs {
  /** Newest first. */
  of(registry: Registry): Run[];
  /** Where source code is uploaded to: a path of the blob storage, and as `sourceLocation` names it. */
  newSource(registry: Registry): { readonly path: string; readonly relativePath: string };
  /** Reads the source code and puts a run in the queue. */
  schedule(registry: Registry, request: BuildRequest, caller: string, mayPush: boolean): Promise<Run>;
  /** Ends a run that has not ended. */
  cancel(run: Run): void;
  /** Ends every run, silently. */
  dispose(): void;
}

/** In ms, before the pace: until an agent is there, and until it works. */
const durations = { queue: 2000, start: 1000 };

export function createRuns(deps: RunsDeps): Runs {
  const { clock, blobs, registries, pace } = deps;
  const all = new Map<string, Run>();
  const stops = new Map<string, () => void>();
  const container = `container-${randomBytes(16).toString('hex')}`;
  const keyOf = ({ registryId: registry, id }: Run) => `${registry} ${id}`.toLowerCase();
  const set = (run: Run, changes: Partial<Run>): Run => {
    const changed = { ...(all.get(keyOf(run)) ?? run), ...changes, updated: clock.now() };
    all.set(keyOf(run), changed);
    return changed;
  };
  const of = (registry: Registry) => {
    const id = registryId(registry).toLowerCase();
    return [...all.values()].filter(run => run.registryId.toLowerCase() === id).reverse();
  };

  function later(run: Run, ms: number, action: () => void): void {
    stops.set(keyOf(run), clock.after(ms * pace(), action));
  }

  function end(run: Run, status: RunStatus, error?: string): void {
    const ended = all.get(keyOf(run)) ?? run;
    stops.get(keyOf(run))?.();
    stops.delete(keyOf(run));
    const { text, mark } = endings[status] ?? { text: '', mark: '' };
    const finished = clock.now();
    const after = duration(finished - (ended.started ?? ended.created));
    const why = error === undefined ? '' : `. Error: ${error}`;
    append(run, `\nRun ID: ${run.id} ${text} ${after}${why}\n`);
    blobs.setMetadata(run.log, { complete: mark });
    set(run, { status, finished, ...(error === undefined ? {} : { error }) });
  }

  function append(run: Run, text: string): void {
    blobs.append(run.log, text.replaceAll('\n', '\r\n'));
  }

  function work(run: Run, source: Source | undefined, mayPush: boolean): void {
    const registry = registries.all.find(each => registryId(each) === run.registryId);
    if (!registry) return;
    set(run, { status: 'Running', started: clock.now() });
    if (deps.agentsFail()) {
      end(run, 'Error', 'internal error');
      return;
    }
    const pushed: OutputImage[] = [];
    const program = buildRun({
      ...{ runId: run.id, request: run.request, registry, source, mayPush, pace },
      findBase: deps.findBase,
      now: () => clock.now(),
      push(image, repository, tag) {
        registries.push(registry, repository, tag, image, clock.now());
        pushed.push({ registry: registry.loginServer, repository, tag, digest: image.digest });
      },
    });
    const process = startProcess(clock, program, {
      write: text => append(run, text),
      exit(code) {
        if (code === 0) set(run, { outputImages: pushed });
        end(run, code === 0 ? 'Succeeded' : 'Failed', errorOf(code));
      },
    });
    const cancelTimeout = clock.after(run.request.timeoutSeconds * 1000, () => end(run, 'Timeout'));
    stops.set(keyOf(run), () => {
      process.kill();
      cancelTimeout();
    });
  }

  return {
    of,
    newSource() {
      const minute = new Date(clock.now()).toISOString().slice(0, 16).replaceAll(/[-:T]/g, '');
      const relativePath = `source/${minute}/${randomBytes(16).toString('hex')}.tar.gz`;
      return { path: `${container}/${relativePath}`, relativePath };
    },
    async schedule(registry, request, caller, mayPush) {
      const source = await sourceOf(blobs, `${container}/${request.sourceLocation}`);
      const id = `${prefix(registry)}${(of(registry).length + 1).toString(36)}`;
      const now = clock.now();
      const run: Run = {
        ...{ id, registryId: registryId(registry), request, caller, status: 'Queued' },
        ...{ created: now, updated: now, outputImages: [], log: `${container}/logs/${id}/rawtext.log` },
      };
      all.set(keyOf(run), run);
      later(run, durations.queue, () => {
        set(run, { status: 'Started' });
        later(run, durations.start, () => work(run, source, mayPush));
      });
      return run;
    },
    cancel(run) {
      if (!hasEnded(all.get(keyOf(run)) ?? run)) end(run, 'Canceled');
    },
    dispose() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

export function hasEnded({ status }: Run): boolean {
  return endings[status] !== undefined;
}

/** The last line of a log, and the mark in its metadata (azure-cli `_stream_utils.py`). */
const endings: Readonly<Partial<Record<RunStatus, { readonly text: string; readonly mark: string }>>> = {
  Succeeded: { text: 'was successful after', mark: 'succeeded' },
  Failed: { text: 'failed after', mark: 'failed' },
  Error: { text: 'failed after', mark: 'internalerror' },
  Canceled: { text: 'was canceled after', mark: 'canceled' },
  Timeout: { text: 'timed out after', mark: 'timedout' },
};

/** Azure/azure-cli#28151 and #25765. */
function errorOf(code: number): string | undefined {
  if (code === 0) return undefined;
  return code === noSource
    ? 'failed to download context. Please check if the URL is incorrect. If it has credentials, please check if they are expired'
    : 'failed during run, err: exit status 1';
}

/** `ca`, `cf`: run ids begin with two letters that a registry keeps. */
function prefix(registry: Registry): string {
  return `c${String.fromCharCode(97 + numberOf(registryId(registry).toLowerCase(), 8))}`;
}

/** As Go writes it: `19s`, `2m35s`. */
function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

/** Undefined where it was not uploaded, lies elsewhere, or is no archive. */
async function sourceOf(blobs: Blobs, path: string): Promise<Source | undefined> {
  const archive = blobs.get(path)?.content;
  if (!archive) return undefined;
  try {
    return await readSource(archive);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
