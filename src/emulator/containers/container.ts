import type { Clock } from '../clock.ts';
import { execProgram, startExec } from './processes/exec.ts';
import { backOffSeconds, durations, pullDuration } from './durations.ts';
import type { EventLog } from './eventLog.ts';
import { createFileSystem, type Mount } from './volumes/fileSystem.ts';
import { hexOf } from '../hash.ts';
import { probeFailure, watchProbe } from './probes.ts';
import { endAsync, startContainerRun, type ContainerRun } from './containerRun.ts';
import type { Image, Program } from './processes/program.ts';
import { splitReference } from './images/imageReference.ts';
import type { ContainerSpec, RestartPolicy } from './groups/groupPlan.ts';
import { stateJson, type ContainerState } from './containerState.ts';
import type { AttachSink, ContainerSwitches, ExecProcess, TerminalSize } from './runtime.ts';
import type { JsonObject } from '../json.ts';

/** `idle`: not launched yet. `started`: has run at least once. `finished`: has ended and stays so. */
export type Phase = 'idle' | 'launching' | 'started' | 'finished';

export interface Container {
  readonly name: string;
  readonly phase: Phase;
  readonly running: boolean;
  /** Of the last life, undefined while none has ended by itself. */
  readonly exitCode: number | undefined;
  /** When the last life ended by itself, ms since the epoch. */
  readonly finishedAt: number | undefined;
  readonly events: EventLog;
  view(): JsonObject;
  /** Pulls the image, unless it is there, and starts the container. */
  launch(): void;
  /** As `stop` of the group leaves it; `detail` says who wanted it. */
  stop(detail?: string): void;
  /** Kills it and makes it ready for another launch; the image is pulled again unless kept. */
  reset(keepImage: boolean): void;
  logs(options: { tail?: number; timestamps: boolean }): string;
  attach(to: AttachSink): () => void;
  exec(program: string, size: TerminalSize, to: AttachSink): ExecProcess;
  /** Ends timers and sockets, silently. */
  dispose(): void;
}

export interface ContainerDeps {
  readonly clock: Clock;
  readonly switches: ContainerSwitches;
  readonly spec: ContainerSpec;
  readonly mounts: readonly Mount[];
  readonly hostname: string;
  readonly os: 'Linux' | 'Windows';
  readonly image: Image;
  /** What the container runs; undefined where its command names no executable of the image. */
  readonly program: Program | undefined;
  readonly restartPolicy: RestartPolicy;
  /** Init containers are done when they end with 0. */
  readonly isInit: boolean;
  readonly events: EventLog;
  /** The phase has changed. */
  readonly changed: () => void;
}

