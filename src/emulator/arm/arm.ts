/** All of ARM that the emulator speaks, put together. */
import type { Clock } from '../clock.ts';
import { Assignments } from '../authorization/assignments.ts';
import type { Containers, JsonObject } from '../containers/types.ts';
import { ActivityLog } from '../monitor/activityLog.ts';
import { AttachSockets } from './attachSockets.ts';
import { containerRoutes } from './containerRoutes.ts';
import type { Estate } from './estate.ts';
import { ExecSockets } from './execSockets.ts';
import { gated } from './gate.ts';
import { Faults } from '../faults/faults.ts';
import { groupRoutes } from './groupRoutes.ts';
import { locationRoutes } from './locationRoutes.ts';
import { Operations } from './operations.ts';
import { resourceGroupRoutes } from './resourceGroupRoutes.ts';
import { ResourceRequests } from './resourceRequests.ts';
import type { Route } from './route.ts';
import { subscriptionRoutes } from './subscriptionRoutes.ts';
import { defaultSwitches, type Switches } from './switches.ts';

/** What the routes work on. `switches` may be changed at any time. */
export interface Arm {
  readonly estate: Estate;
  readonly containers: Containers;
  readonly clock: Clock;
  readonly switches: Switches;
  /** Role assignments, beside what everybody may do already. */
  readonly assignments: Assignments;
  readonly operations: Operations;
  readonly resourceRequests: ResourceRequests;
  readonly attachSockets: AttachSockets;
  readonly execSockets: ExecSockets;
  readonly activityLog: ActivityLog;
  /** The body of the subnet that has an ARM id. */
  readonly findSubnet: FindSubnet;
}

type FindSubnet = (id: string) => JsonObject | undefined;

export function createArm(
  estate: Estate,
  containers: Containers,
  clock: Clock,
  switches: Partial<Switches> = {},
  faults = new Faults(),
  findSubnet: FindSubnet = () => undefined,
): Arm {
  return {
    estate,
    containers,
    clock,
    switches: defaultSwitches(switches),
    assignments: new Assignments(),
    operations: new Operations(),
    resourceRequests: new ResourceRequests(clock),
    attachSockets: new AttachSockets(containers.switches, clock, faults),
    execSockets: new ExecSockets(containers.switches, clock, faults),
    activityLog: new ActivityLog(),
    findSubnet,
  };
}

/** Every route of `Microsoft.Resources` and `Microsoft.ContainerInstance`, and those of other providers behind the same gate. */
export function armRoutes(arm: Arm, others: readonly Route[] = []): Route[] {
  return gated(arm, [
    ...subscriptionRoutes(arm),
    ...resourceGroupRoutes(arm),
    ...locationRoutes(arm),
    ...groupRoutes(arm),
    ...containerRoutes(arm),
    ...others,
  ]);
}
