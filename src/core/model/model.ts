/** The things Azure Container Instances is about, as plain readonly data. */

/**
 * Every cloud that something can live in, in the order in which they are offered. `custom` is the one that the settings
 * describe, `emulator` the loopback Azure of `src/emulator`.
 */
export const cloudIds = ['azure', 'usGovernment', 'china', 'custom', 'emulator'] as const;
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(value: unknown): value is CloudId {
  return cloudIds.some(id => id === value);
}

export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  /** Who sees it, where several accounts are looked through. */
  readonly account?: { readonly id: string; readonly label: string };
}

export interface Subscription {
  readonly id: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** `Enabled`, `Disabled`, `Warned`, `PastDue`, … as ARM says it. */
  readonly state: string;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
}

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

/** A place that offers container instances. */
export interface Location {
  /** `westeurope`. */
  readonly name: string;
  /** `West Europe`. */
  readonly displayName: string;
}

/** What a location can give one container group (the capabilities API). */
export interface Capability {
  /** `Linux`, `Windows` or `NotSpecified` (both). */
  readonly osType: string;
  readonly ipAddressType: string;
  /** `None`, `K80`, `P100`, `V100`. */
  readonly gpu: string;
  readonly maxCpu: number;
  readonly maxMemoryInGB: number;
}

export interface Registry {
  readonly id: string;
  readonly name: string;
  readonly loginServer: string;
  readonly adminUserEnabled: boolean;
}

export interface RegistryCredential {
  readonly server: string;
  readonly username: string;
  readonly password: string;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly virtualNetwork: string;
  readonly location: string;
  readonly addressPrefix: string;
  /** Whether it is empty or delegated to Microsoft.ContainerInstance/containerGroups, as ACI demands. */
  readonly usable: boolean;
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A whole group as ARM has it, nothing lost: what documents and *Duplicate Group…* work on. */
export interface RawContainerGroup {
  /** The api-version it was read with, and has to be written with. */
  readonly apiVersion: string;
  readonly body: JsonObject;
}

/** Identifies a tenant in maps: two accounts may see the same one. */
export function tenantKey({ id, account }: Tenant): string {
  return `${account?.id ?? ''}/${id.toLowerCase()}`;
}

/** Identifies a group in maps: ARM names compare case-insensitively. */
export function groupKey(ref: GroupRef): string {
  return `${ref.cloud}/${ref.subscriptionId}/${ref.resourceGroup}/${ref.name}`.toLowerCase();
}

/** Identifies a container in maps. */
export function containerKey(ref: ContainerRef): string {
  return `${groupKey(ref.group)}/${ref.container.toLowerCase()}`;
}
