import type { Clock } from '../../src/core/clock.ts';
import { AciError } from '../../src/core/errors.ts';
import {
  type Container,
  type ContainerGroup,
  groupKey,
  type GroupRef,
} from '../../src/core/model/containerGroup.ts';
import type { DeploymentsApi } from '../../src/core/deployments/deploymentsApi.ts';
import type { ResourceGroup, Subscription, Tenant } from '../../src/core/model/subscription.ts';
import type { ImageBuildsApi } from '../../src/core/builds/imageBuildsApi.ts';
import type { AccessApi, AzureApi, Progress } from '../../src/core/azureApi.ts';

/** What becomes of a group, and when: `at` counts ms from its creation. */
export interface Phase {
  readonly at: number;
  readonly provisioningState?: string;
  readonly state: string;
}

interface FakeGroup {
  readonly group: ContainerGroup;
  readonly born: number;
  readonly phases: readonly Phase[];
}

/** A small Azure in memory: groups pass through their phases on the clock, and every request is counted. */
export class FakeAzureApi implements AzureApi {
  /** `LIST one`, `GET web`, `TENANTS`, …: in the order of asking. */
  readonly requests: string[] = [];
  /** What a request of that name fails with, as long as it is in here. */
  readonly failing = new Map<string, AciError>();
  /** Groups on a page of LIST. */
  pageSize = 100;
  mostAtOnce = 0;
  /** Whether a request goes on that its caller has called off. */
  isDeaf = false;
  #atOnce = 0;
  #held: (() => void)[] | undefined;
  readonly #clock: Clock;
  readonly #tenants: Tenant[] = [];
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #resourceGroups: ResourceGroup[] = [];
  readonly #groups = new Map<string, FakeGroup>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addTenant(id: string, ...subscriptions: readonly string[]): void {
    this.#tenants.push({ id, displayName: `Tenant ${id}` });
    this.#subscriptions.set(
      id,
      subscriptions.map(name => ({
        id: name,
        displayName: `Subscription ${name}`,
        tenantId: id,
        state: 'Enabled',
      })),
    );
  }

  removeSubscription(tenant: string, id: string): void {
    const left = this.#subscriptions.get(tenant)?.filter(subscription => subscription.id !== id) ?? [];
    this.#subscriptions.set(tenant, left);
  }

  addResourceGroup(subscriptionId: string, name: string): void {
    this.#resourceGroups.push({ subscriptionId, name, location: 'westeurope' });
  }

  addGroup(group: ContainerGroup, phases: readonly Phase[] = [{ at: 0, state: 'Running' }]): GroupRef {
    this.#groups.set(groupKey(group.ref), { group, born: this.#clock.now(), phases });
    return group.ref;
  }

  removeGroup(ref: GroupRef): void {
    this.#groups.delete(groupKey(ref));
  }

  /** From now on answers are kept back. */
  hold(): void {
    this.#held = [];
  }

  /** Gives out what was kept back, and keeps nothing back any more. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const go of held) go();
  }

  /** Gives out the answers to the last `count` requests that were kept back; the others stay back. */
  releaseLast(count: number): void {
    for (const go of this.#held?.splice(-count) ?? []) go();
  }

  count(request: RegExp): number {
    return this.requests.filter(name => request.test(name)).length;
  }

  tenants(signal: AbortSignal): Promise<readonly Tenant[]> {
    return this.#answer('TENANTS', signal, () => [...this.#tenants]);
  }

  subscriptions(tenantId: string, signal: AbortSignal): Promise<readonly Subscription[]> {
    return this.#answer(`SUBSCRIPTIONS ${tenantId}`, signal, () => this.#subscriptions.get(tenantId) ?? []);
  }

  resourceGroups(subscriptionId: string, signal: AbortSignal): Promise<readonly ResourceGroup[]> {
    return this.#answer(`RESOURCEGROUPS ${subscriptionId}`, signal, () =>
      this.#resourceGroups.filter(group => group.subscriptionId === subscriptionId),
    );
  }

  async *listGroups(subscriptionId: string, signal: AbortSignal): AsyncIterable<readonly ContainerGroup[]> {
    // Like ARM: the answer is what was there when it was asked, however long it takes to arrive.
    const all = [...this.#groups.values()]
      .filter(({ group }) => group.ref.subscriptionId === subscriptionId)
      .map(living => withoutView(this.#now(living)));
    for (let from = 0; from === 0 || from < all.length; from += this.pageSize) {
      const page = all.slice(from, from + this.pageSize);
      yield await this.#answer(
        from === 0 ? `LIST ${subscriptionId}` : `NEXT ${subscriptionId}`,
        signal,
        () => page,
      );
    }
  }

  getGroup(ref: GroupRef, signal: AbortSignal): Promise<ContainerGroup> {
    return this.#answer(`GET ${ref.name}`, signal, () => {
      const living = this.#groups.get(groupKey(ref));
      if (!living) throw new AciError('notFound', `The Resource '${ref.name}' was not found.`);
      return this.#now(living);
    });
  }

  async #answer<T>(name: string, signal: AbortSignal, answer: () => T): Promise<T> {
    signal.throwIfAborted();
    this.requests.push(name);
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    try {
      const held = this.#held;
      if (held) {
        await new Promise<void>((resolve, reject) => {
          held.push(resolve);
          if (this.isDeaf) return;
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        });
      } else await Promise.resolve();
      const failure = this.failing.get(name);
      if (failure) throw failure;
      return answer();
    } finally {
      this.#atOnce -= 1;
    }
  }

  #now({ group, born, phases }: FakeGroup): ContainerGroup {
    const age = this.#clock.now() - born;
    const phase = phases.findLast(({ at }) => at <= age);
    return {
      ...group,
      state: phase?.state ?? 'Pending',
      provisioningState: phase?.provisioningState ?? group.provisioningState,
    };
  }

  resourceGroupExists = notNeeded;
  createResourceGroup = notNeeded;
  locations = notNeeded;
  capabilities = notNeeded;
  usages = notNeeded;
  getRawGroup = notNeeded;
  patchTags = notNeeded;
  readLogs = notNeeded;
  attach = notNeeded;
  exec = notNeeded;
  metrics = notNeeded;
  activity = notNeeded;
  registries = notNeeded;
  registryCredential = notNeeded;
  repositories = notNeeded;
  tags = notNeeded;
  subnets = notNeeded;
  actualCosts = notNeeded;
  readonly access: AccessApi = {
    permissions: (_scope, _signal, urgency) => {
      this.requests.push(`PERMISSIONS ${urgency ?? 'user'}`);
      return Promise.resolve([]);
    },
    roles: notNeeded,
    assignments: notNeeded,
    assign: notNeeded,
    findPrincipals: notNeeded,
    principals: notNeeded,
    managedIdentities: notNeeded,
    providerState: notNeeded,
    registerProvider: notNeeded,
  };
  readonly deployments: DeploymentsApi = {
    validate: notNeeded,
    whatIf: notNeeded,
    create: notNeeded,
    get: notNeeded,
    operations: notNeeded,
    cancel: notNeeded,
    list: notNeeded,
    template: notNeeded,
  };

  readonly builds: ImageBuildsApi = {
    conditions: notNeeded,
    uploadAddress: notNeeded,
    upload: notNeeded,
    schedule: notNeeded,
    run: notNeeded,
    log: () => noProgressAtAll(),
    cancel: notNeeded,
    pushCredential: notNeeded,
    nameAvailable: notNeeded,
    createRegistry: notNeeded,
  };
  putGroup = noProgress;
  act = noProgress;
}

function notNeeded(): Promise<never> {
  return Promise.reject(new Error('The store asks no such thing.'));
}

function noProgressAtAll(): never {
  throw new Error('The store asks no such thing.');
}

function noProgress(): AsyncIterable<Progress> {
  throw new Error('The store asks no such thing.');
}

/** As LIST has it. */
export function withoutView(group: ContainerGroup): ContainerGroup {
  const bare = (container: Container) => ({ ...container, instanceView: undefined });
  return {
    ...group,
    state: undefined,
    events: [],
    containers: group.containers.map(bare),
    initContainers: group.initContainers.map(bare),
  };
}
