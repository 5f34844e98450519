/** Liveness and readiness probes of a simulated container. */
import type { Clock } from '../clock.ts';
import type { ContainerSpec, Probe } from './groups/groupPlan.ts';
import { runArguments } from './shell/interpreter.ts';
import { FatalError, type ProgramRun, type Step, type ProgramContext } from './processes/program.ts';

/** Most steps that a probe's command may take: one that never ends has to time out. */
const maxProbeSteps = 1_000;

interface ProbeDeps {
  readonly clock: Clock;
  readonly spec: ContainerSpec;
  /** The container as a probe's command finds it. */
  readonly context: () => ProgramContext;
  readonly addEvent: (name: string, message: string, type: 'Warning') => void;
}

/**
 * Runs a container's probes from now on; the returned function stops them. `unhealthy` is called when the liveness
 * probe has failed as often as it may: a readiness probe only leaves events.
 */
export function watchProbes(deps: ProbeDeps, on: { unhealthy(): void }): () => void {
  const { liveness, readiness } = deps.spec;
  const stops = [
    ...(liveness ? [watchProbe(deps, 'Liveness', liveness, () => on.unhealthy())] : []),
    ...(readiness ? [watchProbe(deps, 'Readiness', readiness, () => undefined)] : []),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function watchProbe(
  { clock, spec, context, addEvent }: ProbeDeps,
  kind: 'Liveness' | 'Readiness',
  probe: Probe,
  onLimit: () => void,
): () => void {
  let failuresInARow = 0;
  let cancel = clock.after(1000 * (probe.initialDelaySeconds + probe.periodSeconds), runProbe);
  function runProbe(): void {
    const failure = probeFailure(probe, spec, context());
    failuresInARow = failure === undefined ? 0 : failuresInARow + 1;
    cancel = clock.after(1000 * probe.periodSeconds, runProbe);
    if (failure !== undefined) addEvent('Unhealthy', `${kind} probe failed: ${failure}`, 'Warning');
    if (failuresInARow === probe.failureThreshold) onLimit();
  }
  return () => cancel();
}

/** Why the container does not pass; undefined when it does. A port answers when the container declares it. */
function probeFailure(probe: Probe, spec: ContainerSpec, context: ProgramContext): string | undefined {
  if (probe.exec) return commandFailure(probe.exec, context);
  if (!probe.httpGet) return undefined;
  const { port, path } = probe.httpGet;
  if (!spec.ports.includes(port)) {
    return `Get "http://10.240.0.4:${port}${path}": dial tcp 10.240.0.4:${port}: connect: connection refused`;
  }
  return /broken|missing/.test(path) ? 'HTTP probe failed with statuscode: 500' : undefined;
}

function commandFailure(
  [name = '', ...words]: readonly string[],
  context: ProgramContext,
): string | undefined {
  const run = runArguments(context, name, words);
  const written: string[] = [];
  for (let step = 0; step < maxProbeSteps; step++) {
    const next = nextStep(run);
    if (typeof next === 'string') return next;
    if (next.done) return next.value === 0 ? undefined : written.join('').trim();
    if (next.value.kind === 'write') written.push(next.value.text);
  }
  return 'command timed out';
}

/** The next step, or the message of a program that fails altogether. */
function nextStep(run: ProgramRun): IteratorResult<Step, number> | string {
  try {
    return run.next();
  } catch (error) {
    if (error instanceof FatalError || error instanceof RangeError) return error.message;
    throw error;
  }
}