export function createContainer(parts: ContainerDeps): Container {
  const { clock, switches, spec, image, events } = parts;
  const pinned = pinnedReference(spec.image);
  let phase: Phase = 'idle';
  let current: ContainerState = { kind: 'Waiting', detail: 'ContainerCreating' };
  let previous: ContainerState | undefined;
  let exitCode: number | undefined;
  let restartCount = 0;
  let endsInARow = 0;
  let pulled = false;
  let incarnation: ContainerRun | undefined;
  const execs = new Map<ExecProcess, AttachSink>();
  let cancel: () => void = () => undefined;
  let stopProbes: () => void = () => undefined;

  const env = { PATH, HOSTNAME: parts.hostname, ...spec.env };
  /** What a container writes beside its volumes is gone with it. */
  let files = createFileSystem(parts.mounts);
  const world = () => ({ env, hostname: parts.hostname, files, now: () => clock.now() });

  const later = (ms: number, action: () => void, atLeastMs = 0) => {
    cancel = clock.after(Math.max(ms * switches.pace, atLeastMs), action);
  };
  const event = (name: string, message: string, type?: 'Warning') =>
    events.add(clock.now(), name, message, type);
  const enter = (next: Phase) => {
    phase = next;
    parts.changed();
  };

  function pull(attempt: number): void {
    event('Pulling', `pulling image "${pinned}"`);
    later(pullDuration(spec.image, image), () => {
      if (image.pullFails) pullFailed(attempt, image.pullFails);
      else {
        pulled = true;
        event('Pulled', `Successfully pulled image "${pinned}"`);
        later(durations.start, begin);
      }
    });
  }

  function pullFailed(attempt: number, why: NonNullable<Image['pullFails']>): void {
    event('Failed', `Failed to pull image "${spec.image}": ${pullFailure(spec.image, why)}`, 'Warning');
    event('BackOff', `Back-off pulling image "${spec.image}"`);
    later(1000 * backOffSeconds(attempt + 1), () => pull(attempt + 1), durations.shortestRetry);
  }

  function begin(): void {
    if (current.kind === 'Terminated') previous = current;
    const startTime = clock.now();
    current = { kind: 'Running', startTime };
    if (!parts.program) {
      event('Failed', notFound(spec.command[0] ?? ''), 'Warning');
      exited(startTime, 127);
      return;
    }
    event('Started', 'Started container');
    files = createFileSystem(parts.mounts);
    incarnation = startContainerRun(clock, switches, parts.program(world()), code => exited(startTime, code));
    stopProbes = startProbes(startTime);
    enter('started');
  }

  /** A liveness probe that fails too often has the container killed; a readiness probe is only told of. */
  function startProbes(startTime: number): () => void {
    const watch = (kind: 'Liveness' | 'Readiness', gaveUp: () => void) => {
      const probe = kind === 'Liveness' ? spec.liveness : spec.readiness;
      if (!probe) return () => undefined;
      const ask = () => probeFailure(probe, spec, world());
      const failed = (message: string) => event('Unhealthy', `${kind} probe failed: ${message}`, 'Warning');
      return watchProbe(clock, probe, ask, { failed, gaveUp });
    };
    const stops = [watch('Liveness', () => killUnhealthy(startTime)), watch('Readiness', () => undefined)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  function killUnhealthy(startTime: number): void {
    event('Killing', `Container ${spec.name} failed liveness probe, will be restarted`);
    incarnation?.kill();
    exited(startTime, 137);
  }

  /** What runs beside the container's own program ends with it. */
  function endExecs(): void {
    for (const [process, to] of execs) {
      process.close();
      to.end();
    }
    execs.clear();
  }

  function exec(program: string, size: TerminalSize, to: AttachSink): ExecProcess {
    if (current.kind !== 'Running') return { input: () => undefined, close: endAsync(clock, to) };
    const sink: AttachSink = {
      data: chunk => to.data(chunk),
      end: () => {
        execs.delete(process);
        to.end();
      },
    };
    const wanted = { program: execProgram(image, parts.os, program), world: world(), size };
    const started = startExec(clock, wanted, sink);
    const process: ExecProcess = {
      input: bytes => started.input(bytes),
      close: () => {
        execs.delete(process);
        started.close();
      },
    };
    execs.set(process, to);
    return process;
  }

  function exited(startTime: number, code: number): void {
    stopProbes();
    endExecs();
    const finishTime = clock.now();
    exitCode = code;
    current = { kind: 'Terminated', startTime, exitCode: code, finishTime };
    // Recorded for a failure; a container that completed has no such event.
    if (code !== 0) event('Killing', `Container ${spec.name} terminated with ExitCode ${code}.`);
    if (!isRestarted(parts, code)) {
      enter('finished');
      return;
    }
    if (finishTime - startTime >= durations.backOffReset) endsInARow = 0;
    waitForRestart(backOffSeconds(++endsInARow));
    enter('started');
  }

  function waitForRestart(seconds: number): void {
    if (seconds > 0) {
      previous = current;
      current = { kind: 'Waiting', detail: `CrashLoopBackOff: Back-off ${seconds}s restarting failed` };
      event('BackOff', 'Back-off restarting failed container', 'Warning');
    }
    const restart = () => {
      restartCount++;
      begin();
    };
    later(seconds > 0 ? seconds * 1000 : durations.start, restart, durations.shortestRetry);
  }

  function kill(): void {
    stopProbes();
    cancel();
    if (current.kind === 'Running') event('Killing', `Killing container ${spec.name} (platform initiated).`);
    incarnation?.kill();
    endExecs();
  }

  return {
    name: spec.name,
    events,
    get phase() {
      return phase;
    },
    get running() {
      return current.kind === 'Running';
    },
    get exitCode() {
      return exitCode;
    },
    get finishedAt() {
      return current.kind === 'Terminated' ? current.finishTime : undefined;
    },
    view: () => ({
      restartCount,
      currentState: stateJson(current),
      ...(previous && { previousState: stateJson(previous) }),
      ...listed(events.list()),
    }),
    launch() {
      phase = 'launching';
      if (pulled) later(durations.start, begin);
      else pull(1);
    },
    stop(detail = 'Container stopped per client request') {
      kill();
      previous = current;
      current = { kind: 'Stopped', finishTime: clock.now(), detail };
      phase = 'finished';
    },
    reset(keepImage) {
      kill();
      pulled &&= keepImage;
      current = { kind: 'Waiting', detail: 'ContainerCreating' };
      previous = undefined;
      exitCode = undefined;
      restartCount = 0;
      endsInARow = 0;
      phase = 'idle';
    },
    logs: options => incarnation?.logs(options) ?? '',
    attach: to => incarnation?.attach(to) ?? endAsync(clock, to),
    exec,
    dispose() {
      cancel();
      stopProbes();
      incarnation?.kill();
      endExecs();
    },
  };
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function isRestarted({ restartPolicy, isInit }: ContainerDeps, code: number): boolean {
  if (restartPolicy === 'Never') return false;
  return code !== 0 || (restartPolicy === 'Always' && !isInit);
}

/** Newer recordings lack `events` before the first one; so does this. */
const listed = (events: JsonObject[]) => (events.length > 0 ? { events } : {});

/** Events name an image by its digest, whatever the tag (recorded since about 2021). */
function pinnedReference(reference: string): string {
  const { repository, tag, digest } = splitReference(reference);
  return `${repository}@${digest ?? `sha256:${hexOf(`${repository}:${tag}`)}`}`;
}

/** As container runtimes put it; the first is documented (FACTS §3, GET), the others are what registries answer. */
function pullFailure(reference: string, why: NonNullable<Image['pullFails']>): string {
  const reasons: Record<typeof why, string> = {
    notFound: `rpc error: code 2 desc Error: image ${reference} not found`,
    denied:
      'rpc error: code = Unknown desc = failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized',
    rateLimited: 'rpc error: code = Unknown desc = toomanyrequests: You have reached your pull rate limit.',
  };
  return reasons[why];
}

const notFound = (executable: string) =>
  'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create ' +
  `failed: unable to start container process: exec: "${executable}": executable file not found in $PATH: unknown`;
