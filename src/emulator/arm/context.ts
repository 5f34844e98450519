/** The state that ARM's routes share. */
import type { Clock } from '../clock.ts';
import { RoleAssignments } from '../authorization/roleAssignments.ts';
import type { ContainerRuntime } from '../containers/runtime.ts';
import { ActivityLog } from '../monitor/activityLog.ts';
import { AttachSockets } from './sockets/attachSockets.ts';
import type { Estate } from './estate.ts';
import { ExecSockets } from './sockets/execSockets.ts';
import { Faults } from '../faults/faults.ts';
import { AsyncOperations } from './containerGroups/asyncOperations.ts';
import { WriteQuota } from './containerGroups/writeQuota.ts';
import { createArmSwitches, type ArmSwitches } from './armSwitches.ts';
import type { JsonObject } from '../json.ts';

/** What ARM's routes read and change. `switches` may be changed at any time. */
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
  /** Values of key vaults' secrets, by their ids in lower case. */
  readonly vaultSecrets: Map<string, string>;
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
    vaultSecrets: new Map(),
    findSubnet,
  };
}
