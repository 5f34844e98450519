/** The port: what the rest of the code needs from Azure, in the domain's terms. `src/azure` implements it. */
import type { ImageBuildsApi } from './builds/imageBuildsApi.ts';
import type { ManagedIdentity, Permission, Principal, Role, RoleAssignment, Scope } from './access/rbac.ts';
import type { ActualCostItem } from './cost/actualCost.ts';
import type { DeploymentsApi } from './deployments/deploymentsApi.ts';
import type {
  ContainerEvent,
  ContainerGroup,
  ContainerRef,
  GroupRef,
  RawContainerGroup,
  Tags,
} from './model/containerGroup.ts';
import type { ActivityEntry } from './activity/activityEntry.ts';
import type { GroupMetrics, MetricsQuery } from './metrics/groupMetrics.ts';
import type { Capability, Location } from './model/location.ts';
import type { Registry, RegistryCredential } from './model/registry.ts';
import type { Subnet } from './model/subnet.ts';
import type { Usage } from './model/usage.ts';
import type { ResourceGroup, Subscription, Tenant } from './model/subscription.ts';

/** One report of a long-running operation. The last one has `done: true`; failure is a throw. */
export interface Progress {
  /** The operation's status as ARM says it: `Pending`, `Creating`, `Succeeded`. */
  readonly status: string;
  /** Every event known so far, oldest first. */
  readonly events: readonly ContainerEvent[];
  readonly done: boolean;
}

/** The present incarnation's log, or its tail. */
export interface LogSnapshot {
  readonly content: string;
  /** The server's clock when it answered, ms since the epoch (`Date` header). */
  readonly serverTime: number;
}

export interface LogOptions {
  /** The last so many lines only. */
  readonly tail?: number;
  readonly timestamps: boolean;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A program's terminal in a container. Azure can't resize it, and tells no exit code (`docs/azure-facts.md`). */
export interface ExecSession {
  /**
   * What the program writes, stdout and stderr mixed, for one reader. Ends when the program does; throws
   * `AciError('offline')` where the connection was lost before.
   */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when the bytes are handed to the socket, in order. Throws `AciError('offline')` once it is closed. */
  write(input: Uint8Array): Promise<void>;
  close(): void;
}

export type GroupVerb = 'start' | 'stop' | 'restart' | 'delete';

/** Which requests are sent first: what the user clicked goes before what is read in the background. */
export type Urgency = 'user' | 'background';

/**
 * Azure Container Instances and what surrounds it, in one cloud with one account.
 * Every method takes an `AbortSignal` last and throws `AciError`, or the signal's reason when it aborts.
 * None of them ever prompts.
 */
export interface AzureApi {
  /** `found` is called early with all that is there so far, where several accounts are asked. */
  tenants(signal: AbortSignal, found?: (tenants: readonly Tenant[]) => void): Promise<readonly Tenant[]>;
  /** `accountId`: as which account, where several have the tenant (`Tenant.account`). */
  subscriptions(tenantId: string, signal: AbortSignal, accountId?: string): Promise<readonly Subscription[]>;
  resourceGroups(subscriptionId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]>;
  /** Whether a resource group of that name exists (HEAD). */
  resourceGroupExists(subscriptionId: string, name: string, signal: AbortSignal): Promise<boolean>;
  createResourceGroup(resourceGroup: ResourceGroup, signal: AbortSignal): Promise<ResourceGroup>;
  /** Where the subscription can have container groups, in ARM's order. */
  locations(subscriptionId: string, signal: AbortSignal): Promise<readonly Location[]>;
  capabilities(subscriptionId: string, location: string, signal: AbortSignal): Promise<readonly Capability[]>;
  /** The subscription's limits in the location, and how much of each is in use. */
  usages(subscriptionId: string, location: string, signal: AbortSignal): Promise<readonly Usage[]>;

  /** Page after page. No group has an instance view: ARM's LIST carries none. */
  listGroups(subscriptionId: string, signal: AbortSignal): AsyncIterable<readonly ContainerGroup[]>;
  /** With instance view. */
  getGroup(ref: GroupRef, signal: AbortSignal, urgency?: Urgency): Promise<ContainerGroup>;
  /** The whole group as raw JSON, nothing lost. */
  getRawGroup(ref: GroupRef, signal: AbortSignal): Promise<RawContainerGroup>;
  /** Creates the group, or replaces an existing one: ask `getGroup` first. */
  putGroup(ref: GroupRef, document: RawContainerGroup, signal: AbortSignal): AsyncIterable<Progress>;
  /**
   * Gives the group these tags and touches nothing else: no container restarts. Answers the tags that it has then.
   * Tags that are not named went in the one answer that is recorded (2018-10-01); a newer service may keep them.
   */
  patchTags(ref: GroupRef, tags: Tags, signal: AbortSignal): Promise<Tags>;
  act(ref: GroupRef, verb: GroupVerb, signal: AbortSignal): AsyncIterable<Progress>;

