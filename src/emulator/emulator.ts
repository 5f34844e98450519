/** An Azure of your own: everything of the emulator put together, on 127.0.0.1 only. */
import { randomBytes } from 'node:crypto';
import { createArmContext, type ArmContext } from './arm/context.ts';
import { cloudMetadataRoute } from './arm/cloudMetadata.ts';
import { Estate } from './arm/estate.ts';
import { shareFinder } from './arm/resources/fileShares.ts';
import { genericRoutes } from './arm/resources/genericRoutes.ts';
import type { ArmSwitches } from './arm/armSwitches.ts';
import { Throttle } from './arm/gateway/throttle.ts';
import type { Route } from './arm/route.ts';
import { authorizationRoutes } from './authorization/authorizationRoutes.ts';
import { createBlobs, type Blobs } from './blobStorage/blobs.ts';
import { serveBlobs } from './blobStorage/serveBlobs.ts';
import { createCertificate, createClientCertificate } from './certificate.ts';
import { realClock, type Clock } from './clock.ts';
import { createContainerRuntime } from './containers/createRuntime.ts';
import { imageFinder } from './containers/images/images.ts';
import type { ContainerRuntime, ContainerSwitches } from './containers/runtime.ts';
import { principalType, type Directory, type ManagedIdentity } from './entra/directory.ts';
import { createEntra, type Entra } from './entra/entra.ts';
import { type CostSwitches, costRoutes, createCostSwitches } from './cost/costRoutes.ts';
import type { EntraSwitches } from './entra/entraState.ts';
import { Faults } from './faults/faults.ts';
import { skewedClock } from './faults/skewedClock.ts';
import { withAllTenants } from './entra/tenantList.ts';
import { type GraphSwitches, graphRoutes } from './microsoftGraph/graphRoutes.ts';
import { managedIdentityRoutes } from './managedIdentity/armRoutes.ts';
import { startIdentityEndpoint } from './managedIdentity/identityEndpoint.ts';
import { groupIdentities, machineIdentity, userAssigned } from './managedIdentity/identities.ts';
import { findSubnet } from './network/virtualNetworks.ts';
import { networkRoutes } from './network/networkRoutes.ts';
import { type PriceSwitches, retailPriceRoutes } from './prices/retailPriceRoutes.ts';
import { registryArmRoutes, registrySource } from './registry/armRoutes.ts';
import { baseImageFinder } from './registry/builds/baseImages.ts';
import { runRoutes } from './registry/builds/runRoutes.ts';
import { createRuns, type Runs } from './registry/builds/runs.ts';
import { imageAccess, mayPull } from './registry/imageAccess.ts';
import { createRegistries, type Registries } from './registry/registries.ts';
import { serveRegistries, type RegistryServers } from './registry/serveRegistries.ts';
import { demoSeed } from './seed/demo.ts';
import { PastClock } from './seed/pastClock.ts';
import { maxSeedAgeMs, applySeed, type Seed } from './seed/seed.ts';
import { startServer, type EmulatorServer, type ServerOptions } from './server.ts';
import { armRoutes } from './arm/armRoutes.ts';

export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: the demo estate. */
  readonly seed?: Seed;
  /** Time for containers, operations and throttling. Default: the machine's. */
  readonly clock?: Clock;
  /** Time for tokens. Default: the machine's, because clients compare their tokens' times with it. */
  readonly tokenClock?: Clock;
  readonly switches?: {
    readonly arm?: Partial<ArmSwitches>;
    readonly containers?: Partial<ContainerSwitches>;
    readonly entra?: Partial<EntraSwitches>;
  };
  /** Called with every request and its response, here and at the registries. For tests. */
  readonly onResponse?: ServerOptions['onResponse'];
  /** Further host names that the certificate is good for: those of hosts that a proxy sends here. */
  readonly certificateNames?: readonly string[];
}

