import * as vscode from 'vscode';
import { AciError, type ErrorKind } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { AccessToken, Aci, CloudEndpoints, CredentialSource } from '../../core/ports.ts';
import type { AccountConnection, SignIn } from './connection.ts';
import { once } from './once.ts';
import { checkSovereignCloud, namesSovereignCloud, offerSovereignCloud } from './sovereignCloud.ts';
import { tokenExpiry } from './tokenExpiry.ts';

/** Scopes, or a challenge of Azure's that names claims which the last token lacked. */
type SessionRequest = readonly string[] | vscode.AuthenticationWwwAuthenticateRequest;

/** A challenge that any token meets, as long as it is a new one: the claim that it names is a voluntary one. */
const voluntaryClaim = JSON.stringify({ id_token: { auth_time: { essential: false } } });
const anyNewToken = `Bearer error="insufficient_claims", claims="${Buffer.from(voluntaryClaim).toString('base64')}"`;

/** VS Code's own providers: one for the public cloud's sign-in, one for all others. */
function providerOf({ authorityHost }: CloudEndpoints): 'microsoft' | 'microsoft-sovereign-cloud' {
  return authorityHost === 'https://login.microsoftonline.com' ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/**
 * A cloud reached with VS Code's Microsoft account. Sessions are asked for again at each token rather than
 * cached: VS Code keeps and renews them. `known`: that account and no other;
 * without it, the one that VS Code prefers, and that one from then on.
 */
export function microsoftConnection(
  endpoints: CloudEndpoints,
  open: (credentials: CredentialSource) => Promise<Aci>,
  known?: vscode.AuthenticationSessionAccountInformation,
): AccountConnection {
  const provider = providerOf(endpoints);
  const changed = new Emitter<void>();
  const watching = vscode.authentication.onDidChangeSessions(event => {
    if (event.provider.id === provider) changed.fire();
  });

  /** Whose tokens are asked for: left to itself, VS Code takes another account's where this one has none. */
  let account = known;
  /** What there was no session for, by directory ('' is the account's own): signing in there has to bring that. */
  const missing = new Map<string, SessionRequest>();
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
        missing.set(directory, request);
        throw new AciError('signedOut', vscode.l10n.t('No session for this directory.'));
      }
      missing.delete(directory);
      renewed?.add(directory);
      return { token: session.accessToken, expiresOn: tokenExpiry(session.accessToken, Date.now()) };
    },
  };

  async function ask(how: SignIn): Promise<vscode.AuthenticationSession> {
    const own = [endpoints.scope];
    if (how === 'another' || (how === 'any' && !account)) {
      const clearSessionPreference = how === 'another';
      return vscode.authentication.getSession(provider, own, { createIfNone: true, clearSessionPreference });
    }
    const as = account ? { account } : {};
    const wanted =
      typeof how === 'object'
        ? (missing.get(how.tenantId) ?? [...own, `VSCODE_TENANT:${how.tenantId}`])
        : missing.get('');
    if (wanted ?? how === 'any') {
      return vscode.authentication.getSession(provider, wanted ?? own, { createIfNone: true, ...as });
    }
    const session = await vscode.authentication.getSession(provider, own, { forceNewSession: true, ...as });
    renewed = new Set();
    return session;
  }

  const aci = once(() => open(credentials));
  return {
    onDidChange: changed.event,
    get account() {
      return account;
    },
    who: async () => {
      if (provider === 'microsoft-sovereign-cloud') {
        // Who never signed in there has nothing to be told yet.
        if (!account && !namesSovereignCloud(endpoints)) return undefined;
        checkSovereignCloud(endpoints);
      }
      const session = await silently(provider, [endpoints.scope], account);
      account ??= session?.account;
      return session?.account.label;
    },
    signIn: async how => {
      if (provider === 'microsoft-sovereign-cloud') await offerSovereignCloud(endpoints);
      try {
        account = (await ask(how)).account;
        missing.clear();
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
