/** Serves the registries, each at a port of its own, which is what tells them apart. */
import type { Estate } from '../arm/estate.ts';
import type { Certificate } from '../certificate.ts';
import type { Clock } from '../clock.ts';
import type { Image } from '../containers/processes/program.ts';
import type { Faults } from '../faults/faults.ts';
import type { Entra } from '../entra/entra.ts';
import { startServer, type EmulatorServer, type ServerOptions } from '../server.ts';
import { createRegistryTokens } from './registryTokens.ts';
import { registryDataRoutes } from './dataPlane.ts';
import type { Registries, RegistrySeed } from './registries.ts';

interface RegistryServerDeps {
  readonly registries: Registries;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly entra: Entra;
  /** The images of the registries are added here, by repository. */
  readonly images: Map<string, Image>;
  readonly faults: Faults;
  readonly onResponse: ServerOptions['onResponse'];
  readonly estate: Estate;
}

/** Starts a server for each registry, and adds the registry under the server's address. */
export function serveRegistries(
  seeds: readonly RegistrySeed[],
  { registries, certificate, clock, entra, images, estate, faults, onResponse }: RegistryServerDeps,
): Promise<EmulatorServer[]> {
  const tokens = createRegistryTokens(clock, entra.verify, registry =>
    estate.tenantOf(registry.subscriptionId),
  );
  const routes = registryDataRoutes(registries, tokens);
  return Promise.all(
    seeds.map(async seed => {
      const server = await startServer({
        routes,
        certificate,
        clock,
        verify: entra.verify,
        faults,
        onResponse,
      });
      const { loginServer } = registries.add(seed, new URL(server.origin).host, clock.now());
      for (const { name, program } of seed.repositories) {
        if (program) images.set(`${loginServer}/${name}`, { program });
      }
      return server;
    }),
  );
}
