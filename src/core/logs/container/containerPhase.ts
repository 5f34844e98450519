import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerState,
} from '../../model/containerGroup.ts';

/** What a follower needs to know of a container's state. */
export interface ContainerPhase {
  /**
   * `running`: an incarnation runs. `waiting`: none does, but one will (creating, between restarts).
   * `over`: none will, unless someone starts the group.
   */
  readonly kind: 'running' | 'waiting' | 'over';
  /** It waits, but may as well have ended for good: see `mayStillRestart`. */
  readonly isPerhapsOver?: boolean;
  /** `startTime` of the incarnation that runs or was last; undefined when none is known. */
  readonly incarnation: number | undefined;
  /** The latest end, which is the present incarnation's unless that one runs. */
  readonly finished: ContainerState | undefined;
  readonly restartCount: number;
  /** As Azure says it: `BufferedItem: CrashLoopBackOff: Back-off 10s restarting failed`. */
  readonly detail: string;
  /** The group's state where it says more than the container's: `Stopped`, `Succeeded`; else the container's. */
  readonly state: string;
  readonly events: readonly ContainerEvent[];
}

/** What tells incarnations apart. */
export type IncarnationKey = Pick<ContainerPhase, 'incarnation' | 'restartCount'>;

/** Whether `phase` is about another incarnation than `former`. */
export function isOtherIncarnation(phase: ContainerPhase, former: IncarnationKey): boolean {
  if (phase.incarnation !== undefined || phase.kind === 'running')
    return phase.incarnation !== former.incarnation;
  // A stopped one no longer says when it started (`docs/azure-facts.md`).
  return phase.kind === 'over' && phase.restartCount > former.restartCount;
}

/** Reads a container's phase from its group (`docs/azure-facts.md`); undefined when the group has no such container. */
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
    ...(mayStillRestart(group, current) && !isOver(group, container) && { isPerhapsOver: true }),
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
  // Such a group is being created, updated or restarted: what ended will start again.
  const settled = ['succeeded', 'failed', 'unhealthy', 'canceled'].includes(
    group.provisioningState.toLowerCase(),
  );
  if (!settled) return false;
  if (['Stopped', 'Succeeded', 'Failed'].includes(group.state ?? '')) return true;
  const current = container.instanceView?.currentState;
  if (current?.state !== 'Terminated') return false;
  if (mayStillRestart(group, current)) return false;
  if (group.restartPolicy === 'Never') return true;
  return current.exitCode === 0 && (group.restartPolicy === 'OnFailure' || container.isInit);
}

/**
 * Under `Never` only an end with 0 is promised to be the last: after another one the platform may start the container
 * again, and calls the group failed once it doesn't (learn.microsoft.com, "Run containerized tasks with restart
 * policies": restart behavior with nonzero exit codes).
 */
function mayStillRestart({ restartPolicy }: ContainerGroup, current: ContainerState | undefined): boolean {
  return restartPolicy === 'Never' && current?.state === 'Terminated' && (current.exitCode ?? 0) !== 0;
}
