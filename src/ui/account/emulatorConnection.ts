import * as l10n from '@vscode/l10n';
import { Emitter } from '../../core/event.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { EmulatorAddress } from '../../core/account/emulatorAddress.ts';
import type { CloudConnection } from './connection.ts';
import { lazyAsync } from './lazyAsync.ts';

export interface RunningEmulator extends EmulatorAddress {
  /** Ends it; absent where somebody else owns it. */
  close?(): Promise<void>;
}

/** The emulator as a cloud: started at first use, everybody is signed in, gone with the window. */
export function emulatorConnection(deps: {
  start(): Promise<RunningEmulator>;
  open(endpoints: CloudEndpoints, address: EmulatorAddress): Promise<AzureApi>;
}): CloudConnection {
  const changed = new Emitter<void>();
  const emulator = lazyAsync(() => deps.start());
  const aci = lazyAsync(async () => {
    const address = await emulator.get();
    return deps.open(emulatorEndpoints(address), address);
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

/** Where a running emulator is reached. */
export function emulatorEndpoints({
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
