/** What the registry credentials of a group must keep to; see `groupRules.ts` on codes and messages. */
import { badRequest } from './badRequest.ts';
import type { GroupBody } from '../../estate.ts';
import { objectAt, objectsAt, textAt } from '../../../json.ts';

/** A host name, without port, path or protocol. */
const hostName = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/i;
/** The emulator's own registries are told apart by their ports. */
const ownRegistry = /^(?:[-a-z0-9]+\.)?(?:localhost|127\.0\.0\.1):\d+$/i;

/**
 * Throws 400 for a server that is no plain host name (virtual-kubelet/azure-aci#573, Azure/aci-deploy#12 and #16), and
 * for credentials that name no user or no identity of the group ("Use a managed identity to pull from a registry").
 */
export function checkCredentials(group: string, { properties, identity }: GroupBody): void {
  const identities = Object.keys(objectAt(identity ?? {}, 'userAssignedIdentities')).map(id =>
    id.toLowerCase(),
  );
  for (const credential of objectsAt(properties, 'imageRegistryCredentials')) {
    const server = textAt(credential, 'server');
    if (!hostName.test(server) && !ownRegistry.test(server)) {
      throw badRequest(
        'InvalidImageRegistryServer',
        `The server '${server}' in the 'imageRegistryCredentials' of container group '${group}' is invalid. It should be a valid host name without protocol.`,
      );
    }
    const user = textAt(credential, 'username');
    const own = textAt(credential, 'identity');
    if ((user === '') === (own === '')) {
      throw badRequest(
        'AmbiguousImageResitryCredentialType',
        `The registry credential type in the 'imageRegistryCredentials' of container group '${group}' cannot be detected. Please set exactly one of username or identity`,
      );
    }
    if (own !== '' && !identities.includes(own.toLowerCase())) {
      throw badRequest(
        'InvalidImageRegistryIdentity',
        `The identity in the 'imageRegistryCredentials' of container group '${group}' not found in container group identity list.`,
      );
    }
  }
}
