/** Tokens of the emulator's Entra, for its application with the secret that it printed. */
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { EmulatorAddress } from '../../core/account/emulatorAddress.ts';
import { isLoopback } from '../../core/loopback.ts';
import { createCredentials } from './credentials.ts';

/** A source whose tokens come from the emulator at `emulator.activeDirectoryEndpoint`. Throws off loopback. */
export function emulatorCredentials(emulator: EmulatorAddress): CredentialSource {
  const { tenantId, clientId, activeDirectoryEndpoint: authorityHost } = emulator;
  if (!isLoopback(authorityHost)) throw new Error('The emulator is reached on loopback only.');
  const cloud: CloudEndpoints = {
    id: 'emulator',
    displayName: 'Emulator',
    resourceManagerEndpoint: emulator.resourceManagerEndpoint,
    scope: `${emulator.resourceManagerEndpoint}/.default`,
    authorityHost,
    ca: emulator.ca,
  };
  const secret = () => Promise.resolve(emulator.clientSecret);
  return createCredentials({ kind: 'clientSecret', tenantId, clientId, secret }, cloud);
}
