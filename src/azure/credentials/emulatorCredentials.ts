/** Tokens of the emulator's Entra, for its application with the secret that it printed. */
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { isLoopback } from '../../core/loopback.ts';
import { createCredentials } from './credentials.ts';

export interface EmulatorAccount {
  readonly activeDirectoryEndpoint: string;
  readonly resourceManagerEndpoint: string;
  /** PEM of the emulator's own certificate authority. */
  readonly ca: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A source whose tokens come from the emulator at `account.activeDirectoryEndpoint`. Throws off loopback. */
export function emulatorCredentials(account: EmulatorAccount): CredentialSource {
  const { tenantId, clientId, activeDirectoryEndpoint: authorityHost } = account;
  if (!isLoopback(authorityHost)) throw new Error('The emulator is reached on loopback only.');
  const cloud: CloudEndpoints = {
    id: 'emulator',
    displayName: 'Emulator',
    resourceManagerEndpoint: account.resourceManagerEndpoint,
    scope: `${account.resourceManagerEndpoint}/.default`,
    authorityHost,
    ca: account.ca,
  };
  const secret = () => Promise.resolve(account.clientSecret);
  return createCredentials({ kind: 'clientSecret', tenantId, clientId, secret }, cloud);
}
