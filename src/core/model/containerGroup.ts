import type { JsonObject } from '../json.ts';
import type { CloudId } from './cloud.ts';

export interface GroupRef {
  readonly cloud: CloudId;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export interface ContainerRef {
  readonly group: GroupRef;
  readonly container: string;
}

export type OsType = 'Linux' | 'Windows';
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface Port {
  /** 1–65535. */
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

export interface IpAddress {
  readonly type: 'Public' | 'Private';
  /** Absent until the group runs, and again once it is stopped. */
  readonly ip?: string;
  readonly dnsNameLabel?: string;
  readonly fqdn?: string;
  readonly ports: readonly Port[];
}

export interface EnvironmentVariable {
  readonly name: string;
  /** Absent for a secure variable: ARM never returns its value. */
  readonly value?: string;
  readonly secure: boolean;
}

/** One event of a container's or group's instance view. Times are ms since the epoch, UTC. */
export interface ContainerEvent {
  readonly name: string;
  readonly message: string;
  readonly type: 'Normal' | 'Warning';
  readonly count: number;
  readonly firstTimestamp: number | undefined;
  readonly lastTimestamp: number | undefined;
}

/** `currentState` or `previousState` of a container. Times are ms since the epoch, UTC. */
export interface ContainerState {
  /** `RunningAz`, `BufferedItem`, `Terminated`, … as ARM says it. */
  readonly state: string;
  readonly detailStatus: string;
  readonly startTime?: number;
  readonly finishTime?: number;
  readonly exitCode?: number;
}

export interface ContainerInstanceView {
  readonly restartCount: number;
  readonly currentState: ContainerState | undefined;
  readonly previousState: ContainerState | undefined;
  readonly events: readonly ContainerEvent[];
}

export interface Container {
  readonly name: string;
  readonly isInit: boolean;
  readonly image: string;
  readonly command: readonly string[];
  readonly ports: readonly Port[];
  readonly environmentVariables: readonly EnvironmentVariable[];
  /** Requested vCPU; undefined for init containers. */
  readonly cpu: number | undefined;
  /** Requested memory in GB; undefined for init containers. */
  readonly memoryInGB: number | undefined;
  /** The most that it may use, where that isn't what it requests. */
  readonly cpuLimit?: number;
  readonly memoryLimitInGB?: number;
  /** Undefined until a GET brought it: LIST never does. */
  readonly instanceView: ContainerInstanceView | undefined;
}

/** Tags by name. */
export type Tags = Readonly<Record<string, string>>;

/** Which managed identities a group has: its own, and user-assigned ones by their ARM ids. */
export interface GroupIdentity {
  readonly system: boolean;
  readonly users: readonly string[];
}

export interface ContainerGroup {
  readonly ref: GroupRef;
  /** The ARM resource id, in ARM's own spelling. */
  readonly id: string;
  readonly location: string;
  readonly tags: Tags;
  readonly osType: OsType;
  /** `Standard`, `Confidential`, `Dedicated`. */
  readonly sku: string;
  readonly priority: 'Regular' | 'Spot';
  readonly restartPolicy: RestartPolicy;
  /** `Pending`, `Creating`, `Succeeded`, `ApplyFailed`, `Repairing`, `Updating`, … : compare case-insensitively. */
  readonly provisioningState: string;
  readonly ipAddress: IpAddress | undefined;
  readonly subnetIds: readonly string[];
  /** Absent where it has none. */
  readonly identity?: GroupIdentity;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  /** `RunningAz`, `Stopped`, `Pending`, `Succeeded`, `ApplyFailed`, …; undefined until a GET brought it. */
  readonly state: string | undefined;
  /** The group's own events (network, mounts); empty until a GET brought them. */
  readonly events: readonly ContainerEvent[];
}

/** A whole group as ARM answers it, with every property: what is edited, duplicated, compared and exported. */
export interface RawContainerGroup {
  /** The api-version it was read with, and has to be written with. */
  readonly apiVersion: string;
  readonly body: JsonObject;
}

/** Identifies a group in maps: ARM names compare case-insensitively. */
export function groupKey(ref: GroupRef): string {
  return `${ref.cloud}/${ref.subscriptionId}/${ref.resourceGroup}/${ref.name}`.toLowerCase();
}

/** Init containers first, as they run; none where no group was read. */
export function containersOfGroup(group: ContainerGroup | undefined): readonly Container[] {
  return group ? [...group.initContainers, ...group.containers] : [];
}

/** Identifies a container in maps. */
export function containerKey(ref: ContainerRef): string {
  return `${groupKey(ref.group)}/${ref.container.toLowerCase()}`;
}
