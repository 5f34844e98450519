/** What operations need in the MCP program, which has no editor around it: a place where `azure` and `ui` meet. */
import { PermissionCache } from './core/access/permissionCache.ts';
import { type CloudEndpoints, publicCloud } from './core/account/cloudEndpoints.ts';
import type { CredentialSource } from './core/account/credentialSource.ts';
import { forwardAzureApi } from './core/account/forwardAzureApi.ts';
import type { SignInMethod } from './core/account/signInMethod.ts';
import type { AzureApi } from './core/azureApi.ts';
import { systemClock } from './core/clock.ts';
import { createPriceList, type PriceList } from './core/cost/priceList.ts';
import { AciError } from './core/errors.ts';
import type { Json } from './core/json.ts';
import { createPreflight } from './cloudPreflight.ts';
import { emulatorEndpoints } from './ui/account/emulatorConnection.ts';
import { readSubscriptions } from './ui/account/readSubscriptions.ts';
import type { ProgramOptions } from './ui/agents/mcp/programOptions.ts';
import type { OperationDeps } from './ui/agents/operationDeps.ts';

export interface ProgramDeps {
  readonly deps: OperationDeps;
  /** Ends the emulator. */
  close(): Promise<void>;
}

/** Asks nobody for anything but where the emulator has to be started. */
export async function openProgramDeps(options: ProgramOptions): Promise<ProgramDeps> {
  const opened = await openCloud(options);
  const { endpoints, credentials } = opened;
  const { createAzureApi } = await import('./azure/api/createAzureApi.ts');
  const aci = limitedTo(options.subscriptions, createAzureApi(endpoints, credentials));
  const cloud = endpoints.id;
  const deps: OperationDeps = {
    aci,
    cloud,
    clock: systemClock,
    async subscriptions(signal) {
      const all = await readSubscriptions(aci, signal);
      return all.filter(({ id }) => isAmong(options.subscriptions, id));
    },
    permissions: new PermissionCache(aci.access, systemClock),
    preflight: createPreflight(aci, { cloud }),
    prices: pricesOf(endpoints),
    async imageConfig(image, signal) {
      if (cloud === 'emulator') return undefined; // its registries are not on the internet
      const { createImageConfigReader } = await import('./azure/api/imageConfigReader.ts');
      return createImageConfigReader()(image, signal);
    },
    refreshGroup: () => undefined, // nobody looks
  };
  return { deps, close: () => opened.close() };
}

interface OpenCloud {
  readonly endpoints: CloudEndpoints;
  readonly credentials: CredentialSource;
  close(): Promise<void>;
}

async function openCloud({ cloud, signIn }: ProgramOptions): Promise<OpenCloud> {
  const endpoints = publicCloud(cloud);
  if (endpoints) {
    const { createCredentials } = await import('./azure/credentials/credentials.ts');
    const credentials = createCredentials(signInMethod(signIn), endpoints);
    return { endpoints, credentials, close: () => Promise.resolve() };
  }
  const { startEmulator } = await import('./emulator/emulator.ts');
  const { emulatorCredentials } = await import('./azure/credentials/emulatorCredentials.ts');
  const emulator = await startEmulator();
  return {
    endpoints: emulatorEndpoints(emulator),
    credentials: emulatorCredentials(emulator),
    close: () => emulator.close(),
  };
}

function signInMethod(kind: ProgramOptions['signIn']): SignInMethod {
  const clientId = process.env['AZURE_CLIENT_ID'] ?? '';
  return kind === 'managedIdentity' && clientId !== '' ? { kind, clientId } : { kind };
}

/** Groups of other subscriptions can't be reached by their resource ids either. */
function limitedTo(subscriptions: ProgramOptions['subscriptions'], aci: AzureApi): AzureApi {
  return forwardAzureApi(({ subscriptionId = '' }) => {
    if (subscriptionId === '' || isAmong(subscriptions, subscriptionId)) return Promise.resolve(aci);
    const message = `This server was started for other subscriptions than ${subscriptionId}.`;
    return Promise.reject(new AciError('subscriptionNotFound', message));
  });
}

function isAmong(subscriptions: ProgramOptions['subscriptions'], id: string): boolean {
  return subscriptions?.includes(id.toLowerCase()) ?? true;
}

/** Where there is a price list: `src/cloudPrices.ts`. */
function pricesOf({ id, resourceManagerEndpoint, ca }: CloudEndpoints): PriceList {
  const hasList = id === 'azure' || id === 'emulator';
  const endpoint = id === 'emulator' ? resourceManagerEndpoint : 'https://prices.azure.com';
  const currency = 'USD';
  let kept: Json | undefined;
  return createPriceList({
    clock: systemClock,
    storage: {
      read: () => kept,
      write: prices => {
        kept = JSON.parse(JSON.stringify(prices)) as Json;
        return Promise.resolve();
      },
    },
    source: () =>
      hasList
        ? {
            endpoint,
            currency,
            async rows(region, signal) {
              const { createRetailPrices } = await import('./azure/api/retailPrices.ts');
              return createRetailPrices({ endpoint, currency, ca }).rows(region, signal);
            },
          }
        : undefined,
  });
}