export interface Emulator {
  /** `https://127.0.0.1:4711`. */
  readonly resourceManagerEndpoint: string;
  readonly activeDirectoryEndpoint: string;
  /** The authority to trust, PEM. */
  readonly ca: string;
  /** The home tenant. */
  readonly tenantId: string;
  /** An application that may do everything in every tenant; each start makes a new secret. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** What App Service puts into `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`, for this machine's managed identities. */
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  /** A new certificate of the application with its private key, PEM: it takes a moment to make. */
  createClientCertificate(): Promise<string>;
  /** Of the home tenant. */
  readonly subscriptionIds: readonly string[];
  readonly estate: Estate;
  readonly containers: ContainerRuntime;
  readonly registries: Registries;
  /** What builds of images upload and write. */
  readonly blobs: Blobs;
  readonly entra: Entra;
  /** Microsoft Graph is at `resourceManagerEndpoint` too. */
  readonly graph: GraphSwitches;
  /** Cost Management is at `resourceManagerEndpoint` too. */
  readonly costs: CostSwitches;
  /** The price list is at `resourceManagerEndpoint` too. */
  readonly prices: PriceSwitches;
  readonly arm: ArmContext;
  readonly server: EmulatorServer;
  /** Failures to inject, here and at the registries. */
  readonly faults: Faults;
  /** Ends servers, sockets, containers and timers. */
  close(): Promise<void>;
}

const clientId = 'ac1e0000-1111-4222-8333-00000000ac1e';

