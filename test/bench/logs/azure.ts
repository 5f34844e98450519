/** An Azure for one measurement: an emulator in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createAci } from '../../../src/azure/cloudAci.ts';
import { emulatorCredentials, type EmulatorAccount } from '../../../src/azure/emulatorCredentials.ts';
import type { ContainerRef } from '../../../src/core/model.ts';
import type { Aci } from '../../../src/core/ports.ts';
import type { Stint } from './writer.ts';

/** What a client needs. */
export interface Azure {
  readonly resourceManagerEndpoint: string;
  readonly account: EmulatorAccount;
  /** Runs, and writes what it is told to. */
  readonly container: ContainerRef;
}

export interface Bench {
  readonly aci: Aci;
  readonly container: ContainerRef;
  readonly write: (stint: Stint) => void;
}

/** Starts an emulator, does `work` with it, and ends it. */
export async function withAzure<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  const child = fork(new URL('emulatorProcess.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced', // JSON has no Infinity
  });
  const exited = once(child, 'exit');
  try {
    const failed = exited.then(([code]) => {
      throw new Error(`The emulator ended with ${String(code)}.`);
    });
    const [azure] = (await Promise.race([once(child, 'message'), failed])) as [Azure];
    failed.catch(() => undefined);
    const { resourceManagerEndpoint, account, container } = azure;
    const cloud = {
      id: 'emulator' as const,
      displayName: 'Emulator',
      resourceManagerEndpoint,
      authorityHost: resourceManagerEndpoint,
      scope: `${resourceManagerEndpoint}/.default`,
      ca: account.ca,
    };
    const aci = createAci(cloud, emulatorCredentials(account));
    return await work({ aci, container, write: stint => void child.send(stint) });
  } finally {
    if (child.connected) child.disconnect();
    await exited;
  }
}
