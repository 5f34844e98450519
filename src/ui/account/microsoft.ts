import * as vscode from 'vscode';
import { AciError, type ErrorKind } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { AccessToken, Aci, CloudEndpoints, CredentialSource } from '../../core/ports.ts';
import type { Connection, SignIn } from './connection.ts';
import { once } from './once.ts';
import { tokenExpiry } from './tokenExpiry.ts';

/** Scopes, or a challenge of Azure's that names claims which the last token lacked. */
type SessionRequest = readonly string[] | vscode.AuthenticationWwwAuthenticateRequest;

/** A challenge that any token meets, as long as it is a new one: the claim that it names is a voluntary one. */
const voluntaryClaim = JSON.stringify({ id_token: { auth_time: { essential: false } } });
const anyNewToken = `Bearer error="insufficient_claims", claims="${Buffer.from(voluntaryClaim).toString('base64')}"`;

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

  /** Whose tokens are asked for: left to itself, VS Code takes another account's where this one has none. */
  let account: vscode.AuthenticationSessionAccountInformation | undefined;
  /** What there was no session for since the last look at the account's own tenant: `again` has to bring that. */
  let missing: SessionRequest | undefined;
  /** Since signing in again: directories with a new token. VS Code would keep giving out those that were refused. */
  let renewed: Set<string> | undefined;

  const credentials: CredentialSource = {
    onDidChange: changed.event,
    async getToken(scopes, tenantId, signal, challenge): Promise<AccessToken> {
      // VS Code takes the tenant as a pseudo scope.
      const wanted = tenantId === undefined ? [...scopes] : [...scopes, `VSCODE_TENANT:${tenantId}`];
      const directory = tenantId ?? '';
      const renewal = renewed?.has(directory) === false ? anyNewToken : undefined;
      const wwwAuthenticate = challenge ?? renewal;
      const request = wwwAuthenticate === undefined ? wanted : { wwwAuthenticate, fallbackScopes: wanted };
      const session = await silently(provider, request, account);
      signal.throwIfAborted();
      if (!session) {
        missing = request;
        throw new AciError('signedOut', vscode.l10n.t('No session for this directory.'));
      }
      if (tenantId === undefined) missing = undefined;
      renewed?.add(directory);
      return { token: session.accessToken, expiresOn: tokenExpiry(session.accessToken, Date.now()) };
    },
  };

  async function ask(how: SignIn): Promise<vscode.AuthenticationSession> {
    const own = [endpoints.scope];
    if (how !== 'again') {
      const clearSessionPreference = how === 'another';
      return vscode.authentication.getSession(provider, own, { createIfNone: true, clearSessionPreference });
    }
    const as = account ? { account } : {};
    if (missing) return vscode.authentication.getSession(provider, missing, { createIfNone: true, ...as });
    const session = await vscode.authentication.getSession(provider, own, { forceNewSession: true, ...as });
    renewed = new Set();
    return session;
  }

  const aci = once(() => open(credentials));
  return {
    cloud: endpoints.id,
    onDidChange: changed.event,
    who: async () => {
      account = (await silently(provider, [endpoints.scope], undefined))?.account;
      return account?.label;
    },
    signIn: async how => {
      try {
        account = (await ask(how)).account;
        missing = undefined;
      } catch (error) {
        throw failedSignIn(error);
      }
    },
    aci: () => aci.get(),
    dispose: () => {
      watching.dispose();
      changed.dispose();
    },
  };
}

async function silently(
  provider: string,
  request: SessionRequest,
  account: vscode.AuthenticationSessionAccountInformation | undefined,
): Promise<vscode.AuthenticationSession | undefined> {
  try {
    const options = { silent: true, ...(account ? { account } : {}) };
    return await vscode.authentication.getSession(provider, request, options);
  } catch (error) {
    // A provider throws for a session that it can't renew without asking (expired, consent withdrawn).
    throw new AciError('signedOut', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Why there is no session in the end. Providers throw plain errors: what they mean is in their words alone. */
function failedSignIn(error: unknown): AciError {
  const message = error instanceof Error ? error.message : String(error);
  return new AciError(kindOfFailure(message), message, { cause: error });
}

function kindOfFailure(message: string): ErrorKind {
  if (/did not consent|cancel|access_denied/i.test(message)) return 'signedOut';
  if (message.includes('AADSTS')) return 'invalid'; // Microsoft was reached, and says why
  const isOffline = /network|endpoints_resolution|ENOTFOUND|ECONN|ETIMEDOUT|fetch failed/i.test(message);
  return isOffline ? 'offline' : 'invalid';
}
