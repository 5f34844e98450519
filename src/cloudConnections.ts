/**
 * What is behind each cloud: the place where `azure` and `emulator` meet `ui`. They are loaded when they are first used.
 */
import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { type CloudEndpoints, publicCloud } from './core/account/cloudEndpoints.ts';
import type { CredentialSource } from './core/account/credentialSource.ts';
import type { AciError } from './core/errors.ts';
import type { CloudId } from './core/model/cloud.ts';
import { createCloudConsent, requireConsent } from './ui/account/cloudConsent.ts';
import type { Connect } from './ui/account/connection.ts';
import { credentialConnection } from './ui/account/credentialConnection.ts';
import { confirmNewCloud, customCloudFromSetting } from './ui/account/customCloudSetting.vscode.ts';
import { emulatorConnection, type RunningEmulator } from './ui/account/emulatorConnection.ts';
import { microsoftConnection } from './ui/account/microsoftConnection.vscode.ts';
import { multiAccountConnection } from './ui/account/multiAccountConnection.ts';
import { type SignInIdentity, signInMethodOf } from './ui/account/signInIdentity.ts';
import { signInIdentityLabel } from './ui/account/signInIdentityLabels.ts';
import type { SignInIdentityStore } from './ui/account/signInIdentityStore.ts';
import type { ErrorReporter } from './ui/shared/errorReporter.vscode.ts';
import { requestLog } from './ui/shared/requestLog.ts';

/** F5 and tests choose the emulator: `emulator`, or the JSON line of a running one. The installed build ignores it. */
export const developerCloud = PRODUCTION ? undefined : process.env['ACI_DEV_CLOUD'];

export function createConnect({
  log,
  report,
  identities,
  memory,
  emulatorStarted,
}: {
  readonly log: vscode.LogOutputChannel;
  readonly report: ErrorReporter;
  readonly identities: SignInIdentityStore;
  readonly memory: vscode.Memento;
  readonly emulatorStarted: (endpoints: CloudEndpoints) => void;
}): Connect {
  const open = async (endpoints: CloudEndpoints, credentials: CredentialSource) => {
    const { createAzureApi } = await import('./azure/api/createAzureApi.ts');
    return createAzureApi(endpoints, credentials, { log: requestLog(log) });
  };
  const connect = (endpoints: CloudEndpoints, identity: SignInIdentity) => {
    const openCloud = (credentials: CredentialSource) => open(endpoints, credentials);
    if (identity.kind === 'microsoft') return microsoftConnection(endpoints, openCloud, identity.account);
    return credentialConnection({
      label: signInIdentityLabel(identity),
      scope: endpoints.scope,
      async credentials() {
        const { createCredentials } = await import('./azure/credentials/credentials.ts');
        const method = signInMethodOf(identity, () => identities.getSecret(endpoints, identity));
        return createCredentials(method, endpoints);
      },
      open: openCloud,
    });
  };
  return cloud => {
    if (cloud !== 'emulator') {
      const endpoints = publicCloud(cloud) ?? customCloudFromSetting();
      const note = (what: string, error: AciError) => report.log(what, error);
      const connection = multiAccountConnection({
        endpoints,
        identities,
        note,
        connect: identity => connect(endpoints, identity),
      });
      return cloud === 'custom'
        ? requireConsent(connection, createCloudConsent(endpoints, memory, confirmNewCloud))
        : connection;
    }
    return emulatorConnection({
      start: startEmulator,
      open: async (endpoints, address) => {
        emulatorStarted(endpoints);
        const { emulatorCredentials } = await import('./azure/credentials/emulatorCredentials.ts');
        return open(endpoints, emulatorCredentials(address));
      },
    });
  };
}

export function portalUrl(cloud: CloudId): string | undefined {
  if (cloud !== 'custom') return publicCloud(cloud)?.portalUrl;
  try {
    return customCloudFromSetting().portalUrl;
  } catch {
    return undefined; // signing in says what is wrong with the setting
  }
}

async function startEmulator(): Promise<RunningEmulator> {
  if (developerCloud?.startsWith('{')) {
    const running = JSON.parse(developerCloud) as Omit<RunningEmulator, 'ca'> & { caFile: string };
    return { ...running, ca: await readFile(running.caFile, 'utf8') };
  }
  const emulator = await import('./emulator/emulator.ts');
  return emulator.startEmulator();
}
