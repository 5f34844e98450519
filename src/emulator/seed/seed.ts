/** The initial content of an emulator: plain data, and how it is applied. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Estate, GroupBody, ResourceGroup, Subscription, Tenant } from '../arm/estate.ts';
import { resourceGroupId } from '../arm/resources/resourceIds.ts';
import type { Image } from '../containers/processes/program.ts';
import type { ContainerRuntime } from '../containers/runtime.ts';
import type { Account } from '../entra/directory.ts';
import { identityResource, type UserAssignedIdentity } from '../managedIdentity/identities.ts';
import { type VirtualNetwork, virtualNetworkResource } from '../network/virtualNetworks.ts';
import type { Registries, RegistrySeed } from '../registry/registries.ts';
import type { ActivityLog, Entry } from '../monitor/activityLog.ts';
import type { PastClock } from './pastClock.ts';

export interface Seed {
  /** The first is the home tenant. */
  readonly tenants: readonly [Tenant, ...Tenant[]];
  readonly accounts: readonly [Account, ...Account[]];
  readonly subscriptions: readonly Subscription[];
  readonly resourceGroups: readonly ResourceGroup[];
  readonly networks: readonly VirtualNetwork[];
  readonly registries: readonly RegistrySeed[];
  readonly identities?: readonly UserAssignedIdentity[];
  /** Images beside the ones that the emulator knows, by repository. */
  readonly images?: ReadonlyMap<string, Image>;
  /** Called once the registries are served, because images name their login servers. */
  readonly groups: (registries: Registries) => Iterable<GroupSeed>;
}

/** A container group, and its later events. */
export interface GroupSeed {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly body: GroupBody;
  /** How many ms ago it was created. */
  readonly age: number;
  readonly since?: readonly { readonly age: number; readonly verb: 'stop' | 'start' | 'restart' | 'evict' }[];
}

/** The oldest thing that a seed may hold, in ms: where its clock begins. */
export const maxSeedAgeMs = 30 * 24 * 60 * 60 * 1000;

/** Applies a seed, events in the order of their times, and leaves the clock in the present. */
export async function applySeed(
  seed: Seed,
  target: {
    estate: Estate;
    containers: ContainerRuntime;
    registries: Registries;
    clock: PastClock;
    now: number;
    activityLog: ActivityLog;
  },
): Promise<void> {
  const { estate, containers, clock, now } = target;
  for (const tenant of seed.tenants) estate.addTenant(tenant);
  for (const subscription of seed.subscriptions) estate.addSubscription(subscription);
  for (const group of seed.resourceGroups) estate.addResourceGroup(group);
  for (const network of seed.networks) estate.resources.put(virtualNetworkResource(network));
  for (const identity of seed.identities ?? []) {
    estate.resources.put(identityResource(identity, estate.tenantOf(identity.subscriptionId)));
  }
  const log = (group: GroupSeed, method: string, verb = '') =>
    target.activityLog.record(activityOf(seed, group, { at: clock.now(), method, verb }));
  const events = [...seed.groups(target.registries)].flatMap(group =>
    history(group, estate, containers, log),
  );
  events.sort((a, b) => b.age - a.age);
  for (const { age, apply } of events) {
    clock.advanceTo(now - age);
    apply();
    // A seed simulates days: other work in the process must not wait for all of them.
    await yieldToEventLoop();
  }
  clock.goLive();
}

interface SeedEvent {
  readonly age: number;
  readonly apply: () => void;
}

type LogActivity = (group: GroupSeed, method: string, verb?: string) => void;

function history(
  group: GroupSeed,
  estate: Estate,
  containers: ContainerRuntime,
  log: LogActivity,
): SeedEvent[] {
  const created = {
    age: group.age,
    apply: () => {
      estate.addGroup(group, group.body, containers);
      log(group, 'PUT');
    },
  };
  const later = (group.since ?? []).map(({ age, verb }) => ({
    age,
    apply: () => {
      estate.group(group)?.running[verb]();
      if (verb !== 'evict') log(group, 'POST', verb); // nobody asks for that
    },
  }));
  return [created, ...later];
}

/** The first account of the tenant did it. */
function activityOf(
  { accounts, tenants, subscriptions }: Seed,
  group: GroupSeed,
  { at, method, verb }: { readonly at: number; readonly method: string; readonly verb: string },
): Omit<Entry, 'id'> {
  const [home] = tenants;
  const tenantId =
    subscriptions.find(({ subscriptionId }) => subscriptionId === group.subscriptionId)?.tenantId ??
    home.tenantId;
  const [first] = accounts;
  const account = accounts.find(({ tenantIds }) => tenantIds[0] === tenantId) ?? first;
  const caller = {
    tenantId,
    objectId: account.objectId,
    name: account.userName,
    audience: 'https://management.core.windows.net/',
  };
  const path = `${resourceGroupId(group.subscriptionId, group.resourceGroup)}/providers/Microsoft.ContainerInstance/containerGroups/${group.name}${verb && `/${verb}`}`;
  return { at, method, path, caller, status: method === 'PUT' ? 201 : 204 };
}
