import type { Clock } from '../../clock.ts';
import { addressOf } from './address.ts';
import type { Container } from '../container.ts';
import { durations } from '../durations.ts';
import { createEventLog } from '../eventLog.ts';
import { endAsync } from '../containerRun.ts';
import { createGroupContainers, type GroupContainers } from './groupContainers.ts';
import { beginOperation, isOpen } from './operation.ts';
import type { FindImage } from '../images/images.ts';
import { type FileShares, volumesOf } from '../volumes/volumes.ts';
import type { FindShare } from '../volumes/mountFailure.ts';
import { readPlan } from './groupPlan.ts';
import type { ContainerSwitches, GroupSpec, Operation, RunningGroup } from '../runtime.ts';

export interface GroupDeps {
  readonly clock: Clock;
  readonly switches: ContainerSwitches;
  readonly findImage: FindImage;
  readonly nextOperationId: () => string;
  readonly shares: FileShares;
  readonly findShare: FindShare;
}

/** Starts a group: scheduling, network, init containers one after another, then the containers in turn. */
export function createGroup(deps: GroupDeps, first: GroupSpec): RunningGroup {
  const { clock, switches } = deps;
  const networkEvents = createEventLog();
  let spec = first;
  let plan = readPlan(first, deps.findShare);
  let members: GroupContainers = createGroupContainers(
    deps,
    plan,
    volumesOf(first.properties, deps.shares),
    advance,
  );
  /** A node has the group, so that its containers have an instance view. */
  let placed = false;
  let stopped = false;
  let progress = beginOperation(clock, deps.nextOperationId(), 'Pending');
  deploy();

  function operate(status: Operation['status']): Operation {
    progress.close();
    progress = beginOperation(clock, deps.nextOperationId(), status);
    return progress.operation;
  }

  function after(ms: number, action: () => void): void {
    progress.after(ms * switches.pace, action);
  }

  function deploy(): void {
    progress.after(durations.provisioningTimeout, timeOut);
    after(durations.schedule, () => {
      progress.set('Creating');
      placed = true;
      if (plan.mountFailure !== undefined) failToMount(plan.mountFailure);
      else if (plan.inSubnet) joinNetwork();
      else advance();
    });
  }

  /** No container starts without its volumes; the node tries again until the operation times out. */
  function failToMount(message: string): void {
    networkEvents.add(clock.now(), 'FailedMount', message, 'Warning');
    after(durations.mountRetry, () => failToMount(message));
  }

  function joinNetwork(): void {
    networkSteps.forEach(([name, message], step) =>
      after(durations.networkStep * (step + 1), () => networkEvents.add(clock.now(), name, message)),
    );
    after(durations.networkStep * networkSteps.length, advance);
  }

  /**
   * Launches the next containers, and ends the operation once there are none. Called when a container's phase changes.
   */
  function advance(): void {
    if (launchNext() && isOpen(progress.operation.status)) progress.set('Succeeded');
  }

  /** True where every container has started or never will. */
  function launchNext(): boolean {
    for (const init of members.inits) {
      if (init.phase === 'idle') init.launch();
      if (init.phase !== 'finished') return false;
      if (init.exitCode !== 0) return true;
    }
    for (const container of members.mains) {
      if (container.phase === 'idle') container.launch();
      if (container.phase === 'launching') return false;
    }
    return true;
  }

  function timeOut(): void {
    for (const container of members.all) container.dispose();
    progress.fail(
      'ContainerGroupProvisioningTimeout',
      `The container group '${plan.name}' could not be provisioned within ${durations.provisioningTimeout / 1000} seconds.`,
    );
  }

  function relaunch(keepImage: boolean): void {
    for (const container of members.all) container.reset(keepImage);
    advance();
  }

  function state(): string {
    if (stopped) return 'Stopped';
    if (members.inits.some(hasFailed)) return 'Failed';
    if (!placed || members.all.some(c => c.phase === 'idle' || c.phase === 'launching')) return 'Pending';
    if (members.all.some(c => c.phase !== 'finished')) return 'Running';
    return members.mains.some(hasFailed) ? 'Failed' : 'Succeeded';
  }

  function hasAddress(): boolean {
    const now = state();
    if (now !== 'Succeeded' && now !== 'Failed') return now === 'Running';
    const ended = Math.max(...members.all.map(c => c.finishedAt ?? 0));
    return clock.now() - ended < durations.addressKept;
  }

  const isAlive = () =>
    progress.operation.status !== 'Failed' && (state() === 'Running' || state() === 'Pending');
  const find = (name: string) => members.all.find(c => c.name === name);

  return {
    get provisioningState() {
      return progress.operation.status;
    },
    get state() {
      return state();
    },
    get ip() {
      if (plan.address === 'None' || !hasAddress()) return undefined;
      return addressOf(spec.location, spec.name, plan.address);
    },
    get operation() {
      return progress.operation;
    },
    instanceView: () => ({ events: networkEvents.list(), state: state() }),
    containerInstanceView: name => (placed ? find(name)?.view() : undefined),
    events: () => [...members.all.flatMap(c => c.events.list()), ...networkEvents.list()],

    start() {
      if (isAlive()) return undefined;
      stopped = false;
      for (const container of members.all) container.reset(false);
      const operation = operate('Pending');
      deploy();
      return operation;
    },
    stop() {
      if (stopped) return;
      progress.close();
      stopped = true;
      // An init container that is done has nothing to stop.
      for (const init of members.inits) if (init.phase !== 'finished') init.stop();
      for (const container of members.mains) container.stop();
    },
    evict() {
      if (plan.priority !== 'Spot' || state() !== 'Running') return;
      progress.close();
      stopped = true;
      networkEvents.add(clock.now(), 'Evicted', evicted, 'Warning');
      for (const container of members.mains) container.stop('Evicted');
    },
    restart() {
      const operation = operate('Updating');
      progress.after(durations.provisioningTimeout, timeOut);
      after(durations.killDelay, () => {
        stopped = false;
        placed = true;
        relaunch(true);
      });
      return operation;
    },
    update(next) {
      const operation = operate('Pending');
      progress.after(durations.provisioningTimeout, timeOut);
      after(durations.killDelay, () => {
        progress.set('Creating');
        stopped = false;
        placed = true;
        for (const container of members.all) container.reset(false);
        spec = next;
        plan = readPlan(next, deps.findShare);
        members = createGroupContainers(
          deps,
          plan,
          volumesOf(next.properties, deps.shares),
          advance,
          members,
        );
        advance();
      });
      return operation;
    },
    dispose() {
      progress.close();
      for (const container of members.all) container.dispose();
    },

    logs: (name, options) => find(name)?.logs(options),
    attach: (name, to) => find(name)?.attach(to) ?? endAsync(clock, to),
    exec: (name, program, size, to) =>
      find(name)?.exec(program, size, to) ?? { input: () => undefined, close: endAsync(clock, to) },
  };
}

/** Not recorded: name and message of this event are a guess. */
const evicted = 'The Spot container group was evicted because its capacity is needed.';

const hasFailed = (container: Container) => container.phase === 'finished' && container.exitCode !== 0;

/** Recorded in 2019 for groups in a subnet, in this order. */
const networkSteps: readonly (readonly [string, string])[] = [
  ['PrepareNetwork', 'Prepare network succeeded.'],
  ['JoinNetwork', 'Join network succeeded.'],
  ['DelegateSubnet', 'Delegate subnet succeeded.'],
  ['ProvisionNetworkInterface', 'Provision network interface succeeded.'],
];
