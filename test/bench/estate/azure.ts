/** The way to the large estate, as the extension goes it, with every request counted at its other end. */
import { once } from 'node:events';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import type { EmulatorAddress } from '../../../src/core/account/emulatorAddress.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import type { AnsweredRequest } from '../../../src/emulator/server.ts';
import { cloudOf } from '../../cloudOf.ts';
import { withEmulator } from '../emulatorProcess.ts';
import type { EstateShape } from './seed.ts';
import { Waits } from './waits.ts';

/** An estate, and how long every answer takes at least. */
export interface DistantEstate extends EstateShape {
  readonly roundTripMs: number;
}

/** What came to ARM; tokens don't count. */
export interface SentRequests {
  readonly requests: number;
  /** Of container groups, further pages included. */
  readonly lists: number;
  /** Answered with 429. */
  readonly throttled: number;
}

export interface EstateBench {
  readonly aci: AzureApi;
  readonly waits: Waits;
  /** What was sent since this was asked last. */
  sent(): Promise<SentRequests>;
}

/** Starts the emulator, signs in, does `work`, and ends the emulator. */
export function withEstate<T>(estate: DistantEstate, work: (bench: EstateBench) => Promise<T>): Promise<T> {
  const file = new URL('emulatorProcess.ts', import.meta.url);
  return withEmulator(file, [JSON.stringify(estate)], async (said, child) => {
    const account = said as EmulatorAddress;
    const waits = new Waits();
    const aci = createAzureApi(cloudOf(account), emulatorCredentials(account), { log: waits });
    const sent = async () => {
      child.send('sent');
      const [journal] = (await once(child, 'message')) as [readonly AnsweredRequest[]];
      return counted(journal);
    };
    await signIn(aci);
    await sent();
    waits.restart();
    return work({ aci, waits, sent });
  });
}

/** Loads what is loaded at first use, and gets the tokens: in the editor they are there when it starts. */
async function signIn(aci: AzureApi): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  for (const { id } of await aci.tenants(signal)) await aci.subscriptions(id, signal);
}

function counted(journal: readonly AnsweredRequest[]): SentRequests {
  const toArm = journal.filter(({ path }) => path.includes('api-version='));
  return {
    requests: toArm.length,
    lists: toArm.filter(({ path }) => /\/containerGroups\?/i.test(path)).length,
    throttled: toArm.filter(({ status }) => status === 429).length,
  };
}
