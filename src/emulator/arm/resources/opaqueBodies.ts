/** What providers add to resources that the emulator only keeps, as far as templates ask for it. */
import type { ArmContext } from '../context.ts';
import { identityResponse } from '../containerGroups/identityResponse.ts';
import { guidOf, numberOf } from '../../hash.ts';
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../../json.ts';
import { nameOf, subscriptionOf } from './resourceIds.ts';

interface Given {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly identity: Json | undefined;
}

/** Members of the resource in place of those that were sent. */
export function addedByProvider(
  { estate, vaultSecrets }: Pick<ArmContext, 'estate' | 'vaultSecrets'>,
  given: Given,
): JsonObject {
  const { id, type, properties, identity } = given;
  const tenantId = estate.tenantOf(subscriptionOf(id) ?? '');
  if (type.toLowerCase() === 'microsoft.keyvault/vaults/secrets') {
    vaultSecrets.set(id.toLowerCase(), textAt(properties, 'value'));
  }
  return {
    ...(isObject(identity) ? { identity: identityResponse(identity, tenantId, id) } : {}),
    properties: { ...shownProperties(given), provisioningState: 'Succeeded' },
  };
}

function shownProperties({ id, type, properties }: Given): JsonObject {
  const name = nameOf(id);
  switch (type.toLowerCase()) {
    case 'microsoft.keyvault/vaults':
      return { ...properties, vaultUri: `https://${name}.vault.azure.net/` };
    case 'microsoft.keyvault/vaults/secrets':
      return secretProperties(id, properties);
    case 'microsoft.network/publicipaddresses':
      return addressProperties(id, properties);
    case 'microsoft.network/networkprofiles':
      return { ...properties, resourceGuid: guidOf(id), containerNetworkInterfaces: [] };
    case 'microsoft.storage/storageaccounts/fileservices/shares':
      return { shareQuota: 5120, enabledProtocols: 'SMB', accessTier: 'TransactionOptimized', ...properties };
    case 'microsoft.storage/storageaccounts/blobservices/containers':
      return { publicAccess: 'None', leaseStatus: 'Unlocked', leaseState: 'Available', ...properties };
    default:
      return properties;
  }
}

/** Never with its value. */
function secretProperties(id: string, properties: JsonObject): JsonObject {
  const [, vault = '', secret = ''] = /\/vaults\/([^/]+)\/secrets\/([^/]+)$/i.exec(id) ?? [];
  const shown = Object.fromEntries(Object.entries(properties).filter(([key]) => key !== 'value'));
  const secretUri = `https://${vault}.vault.azure.net/secrets/${secret}`;
  const secretUriWithVersion = `${secretUri}/${guidOf(id).replaceAll('-', '')}`;
  return { attributes: { enabled: true }, ...shown, secretUri, secretUriWithVersion };
}

function addressProperties(id: string, properties: JsonObject): JsonObject {
  const label = textAt(objectAt(properties, 'dnsSettings'), 'domainNameLabel');
  return {
    publicIPAllocationMethod: 'Dynamic',
    publicIPAddressVersion: 'IPv4',
    idleTimeoutInMinutes: 4,
    ...properties,
    resourceGuid: guidOf(id),
    ipAddress: `20.${numberOf(id, 200) + 10}.${numberOf(`${id} third`, 256)}.${numberOf(`${id} fourth`, 254) + 1}`,
    ...(label === ''
      ? {}
      : { dnsSettings: { domainNameLabel: label, fqdn: `${label}.westeurope.cloudapp.azure.com` } }),
  };
}
