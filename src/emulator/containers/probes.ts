/** Liveness and readiness probes, as far as a simulated container can be asked. */
import type { Clock } from '../clock.ts';
import type { ContainerSpec, Probe } from './groups/groupPlan.ts';
import { runArguments } from './shell/interpreter.ts';
import { FatalError, type ProgramRun, type Step, type ProgramContext } from './processes/program.ts';

/** Most steps that a probe's command may take: one that goes on for ever has no answer in time. */
const maxProbeSteps = 1_000;

/**
 * Asks again and again from now on. `failed` gets the text of each failure; `gaveUp` is called, once, when there have
 * been as many in a row as the probe stands. The answer ends it.
 */
export function watchProbe(
  clock: Clock,
  probe: Probe,
  ask: () => string | undefined,
  on: { failed(message: string): void; gaveUp(): void },
): () => void {
  let inARow = 0;
  let cancel = clock.after(1000 * (probe.initialDelaySeconds + probe.periodSeconds), look);
  function look(): void {
    const message = ask();
    inARow = message === undefined ? 0 : inARow + 1;
    cancel = clock.after(1000 * probe.periodSeconds, look);
    if (message !== undefined) on.failed(message);
    if (inARow === probe.failureThreshold) on.gaveUp();
  }
  return () => cancel();
}

/** Why the container does not pass; undefined when it does. A port answers when the container declares it. */
export function probeFailure(probe: Probe, spec: ContainerSpec, world: ProgramContext): string | undefined {
  if (probe.exec) return runs(probe.exec, world);
  if (!probe.httpGet) return undefined;
  const { port, path } = probe.httpGet;
  if (!spec.ports.includes(port)) {
    return `Get "http://10.240.0.4:${port}${path}": dial tcp 10.240.0.4:${port}: connect: connection refused`;
  }
  return /broken|missing/.test(path) ? 'HTTP probe failed with statuscode: 500' : undefined;
}

function runs([name = '', ...words]: readonly string[], world: ProgramContext): string | undefined {
  const run = runArguments(world, name, words);
  const written: string[] = [];
  for (let step = 0; step < maxProbeSteps; step++) {
    const next = nextStep(run);
    if (typeof next === 'string') return next;
    if (next.done) return next.value === 0 ? undefined : written.join('').trim();
    if (next.value.kind === 'write') written.push(next.value.text);
  }
  return 'command timed out';
}

/** The next step, or the last word of a program that fails altogether. */
function nextStep(run: ProgramRun): IteratorResult<Step, number> | string {
  try {
    return run.next();
  } catch (error) {
    if (error instanceof FatalError || error instanceof RangeError) return error.message;
    throw error;
  }
}
