/** Containers that fail, whether their last run ended badly or they could not be started at all. */
import { isCrashLooping, isInState, isStoppedByClient } from '../model/containerState.ts';
import {
  type Container,
  type ContainerEvent,
  containersOfGroup,
  type ContainerState,
} from '../model/containerGroup.ts';
import { currentEventsOfContainer } from '../model/containerEvents.ts';
import {
  errorText,
  eventText,
  type Facts,
  type LastRun,
  lastRun,
  quoteError,
  quoteEventsOf,
  quoteLog,
  quoteState,
} from './facts.ts';
import { type Evidence, type Severity, type Step, createStep } from './finding.ts';

/** A run that has ended with an exit code. */
export interface EndedRun extends LastRun {
  readonly container: Container;
}

export interface Failure {
  readonly container: Container;
  /** Undefined: it was never started, so nothing has ended. */
  readonly exitCode: number | undefined;
  readonly state: ContainerState | undefined;
  readonly which: 'current' | 'previous';
  readonly restarts: number;
  /** It is started again and again. */
  readonly looping: boolean;
  /** It runs again. */
  readonly recovered: boolean;
}

export function endedRuns(facts: Facts): readonly EndedRun[] {
  return containersOfGroup(facts.group).flatMap(container => {
    const run = lastRun(container);
    return run ? [{ ...run, container }] : [];
  });
}

/**
 * Containers whose last run failed, or that could not be started. Who restarts a whole group makes Azure count anew:
 * what runs, and was restarted by nobody but a person, has not failed.
 */
export function failures(facts: Facts): readonly Failure[] {
  const containers = containersOfGroup(facts.group);
  // The error names no container: of several, nobody knows which.
  const isRefused = containers.length === 1 && failedStart.test(errorText(facts));
  return containers.flatMap((container): readonly Failure[] => {
    const run = lastRun(container);
    if (run && run.exitCode !== 0) return run.recovered && run.restarts <= 0 ? [] : [{ ...run, container }];
    const view = container.instanceView;
    if (isInState(container, 'running') || !(isRefused || couldNotStart(container, run))) return [];
    return [
      {
        container,
        exitCode: undefined,
        state: view?.currentState,
        which: 'current',
        restarts: view?.restartCount ?? 0,
        looping: isCrashLooping(container),
        recovered: false,
      },
    ];
  });
}

/** As containerd, runc, Docker and Windows' Host Compute Service say that a process could not be started. */
const failedStart =
  /failed to (?:start|create|run) (?:the )?(?:container|containerd task|shim)|(?:starting|start) container process|(?:runc|oci runtime) (?:create|exec)|executable file not found|hcsshim|hcs::/i;
const failedStartState = /RunContainerError|CreateContainerError|ContainerCannotRun|StartError/i;
/** Azure's own machine failed: `Infrastructure Error`. */
export const infrastructureError = /infrastructure/i;

export function isFailedStart(event: ContainerEvent): boolean {
  return event.type === 'Warning' && failedStart.test(eventText(event));
}

function couldNotStart(container: Container, run: LastRun | undefined): boolean {
  const state = container.instanceView?.currentState;
  if (isStoppedByClient(container)) return false;
  if (currentEventsOfContainer(container).some(isFailedStart)) return true;
  const detail = state?.detailStatus ?? '';
  if (failedStartState.test(detail)) return true;
  if (run !== undefined) return false;
  const isError =
    isInState(container, 'terminated') && /error/i.test(detail) && !infrastructureError.test(detail);
  return isError || isCrashLooping(container);
}

export function paramsOf(facts: Facts, { container, exitCode, restarts, looping, recovered }: Failure) {
  const isCalledRunning = facts.group?.state?.toLowerCase() === 'running';
  return { container: container.name, exitCode, restarts, looping, recovered, isCalledRunning };
}

/** A failure that the container has got over, or that was stopped since, is worth a warning. */
export function severityOf({ group }: Facts, { recovered }: Failure): Severity {
  return recovered || group?.state?.toLowerCase() === 'stopped' ? 'warning' : 'error';
}

export function evidenceOf(facts: Facts, { container, which }: Failure): readonly Evidence[] {
  const tells = ({ name, type }: ContainerEvent) => type === 'Warning' || name === 'Killing';
  return [
    ...quoteState(container, which),
    ...quoteEventsOf(container, tells),
    ...(failedStart.test(errorText(facts)) ? quoteError(facts) : []),
    ...quoteLog(facts, container),
  ];
}

/** What the findings about a failure have in common. */
export function failureFields(facts: Facts, failure: Failure, steps: readonly Step[]) {
  return {
    severity: severityOf(facts, failure),
    container: failure.container.name,
    evidence: evidenceOf(facts, failure),
    steps,
  };
}

/** Reading a log makes sense only where there has been something to write one. */
export function readLog({ container, exitCode }: Failure): readonly Step[] {
  if (exitCode === undefined) return [];
  return [createStep('readLog', { command: 'openLogSnapshot', container: container.name })];
}
