import type { CloudEndpoints } from '../src/core/account/cloudEndpoints.ts';
import type { Emulator } from '../src/emulator/emulator.ts';

/** The endpoints of an emulator, as the extension knows a cloud. */
export function cloudOf({
  resourceManagerEndpoint,
  activeDirectoryEndpoint: authorityHost,
  ca,
}: Pick<Emulator, 'resourceManagerEndpoint' | 'activeDirectoryEndpoint' | 'ca'>): CloudEndpoints {
  return {
    id: 'emulator',
    displayName: 'Emulator',
    resourceManagerEndpoint,
    authorityHost,
    scope: `${resourceManagerEndpoint}/.default`,
    graph: { endpoint: resourceManagerEndpoint, scope: 'https://graph.microsoft.com/.default' },
    ca,
  };
}