/**
 * Starts an emulator.
 * @throws Error with code `EADDRINUSE` where the port is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const faults = new Faults();
  const present = skewedClock(options.clock ?? realClock, faults);
  const now = present.now();
  const seed = options.seed ?? demoSeed(now);
  const clock = new PastClock(present, now - maxSeedAgeMs);
  const certificate = await createCertificate(options.certificateNames);
  const tokenClock = skewedClock(options.tokenClock ?? realClock, faults);
  const estate = new Estate();
  const { directory, machine } = principalsOf(seed, estate);
  const entra = createEntra(tokenClock, directory, options.switches?.entra);
  const graph: GraphSwitches = { refuses: false };
  const costs = createCostSwitches();
  const prices: PriceSwitches = { pageSize: 100 };
  const registries = createRegistries();
  const containers = createContainerRuntime(clock, options.switches?.containers, {
    findShare: shareFinder(estate.resources),
    ...(seed.images && { images: seed.images }),
    registryImage: reference => registries.imageOf(reference),
    imageAccess: (image, credential) =>
      imageAccess(registries, image, credential, (identity, registry) =>
        mayPull(arm.assignments, identity, registry),
      ),
  });
  const arm = createArmContext(estate, containers, clock, options.switches?.arm, faults, id =>
    findSubnet(estate.resources, id),
  );
  const { onResponse } = options;
  const registryServers = serveRegistries({
    ...{ registries, certificate, clock, entra, estate, faults, onResponse },
  });
  for (const each of seed.registries) await registryServers.start(each);
  estate.onResourceGroupRemoved = (subscriptionId, name) => {
    // A server that doesn't end is closed with the emulator.
    registryServers.stopAll(subscriptionId, name).catch(() => undefined);
  };
  const blobs = createBlobs(clock);
  const blobServer = await serveBlobs(blobs, {
    certificate,
    clock,
    verify: entra.verify,
    faults,
    onResponse,
  });
  const runs = createRuns({
    ...{ clock, blobs, registries },
    findBase: baseImageFinder(registries, imageFinder(seed.images)),
    pace: () => containers.switches.pace,
    agentsFail: () => arm.switches.buildAgentsFail,
  });
  const identity = await startIdentityEndpoint({
    machine,
    assigned: () => userAssigned(estate),
    issue: (principal, resource) => entra.identityToken(principal, resource),
    issuePersonal: resource => entra.personalToken(resource),
    passwordless: () => entra.switches.passwordless,
    clock: tokenClock,
  });
  const closeAll = async (...servers: EmulatorServer[]) => {
    estate.dispose();
    runs.dispose();
    await Promise.all([registryServers, blobServer, ...servers, identity].map(each => each.close()));
  };
  let server: EmulatorServer;
  try {
    await applySeed(seed, { estate, containers, registries, clock, now, activityLog: arm.activityLog });
    server = await startServer({
      routes: createRoutes({
        arm,
        entra,
        registries,
        registryServers,
        runs,
        blobs,
        blobServer,
        graph,
        costs,
        prices,
      }),
      certificate,
      clock,
      faults,
      onResponse,
      verify: entra.verify,
      missingClaims: entra.missingClaims,
      throttle: new Throttle(clock),
      throttling: () => arm.switches.throttling,
      port: options.port ?? 0,
      onUpgrade: (request, socket, head) =>
        arm.attachSockets.tryUpgrade(request, socket, head) ||
        arm.execSockets.tryUpgrade(request, socket, head),
    });
  } catch (error) {
    await closeAll();
    throw error;
  }
  for (const host of ['127.0.0.1', 'localhost']) entra.addResource(`https://${host}:${server.port}`);
  const [home] = seed.tenants;
  return {
    resourceManagerEndpoint: server.origin,
    activeDirectoryEndpoint: server.origin,
    ca: certificate.caPem,
    tenantId: home.tenantId,
    clientId,
    clientSecret: entra.directory.application.clientSecret,
    identityEndpoint: identity.identityEndpoint,
    identityHeader: identity.identityHeader,
    createClientCertificate: async () => {
      const { pem, certificate: registered } = await createClientCertificate();
      entra.registerCertificate(registered);
      return pem;
    },
    subscriptionIds: estate.subscriptions
      .filter(s => s.tenantId === home.tenantId)
      .map(s => s.subscriptionId),
    estate,
    containers,
    registries,
    blobs,
    entra,
    graph,
    costs,
    prices,
    arm,
    server,
    faults,
    close: () => closeAll(server),
  };
}

function createRoutes({
  arm,
  entra,
  registries,
  registryServers,
  runs,
  blobs,
  blobServer,
  graph,
  costs,
  prices,
}: Pick<Emulator, 'arm' | 'entra' | 'registries' | 'blobs' | 'graph' | 'costs' | 'prices'> & {
  readonly registryServers: RegistryServers;
  readonly runs: Runs;
  readonly blobServer: EmulatorServer;
}): Route[] {
  const { directory } = entra;
  const resourceProviders = [
    ...costRoutes(arm, costs),
    ...networkRoutes(arm),
    ...registryArmRoutes({ arm, registries, servers: registryServers }),
    ...runRoutes({ arm, registries, runs, blobs, blobOrigin: blobServer.origin }),
    ...managedIdentityRoutes(arm.estate),
    ...genericRoutes(arm, [registrySource(registries, () => arm.clock.now())]),
    ...authorizationRoutes(arm, (_, objectId) => principalType(directory, objectId)),
  ];
  return [
    cloudMetadataRoute,
    ...entra.routes,
    ...retailPriceRoutes(prices),
    ...graphRoutes({ directory, verify: entra.verifyGraph, switches: graph }),
    ...withAllTenants(armRoutes(arm, resourceProviders), entra.tenantsOf),
  ];
}

interface Principals {
  readonly directory: Directory;
  readonly machine: ManagedIdentity;
}

function principalsOf(seed: Seed, estate: Estate): Principals {
  const [home, ...others] = seed.tenants;
  const own = seed.subscriptions.find(each => each.tenantId === home.tenantId)?.subscriptionId ?? '';
  const machine = machineIdentity(own, home.tenantId);
  const directory: Directory = {
    tenantIds: [home.tenantId, ...others.map(tenant => tenant.tenantId)],
    accounts: seed.accounts,
    application: {
      clientId,
      // No sign at its beginning: `az login -p` takes `-…` for an option.
      clientSecret: randomBytes(24).toString('hex'),
      objectId: 'ac1e0000-2222-4333-8444-00000000ac1e',
      displayName: 'emulator-client',
    },
    get identities() {
      return [machine, ...userAssigned(estate), ...groupIdentities(estate)];
    },
  };
  return { directory, machine };
}
