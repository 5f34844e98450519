import * as l10n from '@vscode/l10n';
import { AciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { AccountConnection } from './connection.ts';
import { lazyAsync } from './lazyAsync.ts';

/** An account that needs no person to have a token: app registration, managed identity, Azure CLI and the like. */
export function credentialConnection(deps: {
  readonly label: string;
  readonly scope: string;
  credentials(): Promise<CredentialSource>;
  open(credentials: CredentialSource): Promise<AzureApi>;
}): AccountConnection {
  const changed = new Emitter<void>();
  const controller = new AbortController();
  const credentials = lazyAsync(() => deps.credentials());
  const aci = lazyAsync(async () => deps.open(await credentials.get()));
  const ask = async (tenantId: string | undefined) =>
    (await credentials.get()).getToken([deps.scope], tenantId, controller.signal);
  return {
    onDidChange: changed.event,
    getAccountLabel: async () => {
      await ask(undefined);
      return deps.label;
    },
    signIn: async how => {
      await ask(typeof how === 'object' ? how.tenantId : undefined);
    },
    aci: () => aci.get(),
    dispose: () => {
      controller.abort(new AciError('signedOut', l10n.t('The account is no longer looked through.')));
      changed.dispose();
    },
  };
}
