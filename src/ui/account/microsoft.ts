import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { AccessToken, Aci, CloudEndpoints, CredentialSource } from '../../core/ports.ts';
import type { Connection } from './connection.ts';
import { tokenExpiry } from './tokenExpiry.ts';

/** VS Code's own providers: one for the public cloud, one for all others. */
function providerOf(endpoints: CloudEndpoints): string {
  return endpoints.id === 'azure' ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/**
 * A cloud reached with VS Code's Microsoft account. Sessions are asked for again at each token rather than
 * cached: VS Code keeps and renews them.
 */
export function microsoftConnection(
  endpoints: CloudEndpoints,
  open: (credentials: CredentialSource) => Promise<Aci>,
): Connection {
  const provider = providerOf(endpoints);
  const changed = new Emitter<void>();
  const watching = vscode.authentication.onDidChangeSessions(event => {
    if (event.provider.id === provider) changed.fire();
  });

  const credentials: CredentialSource = {
    onDidChange: changed.event,
    async getToken(scopes, tenantId, signal): Promise<AccessToken> {
      // VS Code takes the tenant as a pseudo scope.
      const wanted = tenantId === undefined ? [...scopes] : [...scopes, `VSCODE_TENANT:${tenantId}`];
      const session = await silently(provider, wanted);
      signal.throwIfAborted();
      if (!session) throw new AciError('signedOut', vscode.l10n.t('No session for this directory.'));
      return { token: session.accessToken, expiresOn: tokenExpiry(session.accessToken, Date.now()) };
    },
  };

  let aci: Promise<Aci> | undefined;
  return {
    cloud: endpoints.id,
    onDidChange: changed.event,
    who: async () => (await silently(provider, [endpoints.scope]))?.account.label,
    signIn: async another => {
      await vscode.authentication.getSession(provider, [endpoints.scope], {
        createIfNone: true,
        clearSessionPreference: another,
      });
    },
    aci: () => (aci ??= open(credentials)),
    dispose: () => {
      watching.dispose();
      changed.dispose();
    },
  };
}

async function silently(
  provider: string,
  scopes: readonly string[],
): Promise<vscode.AuthenticationSession | undefined> {
  try {
    return await vscode.authentication.getSession(provider, scopes, { silent: true });
  } catch (error) {
    // A provider throws for a session that it can't renew without asking (expired, consent withdrawn).
    throw new AciError('signedOut', error instanceof Error ? error.message : String(error), { cause: error });
  }
}
