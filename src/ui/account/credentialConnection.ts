import { AciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { AccountConnection } from './connection.ts';
import { lazyAsync } from './lazyAsync.ts';

/** An account that needs no person to have a token: app registration, managed identity, Azure CLI and the like. */
export function credentialConnection(parts: {
  readonly label: string;
  readonly scope: string;
  credentials(): Promise<CredentialSource>;
  open(credentials: CredentialSource): Promise<AzureApi>;
}): AccountConnection {
  const changed = new Emitter<void>();
  const life = new AbortController();
  const credentials = lazyAsync(() => parts.credentials());
  const aci = lazyAsync(async () => parts.open(await credentials.get()));
  const ask = async (tenantId: string | undefined) =>
    (await credentials.get()).getToken([parts.scope], tenantId, life.signal);
  return {
    onDidChange: changed.event,
    getAccountLabel: async () => {
      await ask(undefined);
      return parts.label;
    },
    signIn: async how => {
      await ask(typeof how === 'object' ? how.tenantId : undefined);
    },
    aci: () => aci.get(),
    dispose: () => {
      life.abort(new AciError('signedOut', 'The account is no longer looked through.'));
      changed.dispose();
    },
  };
}
