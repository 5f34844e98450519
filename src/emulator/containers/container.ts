import type { Clock } from '../clock.ts';
import { execProgram } from './processes/exec.ts';
import { createExecProcesses } from './processes/execProcesses.ts';
import { backOffSeconds, durations } from './durations.ts';
import type { EventLog } from './eventLog.ts';
import { createFileSystem, type Mount } from './volumes/fileSystem.ts';
import { watchProbes } from './probes.ts';
import { endAsync, startContainerRun, type ContainerRun } from './containerRun.ts';
import { executableOf } from './images/entryPoint.ts';
import type { Image, Program } from './processes/program.ts';
import { pullImage } from './images/imagePull.ts';
import type { ContainerSpec, RestartPolicy } from './groups/groupPlan.ts';
import { stateJson, type ContainerState } from './containerState.ts';
import type { JsonObject } from '../json.ts';
import type { AttachSink, ContainerSwitches, ExecProcess, TerminalSize } from './runtime.ts';

/** `idle`: not launched yet. `started`: has run at least once. `finished`: has ended and is not restarted. */
export type Phase = 'idle' | 'launching' | 'started' | 'finished';

export interface Container {
  readonly name: string;
  readonly phase: Phase;
  readonly running: boolean;
  /** Of the last run, undefined while none has ended by itself. */
  readonly exitCode: number | undefined;
  /** When the last run ended by itself, ms since the epoch. */
  readonly finishedAt: number | undefined;
  readonly events: EventLog;
  view(): JsonObject;
  /** Pulls the image, unless it is there, and starts the container. */
  launch(): void;
  /** As `stop` of the group leaves it; `detail` says why. */
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

export function createContainer(deps: ContainerDeps): Container {
  const { clock, switches, spec, image, events } = deps;
  let phase: Phase = 'idle';
  let current: ContainerState = { kind: 'Waiting', detail: 'ContainerCreating' };
  let previous: ContainerState | undefined;
  let exitCode: number | undefined;
  let restartCount = 0;
  /** Runs that ended too soon, one after another: the back-off grows with them. */
  let endsInARow = 0;
  let pulled = false;
  let run: ContainerRun | undefined;
  const execs = createExecProcesses(clock);
  let cancel: () => void = () => undefined;
  let stopProbes: () => void = () => undefined;

  const env = { PATH, HOSTNAME: deps.hostname, ...image.env, ...spec.env };
  /** What a container writes beside its volumes is lost when it restarts. */
  const freshFiles = () => createFileSystem(deps.mounts, { entries: new Map(image.files) });
  let files = freshFiles();
  const context = () => ({
    env,
    hostname: deps.hostname,
    files,
    directory: image.directory ?? '',
    executable: (name: string) => executableOf(image, name),
    now: () => clock.now(),
  });

  const later = (ms: number, action: () => void, atLeastMs = 0) => {
    cancel = clock.after(Math.max(ms * switches.pace, atLeastMs), action);
  };
  const addEvent = (name: string, message: string, type?: 'Warning') =>
    events.add(clock.now(), name, message, type);
  const enter = (next: Phase) => {
    phase = next;
    deps.changed();
  };

  function begin(): void {
    if (current.kind === 'Terminated') previous = current;
    const startTime = clock.now();
    current = { kind: 'Running', startTime };
    if (!deps.program) {
      addEvent('Failed', notFound(spec.command[0] ?? ''), 'Warning');
      exited(startTime, 127);
      return;
    }
    addEvent('Started', 'Started container');
    files = freshFiles();
    run = startContainerRun(clock, switches, deps.program(context()), code => exited(startTime, code));
    stopProbes = watchProbes(
      { clock, spec, context, addEvent },
      { unhealthy: () => killUnhealthy(startTime) },
    );
    enter('started');
  }

  function killUnhealthy(startTime: number): void {
    addEvent('Killing', `Container ${spec.name} failed liveness probe, will be restarted`);
    run?.kill();
    exited(startTime, 137);
  }

  function exited(startTime: number, code: number): void {
    stopProbes();
    execs.endAll();
    const finishTime = clock.now();
    exitCode = code;
    current = { kind: 'Terminated', startTime, exitCode: code, finishTime };
    // Recorded for a failure; a container that completed has no such event.
    if (code !== 0) addEvent('Killing', `Container ${spec.name} terminated with ExitCode ${code}.`);
    if (!isRestarted(deps, code, restartCount)) {
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
      addEvent('BackOff', 'Back-off restarting failed container', 'Warning');
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
    if (current.kind === 'Running')
      addEvent('Killing', `Killing container ${spec.name} (platform initiated).`);
    run?.kill();
    execs.endAll();
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
      const start = () => later(durations.start, begin);
      if (pulled) start();
      else {
        pullImage({ reference: spec.image, image, later, addEvent }, () => {
          pulled = true;
          start();
        });
      }
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
    logs: options => run?.logs(options) ?? '',
    attach: to => run?.attach(to) ?? endAsync(clock, to),
    exec(program, size, to) {
      if (current.kind !== 'Running') return { input: () => undefined, close: endAsync(clock, to) };
      return execs.start({ program: execProgram(image, deps.os, program), context: context(), size }, to);
    },
    dispose() {
      cancel();
      stopProbes();
      run?.kill();
      execs.endAll();
    },
  };
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function isRestarted(
  { restartPolicy, isInit, switches }: ContainerDeps,
  code: number,
  restartCount: number,
): boolean {
  if (restartPolicy === 'Never') return code !== 0 && restartCount < switches.restartsDespiteNever;
  return code !== 0 || (restartPolicy === 'Always' && !isInit);
}

/** Newer recordings lack `events` before the first one; so does this. */
const listed = (events: JsonObject[]) => (events.length > 0 ? { events } : {});

const notFound = (executable: string) =>
  'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create ' +
  `failed: unable to start container process: exec: "${executable}": executable file not found in $PATH: unknown`;
