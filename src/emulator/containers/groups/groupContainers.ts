import type { Clock } from '../../clock.ts';
import { createContainer, type Container } from '../container.ts';
import { entryPoint } from '../images/entryPoint.ts';
import { createEventLog } from '../eventLog.ts';
import type { Mount, Volume } from '../volumes/fileSystem.ts';
import { numberOf } from '../../hash.ts';
import type { FindImage } from '../images/images.ts';
import type { ContainerSpec, GroupPlan, MountSpec } from './groupPlan.ts';
import type { ContainerSwitches } from '../runtime.ts';

/** The containers of a group in the order in which they start. */
export interface GroupContainers {
  readonly inits: readonly Container[];
  readonly mains: readonly Container[];
  readonly all: readonly Container[];
}

/**
 * Makes a plan's containers, which share its volumes; one that the group had before by that name keeps its events, so
 * that they count on.
 */
export function createGroupContainers(
  deps: { readonly clock: Clock; readonly switches: ContainerSwitches; readonly findImage: FindImage },
  plan: GroupPlan,
  volumes: ReadonlyMap<string, Volume>,
  changed: () => void,
  before?: GroupContainers,
): GroupContainers {
  const hostname = `SandboxHost-6387${String(numberOf(plan.name, 10_000_000)).padStart(14, '0')}`;
  const make = (isInit: boolean) => (spec: ContainerSpec) => {
    const image = deps.findImage(spec.image);
    return createContainer({
      clock: deps.clock,
      switches: deps.switches,
      spec,
      mounts: spec.mounts.flatMap(mount => mountOf(mount, volumes)),
      hostname,
      os: plan.os,
      image,
      program: entryPoint(image, plan.os, spec.command),
      restartPolicy: plan.restartPolicy,
      isInit,
      runs: [...(before?.all.find(c => c.name === spec.name)?.runs ?? [])],
      events: before?.all.find(c => c.name === spec.name)?.events ?? createEventLog(),
      changed,
    });
  };
  const inits = plan.initContainers.map(make(true));
  const mains = plan.containers.map(make(false));
  return { inits, mains, all: [...inits, ...mains] };
}

function mountOf({ volume: name, path, readOnly }: MountSpec, volumes: ReadonlyMap<string, Volume>): Mount[] {
  const volume = volumes.get(name);
  return volume ? [{ path, volume, readOnly }] : [];
}
