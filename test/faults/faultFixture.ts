/** An Azure with faults, and for each case an `AzureApi` of its own, whose waits move the emulator's time. */
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import type { ManagedIdentity } from '../../src/core/access/rbac.ts';
import type { ContainerRef, GroupRef } from '../../src/core/model/containerGroup.ts';
import type { Registry } from '../../src/core/model/registry.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { CredentialSource } from '../../src/core/account/credentialSource.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { chatty } from '../../src/emulator/containers/programs/chatty.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { groupBody } from '../../src/emulator/seed/groupBody.ts';
import { emptySeed, emptySubscription } from '../../src/emulator/seed/empty.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { cloudOf } from '../cloudOf.ts';
import { TestClock } from '../testClock.ts';

export const subscriptionId = emptySubscription;
export const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
const minute = 60_000;

/** One in which container instances are not registered. */
export const unregistered = 'e0000000-0000-4000-8000-000000000002';
const place = { subscriptionId, resourceGroup: 'rg', location: 'westeurope' };
const writing = (...names: readonly string[]) =>
  groupBody({
    location: 'westeurope',
    restartPolicy: 'Never',
    containers: names.map(name => ({
      name,
      image: 'test/chatty',
      env: { LINES: String(lines.length), LINES_PER_SECOND: '2' },
    })),
  });
const writer = writing('app');
const writers = writing('app', 'side');
const keeper = groupBody({
  location: 'westeurope',
  containers: [{ name: 'app', image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest' }],
});

const seed: Seed = {
  ...emptySeed,
  subscriptions: [
    ...emptySeed.subscriptions,
    {
      subscriptionId: unregistered,
      tenantId: emptySeed.tenants[0].tenantId,
      displayName: 'Not registered',
      registered: false,
    },
  ],
  identities: [{ ...place, name: 'puller' }],
  resourceGroups: [{ subscriptionId, name: 'rg', location: 'westeurope' }],
  networks: [
    {
      ...place,
      name: 'vnet',
      addressPrefixes: ['10.0.0.0/16'],
      subnets: [{ name: 'default', prefixes: ['10.0.0.0/24'] }],
    },
  ],
  registries: [
    {
      ...place,
      name: 'store',
      sku: 'Basic',
      adminUserEnabled: true,
      repositories: [{ name: 'web', tags: [{ name: 'v1', pushed: 0 }] }],
    },
  ],
  images: new Map([['test/chatty', { program: chatty }]]),
  groups: () => [
    { ...place, name: 'finished', body: writer, age: 60 * minute },
    { ...place, name: 'steady', body: keeper, age: 60 * minute },
  ],
};

/** One emulator; its cases come one after another. */
export interface FaultFixture {
  readonly emulator: Emulator;
  readonly time: ManualClock;
  readonly credentials: CredentialSource;
  readonly registry: Registry;
  readonly identity: ManagedIdentity;
  /** What of `AzureApi` and of the interfaces in it operations have used: `getGroup`, `access.roles`. */
  readonly used: Set<string>;
}

export async function openFaultFixture(): Promise<FaultFixture> {
  const time = new ManualClock();
  const emulator = await startEmulator({ seed, clock: time, switches: { arm: { throttling: false } } });
  const credentials = emulatorCredentials(emulator);
  const aci = createAzureApi(cloudOf(emulator), credentials);
  const { signal } = new AbortController();
  const [registry] = await aci.registries(subscriptionId, signal);
  const [identity] = await aci.access.managedIdentities(subscriptionId, signal);
  if (!registry || !identity) throw new Error('The seed has a registry and an identity.');
  return { emulator, time, credentials, registry, identity, used: new Set() };
}

/** What an operation needs to find in Azure. */
export interface CaseSetup {
  readonly testGroup?: 'none' | 'writing' | 'twoWriting' | 'running' | 'stopped';
  readonly sockets?: 'attach' | 'exec' | 'follow';
  /** Default: the one that all share. */
  readonly resourceGroup?: 'new';
}

/** What one case works with. */
export interface CaseContext {
  readonly fixture: FaultFixture;
  readonly aci: AzureApi;
  readonly clock: TestClock;
  readonly store: GroupStore;
  /** The case's own group: it may be changed and deleted. */
  readonly testGroup: GroupRef;
  readonly container: ContainerRef;
  readonly signal: AbortSignal;
  /** What the user does to cancel. */
  readonly cancel: () => void;
}

const bodies = { writing: writer, twoWriting: writers, running: keeper, stopped: keeper };
let groupCount = 0;

/** `fresh`: with a sign-in of its own, no token of which is known yet. */
export function openCaseContext(
  fixture: FaultFixture,
  { testGroup: setup = 'none', sockets, resourceGroup: ownResourceGroup }: CaseSetup,
  fresh: boolean,
): CaseContext {
  const { emulator, time } = fixture;
  // Waits between attempts are over at once; a request's own time limit runs out when something hangs.
  const clock = sockets ? new TestClock() : new TestClock(30_000, ms => time.advance(ms));
  const credentials = fresh ? emulatorCredentials(emulator) : fixture.credentials;
  const real = createAzureApi(cloudOf(emulator), credentials, { clock, random: () => 0.5 });
  const access = recordingCalls(real.access, key => fixture.used.add(`access.${key}`));
  const deployments = recordingCalls(real.deployments, key => fixture.used.add(`deployments.${key}`));
  const builds = recordingCalls(real.builds, key => fixture.used.add(`builds.${key}`));
  const aci: AzureApi = recordingCalls({ ...real, access, builds, deployments }, key =>
    fixture.used.add(key),
  );
  const name = `group-${++groupCount}`;
  const resourceGroup = ownResourceGroup ? `rg-${name}` : 'rg';
  const testGroup: GroupRef = { cloud: 'emulator', subscriptionId, resourceGroup, name };
  if (setup !== 'none') {
    const writes = setup === 'writing' || setup === 'twoWriting';
    const { running } = emulator.estate.addGroup(testGroup, bodies[setup], emulator.containers);
    if (!writes) time.advance(2 * minute);
    else if (sockets === 'attach') while (running.state === 'Pending') time.advance(500);
    if (setup === 'stopped') {
      running.stop();
      time.advance(minute);
    }
  }
  const controller = new AbortController();
  emulator.faults.onWait = fault => {
    setImmediate(() => {
      if (fault === 'delay') time.advance(minute);
      else if (fault === 'hang') clock.advance(200_000);
    });
  };
  return {
    fixture,
    aci,
    clock,
    store: new GroupStore(aci, clock),
    testGroup,
    container: { group: testGroup, container: 'app' },
    signal: controller.signal,
    cancel: () => controller.abort(),
  };
}

/** `parts`, telling which of them is asked for. */
function recordingCalls<T extends object>(parts: T, note: (key: string) => void): T {
  return new Proxy(parts, {
    get(target, key) {
      note(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
}

/** The methods of `AzureApi` and of the interfaces in it. */
export function apiMethods(fixture: FaultFixture): readonly string[] {
  const { access, builds, deployments, ...rest } = createFaultFreeAzure(fixture);
  return [
    ...Object.keys(rest),
    ...Object.keys(access).map(key => `access.${key}`),
    ...Object.keys(builds).map(key => `builds.${key}`),
    ...Object.keys(deployments).map(key => `deployments.${key}`),
  ];
}

/** An `AzureApi` without faults or history, to see what is true. */
export function createFaultFreeAzure(fixture: FaultFixture): AzureApi {
  const clock = new TestClock(30_000, ms => fixture.time.advance(ms));
  return createAzureApi(cloudOf(fixture.emulator), fixture.credentials, { clock });
}
