/** An Azure for one measurement: an emulator in a process of its own. */
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import type { EmulatorAddress } from '../../../src/core/account/emulatorAddress.ts';
import type { ContainerRef } from '../../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { cloudOf } from '../../cloudOf.ts';
import { withEmulator } from '../emulatorProcess.ts';
import type { WriteBatch } from './writer.ts';

/** What a client needs. */
export interface Azure {
  readonly account: EmulatorAddress;
  /** Runs, and writes what it is told to. */
  readonly container: ContainerRef;
}

export interface Bench {
  readonly aci: AzureApi;
  readonly container: ContainerRef;
  readonly write: (batch: WriteBatch) => void;
}

/** Starts an emulator, does `work` with it, and ends it. */
export function withAzure<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  const file = new URL('emulatorProcess.ts', import.meta.url);
  return withEmulator(file, [], (said, child) => {
    const { account, container } = said as Azure;
    const aci = createAzureApi(cloudOf(account), emulatorCredentials(account));
    return work({ aci, container, write: batch => void child.send(batch) });
  });
}
