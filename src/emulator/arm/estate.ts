/**
 * The content of this Azure, in memory: tenants, subscriptions, resource groups, container groups and other resources.
 */
import type { ContainerRuntime, RunningGroup } from '../containers/runtime.ts';
import { groupId } from './containerGroups/groupId.ts';
import { ContainerGroupProfiles } from './containerGroupProfiles/profiles.ts';
import { Deployments } from './deployments/run/deploymentRecord.ts';
import { isSameId, resourceGroupId, type ResourceKey } from './resources/resourceIds.ts';
import { ResourceStore } from './resources/resourceStore.ts';
import type { Json, JsonObject } from '../json.ts';

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly displayName: string;
  /** Whether `Microsoft.ContainerInstance` is registered; default true. */
  readonly registered?: boolean;
  /** When the registration completes, in ms since the epoch. */
  readonly registeredFrom?: number;
  /** Default `Enabled`. */
  readonly state?: 'Enabled' | 'Disabled' | 'Warned';
  readonly tags?: JsonObject;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
  readonly tags?: JsonObject | undefined;
  /** Set while a DELETE is under way. */
  readonly deleting?: boolean;
}

export type GroupKey = ResourceKey;

/** A container group as its last PUT left it, secrets included: what may be shown is decided in `groupResponse.ts`. */
export interface Group extends GroupKey {
  readonly location: string;
  readonly properties: JsonObject;
  readonly tags: JsonObject | undefined;
  readonly zones: Json | undefined;
  readonly identity: JsonObject | undefined;
  readonly running: RunningGroup;
}

/** A PUT body as the seed writes it; nothing is checked. */
export interface GroupBody {
  readonly location: string;
  readonly properties: JsonObject;
  readonly tags?: JsonObject | undefined;
  readonly zones?: Json | undefined;
  readonly identity?: JsonObject | undefined;
}

/** How far `Microsoft.ContainerInstance` is in a subscription, as ARM says it. */
export function registrationState(
  { registered, registeredFrom }: Subscription,
  now: number,
): 'Registered' | 'Registering' | 'NotRegistered' {
  if (registered ?? true) return 'Registered';
  if (registeredFrom === undefined) return 'NotRegistered';
  return now < registeredFrom ? 'Registering' : 'Registered';
}

const lower = (...parts: string[]) => parts.join('/').toLowerCase();

export class Estate {
  readonly tenants: Tenant[] = [];
  readonly subscriptions: Subscription[] = [];
  /** Networks, identities, and other resources that are only stored. */
  readonly resources = new ResourceStore();
  readonly profiles = new ContainerGroupProfiles();
  readonly deployments = new Deployments();
  readonly #resourceGroups = new Map<string, ResourceGroup>();
  readonly #groups = new Map<string, Group>();

  addTenant(tenant: Tenant): void {
    this.tenants.push(tenant);
  }

  addSubscription(subscription: Subscription): void {
    this.subscriptions.push(subscription);
  }

  subscription(id: string): Subscription | undefined {
    return this.subscriptions.find(s => lower(s.subscriptionId) === lower(id));
  }

  /** The tenant of a subscription, '' where there is no such subscription. */
  tenantOf(subscriptionId: string): string {
    return this.subscription(subscriptionId)?.tenantId ?? '';
  }

  setSubscriptionTags(id: string, tags: JsonObject): void {
    const at = this.subscriptions.findIndex(s => lower(s.subscriptionId) === lower(id));
    const found = this.subscriptions[at];
    if (found) this.subscriptions[at] = { ...found, tags };
  }

  /** Registers a subscription for `Microsoft.ContainerInstance`, from a time on (ms since the epoch). */
  register(id: string, from: number): void {
    const at = this.subscriptions.findIndex(s => lower(s.subscriptionId) === lower(id));
    const found = this.subscriptions[at];
    const isNew = found?.registered === false && found.registeredFrom === undefined;
    if (found && isNew) this.subscriptions[at] = { ...found, registeredFrom: from };
  }

  /** Adds a resource group, or replaces the location and tags of the one that has this name. */
  addResourceGroup(group: ResourceGroup): void {
    this.#resourceGroups.set(lower(group.subscriptionId, group.name), group);
  }

  resourceGroup(subscriptionId: string, name: string): ResourceGroup | undefined {
    return this.#resourceGroups.get(lower(subscriptionId, name));
  }

  /** A subscription's resource groups, by name. */
  resourceGroups(subscriptionId: string): ResourceGroup[] {
    return [...this.#resourceGroups.values()]
      .filter(g => lower(g.subscriptionId) === lower(subscriptionId))
      .sort((a, b) => compare(lower(a.name), lower(b.name)));
  }

  /** Marks a resource group as being deleted; `removeResourceGroup` ends it. */
  beginRemoval(group: ResourceGroup): void {
    this.addResourceGroup({ ...group, deleting: true });
  }

  /** Called when a resource group is gone: removes what others than the estate hold of it. */
  onResourceGroupRemoved: (subscriptionId: string, name: string) => void = () => undefined;

  /** Removes a resource group with everything in it. */
  removeResourceGroup(subscriptionId: string, name: string): void {
    for (const group of this.groups(subscriptionId, name)) this.removeGroup(group);
    this.deployments.removeWithin(subscriptionId, name);
    this.profiles.removeWithin(resourceGroupId(subscriptionId, name));
    this.resources.removeWithin(resourceGroupId(subscriptionId, name));
    this.#resourceGroups.delete(lower(subscriptionId, name));
    this.onResourceGroupRemoved(subscriptionId, name);
  }

  /** Creates a group and starts its containers without any check: for the seed, and for the PUT that has checked. */
  addGroup(key: GroupKey, body: GroupBody, containers: ContainerRuntime): Group {
    const { location, properties } = body;
    const running = containers.create({ name: key.name, location, properties });
    return this.setGroup(key, body, running);
  }

  /** Replaces the body of a group whose containers exist already. */
  setGroup(key: GroupKey, body: GroupBody, running: RunningGroup): Group {
    const group: Group = {
      subscriptionId: key.subscriptionId,
      resourceGroup: key.resourceGroup,
      name: key.name,
      location: body.location,
      properties: body.properties,
      tags: body.tags,
      zones: body.zones,
      identity: body.identity,
      running,
    };
    this.#groups.set(groupKey(key), group);
    return group;
  }

  group(key: GroupKey): Group | undefined {
    return this.#groups.get(groupKey(key));
  }

  groupWithId(id: string): Group | undefined {
    return this.allGroups().find(group => isSameId(groupId(group), id));
  }

  /** Groups of a subscription, or of one of its resource groups, in the order they were created. */
  groups(subscriptionId: string, resourceGroup?: string): Group[] {
    return [...this.#groups.values()].filter(
      g =>
        lower(g.subscriptionId) === lower(subscriptionId) &&
        (resourceGroup === undefined || lower(g.resourceGroup) === lower(resourceGroup)),
    );
  }

  /** Every group of every tenant. */
  allGroups(): Group[] {
    return [...this.#groups.values()];
  }

  removeGroup(key: GroupKey): void {
    this.#groups.get(groupKey(key))?.running.dispose();
    this.#groups.delete(groupKey(key));
  }

  /** Ends all containers and deployments. */
  dispose(): void {
    for (const group of this.allGroups()) this.removeGroup(group);
    this.deployments.dispose();
  }
}

function groupKey(key: GroupKey): string {
  return lower(key.subscriptionId, key.resourceGroup, key.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
