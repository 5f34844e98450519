/** Tokens of the emulator's Entra, through the real `@azure/identity` with a client secret. */
import { Agent } from 'node:https';
import { AciError } from '../core/errors.ts';
import { Emitter } from '../core/event.ts';
import type { AccessToken, CredentialSource } from '../core/ports.ts';
import { isLoopback } from './clouds.ts';
import { errorOfThrown, offline, redact } from './errors.ts';

export interface EmulatorAccount {
  readonly activeDirectoryEndpoint: string;
  /** PEM of the emulator's own certificate authority. */
  readonly ca: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A source whose tokens come from the emulator at `account.activeDirectoryEndpoint`. Throws off loopback. */
export function emulatorCredentials(account: EmulatorAccount): CredentialSource {
  if (!isLoopback(account.activeDirectoryEndpoint))
    throw new Error('The emulator is reached on loopback only.');
  const open = async () => {
    const { ClientSecretCredential } = await import('@azure/identity');
    return new ClientSecretCredential(account.tenantId, account.clientId, account.clientSecret, {
      authorityHost: account.activeDirectoryEndpoint,
      disableInstanceDiscovery: true,
      additionallyAllowedTenants: ['*'],
      retryOptions: { maxRetries: 0 },
      // An agent of our own also keeps HTTPS_PROXY away: the SDK leaves a request alone that has one.
      agent: new Agent({ ca: account.ca, keepAlive: true }),
    });
  };
  let credential: ReturnType<typeof open> | undefined;

  return {
    async getToken(scopes, tenantId, signal): Promise<AccessToken> {
      const options = { abortSignal: signal, ...(tenantId === undefined ? {} : { tenantId }) };
      try {
        const token = await (await (credential ??= open())).getToken([...scopes], options);
        return { token: token.token, expiresOn: token.expiresOnTimestamp };
      } catch (error) {
        throw signal.aborted
          ? signal.reason
          : whyNoToken(error, new URL(account.activeDirectoryEndpoint).host);
      }
    },
    onDidChange: new Emitter<void>().event,
  };
}

/**
 * Entra's refusal (`AuthenticationError`) means signed out. MSAL swallows the network's own words: all it says is
 * that it found no endpoints.
 */
function whyNoToken(error: unknown, host: string): unknown {
  if (!(error instanceof Error)) return errorOfThrown(error);
  if (error.name === 'AuthenticationError') {
    return new AciError('signedOut', redact(error.message.split('\n')[0] ?? ''), { cause: error });
  }
  return /endpoints_resolution_error|network_error/.test(error.message)
    ? offline('endpoints_resolution_error', error, host)
    : errorOfThrown(error, host);
}
