import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { systemClock } from '../../core/clock.ts';
import { AciError, type ErrorKind } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import { waitWithTimeout } from '../../core/abortableWait.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { AccessToken, CredentialSource } from '../../core/account/credentialSource.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { AccountConnection, SignInMode } from './connection.ts';
import { createSessionTokenCache } from './sessionTokenCache.ts';
import { lazyAsync } from './lazyAsync.ts';
import {
  assertSovereignCloudConfigured,
  isSovereignCloudConfigured,
  offerToConfigureSovereignCloud,
} from './sovereignCloudSettings.vscode.ts';
import { jwtExpiry } from './jwtExpiry.ts';

const sessionTimeout = 60_000;

/** Scopes, or a challenge of Azure's that names claims which the last token lacked. */
type SessionRequest = readonly string[] | vscode.AuthenticationWwwAuthenticateRequest;

/** A challenge that any token meets, as long as it is a new one: the claim that it names is a voluntary one. */
const voluntaryClaim = JSON.stringify({ id_token: { auth_time: { essential: false } } });
const newTokenChallenge = `Bearer error="insufficient_claims", claims="${Buffer.from(voluntaryClaim).toString('base64')}"`;

/** VS Code's own providers: one for the public cloud's sign-in, one for all others. */
function providerOf({ authorityHost }: CloudEndpoints): 'microsoft' | 'microsoft-sovereign-cloud' {
  return authorityHost === 'https://login.microsoftonline.com' ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/**
 * A cloud reached with VS Code's Microsoft account. VS Code keeps and renews the sessions: they are asked for again
 * every few minutes, and as soon as VS Code says that they changed. `known`: that account and no other;
 * without it, the one that VS Code prefers, and that one from then on.
 */
export function microsoftConnection(
  endpoints: CloudEndpoints,
  open: (credentials: CredentialSource) => Promise<AzureApi>,
  known?: vscode.AuthenticationSessionAccountInformation,
): AccountConnection {
  const provider = providerOf(endpoints);
  const changed = new Emitter<void>();
  const tokens = createSessionTokenCache(() => systemClock.now());
  const watching = vscode.authentication.onDidChangeSessions(event => {
    if (event.provider.id !== provider) return;
    tokens.clear();
    changed.fire();
  });

  /** Whose tokens are asked for: left to itself, VS Code takes another account's where this one has none. */
  let account = known;
  /** What there was no session for, by directory ('' is the account's own): signing in there has to bring that. */
  const missing = new Map<string, SessionRequest>();
  /** Since signing in again: directories with a new token. VS Code would keep giving out those that were refused. */
  let renewed: Set<string> | undefined;

  async function obtain(
    scopes: readonly string[],
    directory: string,
    challenge: string | undefined,
  ): Promise<AccessToken> {
    // VS Code takes the tenant as a pseudo scope.
    const wanted = directory === '' ? [...scopes] : [...scopes, `VSCODE_TENANT:${directory}`];
    const renewal = renewed?.has(directory) === false ? newTokenChallenge : undefined;
    const wwwAuthenticate = challenge ?? renewal;
    const request = wwwAuthenticate === undefined ? wanted : { wwwAuthenticate, fallbackScopes: wanted };
    const session = await getSessionSilently(provider, request, account);
    if (!session) {
      missing.set(directory, request);
      throw new AciError('signedOut', l10n.t('No session for this directory.'));
    }
    missing.delete(directory);
    renewed?.add(directory);
    return { token: session.accessToken, expiresOn: jwtExpiry(session.accessToken, Date.now()) };
  }

  const credentials: CredentialSource = {
    onDidChange: changed.event,
    getToken(scopes, tenantId, signal, challenge) {
      const directory = tenantId ?? '';
      const key = `${scopes.join(' ')} ${directory}`;
      const asked = tokens.get(key, challenge, () => obtain(scopes, directory, challenge));
      return withSessionTimeout(asked, signal, () => tokens.forget(key));
    },
    invalidateToken: token => tokens.dropRefused(token),
  };

  async function ask(how: SignInMode): Promise<vscode.AuthenticationSession> {
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

  const aci = lazyAsync(() => open(credentials));
  return {
    onDidChange: changed.event,
    get account() {
      return account;
    },
    getAccountLabel: async () => {
      if (provider === 'microsoft-sovereign-cloud') {
        // Who never signed in there has nothing to be told yet.
        if (!account && !isSovereignCloudConfigured(endpoints)) return undefined;
        assertSovereignCloudConfigured(endpoints);
      }
      const { signal } = new AbortController();
      const session = await withSessionTimeout(
        getSessionSilently(provider, [endpoints.scope], account),
        signal,
      );
      account ??= session?.account;
      return session?.account.label;
    },
    signIn: async how => {
      if (provider === 'microsoft-sovereign-cloud') await offerToConfigureSovereignCloud(endpoints);
      try {
        account = (await ask(how)).account;
        missing.clear();
        tokens.clear();
      } catch (error) {
        throw toSignInError(error);
      }
    },
    aci: () => aci.get(),
    dispose: () => {
      watching.dispose();
      changed.dispose();
    },
  };
}

/** VS Code itself waits for Microsoft for minutes. */
function withSessionTimeout<T>(
  work: Promise<T>,
  signal: AbortSignal,
  giveUp: () => void = () => undefined,
): Promise<T> {
  const late = () => {
    giveUp();
    return new AciError('offline', l10n.t("Microsoft's sign-in has not answered for a minute."));
  };
  return waitWithTimeout(work, signal, { clock: systemClock, ms: sessionTimeout, late });
}

async function getSessionSilently(
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
function toSignInError(error: unknown): AciError {
  const message = error instanceof Error ? error.message : String(error);
  const kind = signInErrorKind(message);
  return new AciError(kind, kind === 'signInFailed' ? microsoftErrorText(message) : message, {
    cause: error,
  });
}

/** Without what MSAL puts around it: numbers, and that there are no others. */
function microsoftErrorText(message: string): string {
  return /AADSTS\d+: .*?(?= (?:- )?(?:Trace ID|Correlation ID)|\n|$)/.exec(message)?.[0] ?? message;
}

function signInErrorKind(message: string): ErrorKind {
  if (/did not consent|cancel|access_denied/i.test(message)) return 'signedOut';
  if (message.includes('AADSTS')) return 'signInFailed'; // Microsoft was reached, and says why
  if (/\bcertificate\b/i.test(message)) return 'certificate';
  const isOffline = /network|endpoints_resolution|ENOTFOUND|ECONN|ETIMEDOUT|fetch failed/i.test(message);
  return isOffline ? 'offline' : 'invalid';
}
