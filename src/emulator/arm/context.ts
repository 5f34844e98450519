/** All of ARM that the emulator speaks, put together. */
import type { Clock } from '../clock.ts';
import { RoleAssignments } from '../authorization/roleAssignments.ts';
import type { ContainerRuntime, JsonObject } from '../containers/runtime.ts';
import { ActivityLog } from '../monitor/activityLog.ts';
import { AttachSockets } from './sockets/attachSockets.ts';
import { containerRoutes } from './containerGroups/containerRoutes.ts';
import type { Estate } from './estate.ts';
import { ExecSockets } from './sockets/execSockets.ts';
import { withAccessChecks } from './gateway/accessChecks.ts';
import { Faults } from '../faults/faults.ts';
import { groupRoutes } from './containerGroups/groupRoutes.ts';
import { locationRoutes } from './locations/locationRoutes.ts';
import { AsyncOperations } from './containerGroups/asyncOperations.ts';
import { resourceGroupRoutes } from './subscriptions/resourceGroupRoutes.ts';
import { WriteQuota } from './containerGroups/writeQuota.ts';
import type { Route } from './route.ts';
import { subscriptionRoutes } from './subscriptions/subscriptionRoutes.ts';
import { createArmSwitches, type ArmSwitches } from './armSwitches.ts';

/** What the routes work on. `switches` may be changed at any time. */
export interface ArmContext {
  readonly estate: Estate;
  readonly containers: ContainerRuntime;
  readonly clock: Clock;
  readonly switches: ArmSwitches;
  /** Role assignments, beside what everybody may do already. */
  readonly assignments: RoleAssignments;
  readonly operations: AsyncOperations;
  readonly writeQuota: WriteQuota;
  readonly attachSockets: AttachSockets;
  readonly execSockets: ExecSockets;
  readonly activityLog: ActivityLog;
  /** The body of the subnet that has an ARM id. */
  readonly findSubnet: FindSubnet;
}

type FindSubnet = (id: string) => JsonObject | undefined;

export function createArmContext(
  estate: Estate,
  containers: ContainerRuntime,
  clock: Clock,
  switches: Partial<ArmSwitches> = {},
  faults = new Faults(),
  findSubnet: FindSubnet = () => undefined,
): ArmContext {
  return {
    estate,
    containers,
    clock,
    switches: createArmSwitches(switches),
    assignments: new RoleAssignments(),
    operations: new AsyncOperations(),
    writeQuota: new WriteQuota(clock),
    attachSockets: new AttachSockets(containers.switches, clock, faults),
    execSockets: new ExecSockets(containers.switches, clock, faults),
    activityLog: new ActivityLog(),
    findSubnet,
  };
}

/** Every route of `Microsoft.Resources` and `Microsoft.ContainerInstance`, and those of other providers behind the same gate. */
export function armRoutes(arm: ArmContext, others: readonly Route[] = []): Route[] {
  return withAccessChecks(arm, [
    ...subscriptionRoutes(arm),
    ...resourceGroupRoutes(arm),
    ...locationRoutes(arm),
    ...groupRoutes(arm),
    ...containerRoutes(arm),
    ...others,
  ]);
}