  readLogs(ref: ContainerRef, options: LogOptions, signal: AbortSignal): Promise<LogSnapshot>;
  /** Resolves when the socket is open. Leaving the iteration closes it; its end is the socket's end. */
  attach(ref: ContainerRef, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;

  /**
   * Runs one program (no arguments, see `docs/azure-facts.md`) in a running container; resolves when the socket is open.
   */
  exec(ref: ContainerRef, program: string, size: TerminalSize, signal: AbortSignal): Promise<ExecSession>;

  /** What the group's containers used, as far as Azure has measured it. A time without a sample is a gap. */
  metrics(ref: GroupRef, query: MetricsQuery, signal: AbortSignal, urgency?: Urgency): Promise<GroupMetrics>;
  /**
   * Who did what with the group between two times (ms since the epoch), oldest first, also where it is gone: the last
   * thousand events at most. Azure keeps 90 days, and shows an event some minutes later.
   */
  activity(
    ref: GroupRef,
    times: { readonly from: number; readonly to: number },
    signal: AbortSignal,
    urgency?: Urgency,
  ): Promise<readonly ActivityEntry[]>;

  registries(subscriptionId: string, signal: AbortSignal): Promise<readonly Registry[]>;
  /** The admin user's credential; `undefined` when the registry has none to give. */
  registryCredential(registry: Registry, signal: AbortSignal): Promise<RegistryCredential | undefined>;
  repositories(registry: Registry, signal: AbortSignal): Promise<readonly string[]>;
  /** Newest first. */
  tags(registry: Registry, repository: string, signal: AbortSignal): Promise<readonly string[]>;
  subnets(subscriptionId: string, signal: AbortSignal): Promise<readonly Subnet[]>;

  /**
   * What the resources of a resource group have cost this month (UTC) so far, by day, as Cost Management has it. Needs
   * the role Cost Management Reader, or a wider one (`forbidden`).
   */
  actualCosts(
    subscriptionId: string,
    resourceGroup: string,
    signal: AbortSignal,
  ): Promise<readonly ActualCostItem[]>;

  readonly access: AccessApi;
  readonly deployments: DeploymentsApi;
  /** Images built by a registry. */
  readonly builds: ImageBuildsApi;
}

/** Who may do what. Like `AzureApi`: an `AbortSignal` last, throws `AciError`, never prompts. */
export interface AccessApi {
  /** What the account itself may do at a scope. */
  permissions(scope: Scope, signal: AbortSignal, urgency?: Urgency): Promise<readonly Permission[]>;
  /** The roles that can be assigned at a scope. */
  roles(scope: Scope, signal: AbortSignal): Promise<readonly Role[]>;
  /** The assignments that hold at a scope: made on it or above it. */
  assignments(scope: Scope, signal: AbortSignal): Promise<readonly RoleAssignment[]>;
  /** Assigns a role; one that holds there already is no error. */
  assign(
    scope: Scope,
    role: Role,
    principal: Pick<Principal, 'id' | 'type'>,
    signal: AbortSignal,
  ): Promise<'assigned' | 'existed'>;
  /** Users and applications whose name begins with `text`. Throws where the account may not read the directory. */
  findPrincipals(scope: Scope, text: string, signal: AbortSignal): Promise<readonly Principal[]>;
  /** Those of the object ids that the directory knows. Throws where the account may not read it. */
  principals(scope: Scope, ids: readonly string[], signal: AbortSignal): Promise<readonly Principal[]>;
  managedIdentities(subscriptionId: string, signal: AbortSignal): Promise<readonly ManagedIdentity[]>;
  /** Of Microsoft.ContainerInstance, as ARM says it: `Registered`, `NotRegistered`, `Registering`, … */
  providerState(subscriptionId: string, signal: AbortSignal): Promise<string>;
  /** Asks for Microsoft.ContainerInstance; `providerState` tells when it is there. */
  registerProvider(subscriptionId: string, signal: AbortSignal): Promise<void>;
}
