/**
 * A virtual machine in Azure: a process of its own, since MSAL looks for the managed identity's endpoint once and
 * keeps what it found, whatever the environment says later.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { CloudEndpoints } from '../../../src/core/account/cloudEndpoints.ts';
import type { SignInMethod } from '../../../src/core/account/signInMethod.ts';

interface Asked {
  readonly cloud: CloudEndpoints;
  readonly methods: readonly SignInMethod[];
}

type Brought =
  { readonly token: string } | { readonly kind: string; readonly code: string; readonly message: string };

const file = fileURLToPath(import.meta.url);

/** What each managed identity brings on a machine whose metadata service is at `origin`. */
export async function onVirtualMachine(origin: string, asked: Asked): Promise<readonly Brought[]> {
  const env = { ...process.env, AZURE_POD_IDENTITY_AUTHORITY_HOST: origin };
  const machine = fork(file, { env });
  const brought = new Promise<readonly Brought[]>((resolve, reject) => {
    machine.once('message', resolve).once('exit', code => reject(new Error(`It ended with ${code}.`)));
  });
  machine.send(asked);
  return brought.finally(() => machine.disconnect());
}

async function bring({ cloud, methods }: Asked): Promise<readonly Brought[]> {
  const { signal } = new AbortController();
  const all: Brought[] = [];
  for (const method of methods) {
    try {
      const { token } = await createCredentials(method, cloud).getToken([cloud.scope], undefined, signal);
      all.push({ token });
    } catch (error) {
      if (!(error instanceof AciError)) throw error;
      all.push({ kind: error.kind, code: error.code ?? '', message: error.message });
    }
  }
  return all;
}

if (process.argv[1] === file) {
  process.once('message', asked => void bring(asked as Asked).then(all => process.send?.(all)));
}
