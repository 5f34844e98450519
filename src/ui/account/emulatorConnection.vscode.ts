import * as l10n from '@vscode/l10n';
import { Emitter } from '../../core/event.ts';
import type { AzureApi, CloudEndpoints } from '../../core/azureApi.ts';
import type { CloudConnection } from './connection.ts';
import { lazyAsync } from './lazyAsync.ts';

/** Where a running emulator is, and the key to it: the JSON line that it prints. */
export interface EmulatorAddress {
  readonly resourceManagerEndpoint: string;
  readonly activeDirectoryEndpoint: string;
  /** PEM of the certificate authority that the emulator made for itself. */
  readonly ca: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ends it; absent where somebody else owns it. */
  close?(): Promise<void>;
}

/** The emulator as a cloud: started at first use, everybody is signed in, gone with the window. */
export function emulatorConnection(parts: {
  start(): Promise<EmulatorAddress>;
  open(endpoints: CloudEndpoints, address: EmulatorAddress): Promise<AzureApi>;
}): CloudConnection {
  const changed = new Emitter<void>();
  const emulator = lazyAsync(() => parts.start());
  const aci = lazyAsync(async () => {
    const address = await emulator.get();
    return parts.open(endpointsOf(address), address);
  });
  return {
    cloud: 'emulator',
    onDidChange: changed.event,
    getAccountLabel: async () => {
      await emulator.get();
      return l10n.t('Emulator');
    },
    accounts: [],
    signIn: () => Promise.resolve(),
    signInAs: () => Promise.resolve(),
    add: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    aci: () => aci.get(),
    dispose: () => {
      changed.dispose();
      // What could not be started needs no end.
      emulator.present?.then(
        address => address.close?.(),
        () => undefined,
      );
    },
  };
}

function endpointsOf({
  resourceManagerEndpoint,
  activeDirectoryEndpoint,
  ca,
}: EmulatorAddress): CloudEndpoints {
  return {
    id: 'emulator',
    displayName: l10n.t('Emulator on this machine'),
    resourceManagerEndpoint: resourceManagerEndpoint.replace(/\/$/, ''),
    scope: `${resourceManagerEndpoint.replace(/\/$/, '')}/.default`,
    authorityHost: activeDirectoryEndpoint.replace(/\/$/, ''),
    graph: {
      endpoint: resourceManagerEndpoint.replace(/\/$/, ''),
      scope: 'https://graph.microsoft.com/.default',
    },
    ca,
  };
}
