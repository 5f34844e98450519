import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerState,
} from '../../model/containerGroup.ts';

/** What a follower wants to know of a container's life. */
export interface ContainerPhase {
  /**
   * `running`: an incarnation is alive. `waiting`: none is, but one will be (creating, between restarts).
   * `over`: none will be, unless someone starts the group.
   */
  readonly kind: 'running' | 'waiting' | 'over';
  /** It waits, but may as well have ended for good: see `mayRestartAllTheSame`. */
  readonly isPerhapsOver?: boolean;
  /** `startTime` of the incarnation that is alive or was last; undefined when none is known. */
  readonly incarnation: number | undefined;
  /** The latest end, which is the present incarnation's end unless that one is alive. */
  readonly finished: ContainerState | undefined;
  readonly restartCount: number;
  /** In Azure's words: `BufferedItem: CrashLoopBackOff: Back-off 10s restarting failed`. */
  readonly detail: string;
  /** The group's state where it says more than the container's: `Stopped`, `Succeeded`; else the container's. */
  readonly state: string;
  readonly events: readonly ContainerEvent[];
}

/** What an incarnation is told by. */
export type IncarnationKey = Pick<ContainerPhase, 'incarnation' | 'restartCount'>;

/** Whether `phase` is about another incarnation than `former`. */
export function isOtherIncarnation(phase: ContainerPhase, former: IncarnationKey): boolean {
  if (phase.incarnation !== undefined || phase.kind === 'running')
    return phase.incarnation !== former.incarnation;
  // One that was stopped doesn't say any more when it started (FACTS §3, GET).
  return phase.kind === 'over' && phase.restartCount > former.restartCount;
}

/** Reads a container's phase from its group (FACTS §3, GET); undefined when the group has no such container. */
export function readContainerPhase(group: ContainerGroup, name: string): ContainerPhase | undefined {
  const container = [...group.containers, ...group.initContainers].find(
    candidate => candidate.name.toLowerCase() === name.toLowerCase(),
  );
  if (container === undefined) return undefined;
  const view = container.instanceView;
  const current = view?.currentState;
  const running = current?.state === 'Running';
  const last = running || current?.state === 'Terminated' ? current : view?.previousState;
  const previous = view?.previousState;
  return {
    kind: running ? 'running' : isOver(group, container) ? 'over' : 'waiting',
    ...(mayRestartAllTheSame(group, current) && !isOver(group, container) && { isPerhapsOver: true }),
    incarnation: last?.startTime ?? previous?.startTime,
    finished:
      current?.state === 'Terminated' ? current : previous?.state === 'Terminated' ? previous : undefined,
    restartCount: view?.restartCount ?? 0,
    detail: describe(current) ?? group.state ?? group.provisioningState,
    // An init container, or one of several, ends while its group runs on.
    state:
      (group.state === 'Running' ? current?.state : group.state) ?? current?.state ?? group.provisioningState,
    events: [...group.events, ...(view?.events ?? [])],
  };
}

function describe(state: ContainerState | undefined): string | undefined {
  if (state === undefined) return undefined;
  return state.detailStatus === '' ? state.state : `${state.state}: ${state.detailStatus}`;
}

function isOver(group: ContainerGroup, container: Container): boolean {
  // A group in motion is being created, updated or restarted: what ended will start again.
  const settled = ['succeeded', 'failed', 'unhealthy', 'canceled'].includes(
    group.provisioningState.toLowerCase(),
  );
  if (!settled) return false;
  if (['Stopped', 'Succeeded', 'Failed'].includes(group.state ?? '')) return true;
  const current = container.instanceView?.currentState;
  if (current?.state !== 'Terminated') return false;
  if (mayRestartAllTheSame(group, current)) return false;
  if (group.restartPolicy === 'Never') return true;
  return current.exitCode === 0 && (group.restartPolicy === 'OnFailure' || container.isInit);
}

/**
 * Under `Never` only an end with 0 is promised to be the last: after another one the platform may start the container
 * again, and calls the group failed once it doesn't (learn.microsoft.com, "Run containerized tasks with restart
 * policies": restart behavior with nonzero exit codes).
 */
function mayRestartAllTheSame(
  { restartPolicy }: ContainerGroup,
  current: ContainerState | undefined,
): boolean {
  return restartPolicy === 'Never' && current?.state === 'Terminated' && (current.exitCode ?? 0) !== 0;
}
