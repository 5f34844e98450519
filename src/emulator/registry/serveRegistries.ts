/** Serves the registries, each at a port of its own, which is what tells them apart. */
import type { Estate } from '../arm/estate.ts';
import type { Certificate } from '../certificate.ts';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults/faults.ts';
import type { Entra } from '../entra/entra.ts';
import { startServer, type EmulatorServer, type ServerOptions } from '../server.ts';
import { createRegistryTokens } from './registryTokens.ts';
import { registryDataRoutes } from './dataPlane.ts';
import type { Registries, Registry, RegistrySeed } from './registries.ts';

interface RegistryServerDeps {
  readonly registries: Registries;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly entra: Entra;
  readonly faults: Faults;
  readonly onResponse: ServerOptions['onResponse'];
  readonly estate: Estate;
}

export interface RegistryServers {
  /** Starts a server for a registry, and adds the registry under its address; it is ready at `readyAt`. */
  start(seed: RegistrySeed, readyAt?: number): Promise<Registry>;
  /** Removes a registry with its server. */
  stop(registry: Registry): Promise<void>;
  close(): Promise<void>;
}

export function serveRegistries({
  registries,
  certificate,
  clock,
  entra,
  estate,
  faults,
  onResponse,
}: RegistryServerDeps): RegistryServers {
  const tokens = createRegistryTokens(clock, entra.verify, registry =>
    estate.tenantOf(registry.subscriptionId),
  );
  const routes = registryDataRoutes(registries, tokens);
  const running = new Map<string, EmulatorServer>();
  return {
    async start(seed, readyAt) {
      const server = await startServer({
        routes,
        certificate,
        clock,
        verify: entra.verify,
        faults,
        onResponse,
      });
      const registry = registries.add(seed, new URL(server.origin).host, clock.now(), readyAt);
      running.set(registry.loginServer, server);
      return registry;
    },
    async stop(registry) {
      registries.remove(registry);
      const server = running.get(registry.loginServer);
      running.delete(registry.loginServer);
      await server?.close();
    },
    async close() {
      await Promise.all([...running.values()].map(server => server.close()));
    },
  };
}
