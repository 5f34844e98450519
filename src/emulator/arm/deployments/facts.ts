/** What `resourceGroup()`, `subscription()`, `deployment()`, `environment()` and their like say. */
import type { ArmContext } from '../context.ts';
import { compact, textAt, type JsonObject } from '../../json.ts';
import { resourceGroupId, type ResourceKey } from '../resources/resourceIds.ts';
import type { Requester } from './run/resourceRequests.ts';
import { tryMember } from './language/evaluate.ts';
import type { DeploymentFacts } from './language/scope.ts';

export function factsOf(
  { estate, clock }: Pick<ArmContext, 'estate' | 'clock'>,
  { subscriptionId, resourceGroup, name }: ResourceKey,
  properties: JsonObject,
  { caller, origin }: Requester,
): DeploymentFacts {
  const subscription = estate.subscription(subscriptionId);
  const group = estate.resourceGroup(subscriptionId, resourceGroup);
  const tenantId = estate.tenantOf(subscriptionId);
  const tenant = estate.tenants.find(each => each.tenantId === tenantId);
  return {
    subscription: {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId,
      displayName: subscription?.displayName ?? '',
    },
    resourceGroup: {
      id: resourceGroupId(subscriptionId, group?.name ?? resourceGroup),
      name: group?.name ?? resourceGroup,
      type: 'Microsoft.Resources/resourceGroups',
      location: group?.location ?? '',
      tags: group?.tags ?? {},
      properties: { provisioningState: 'Succeeded' },
    },
    tenant: { tenantId, countryCode: 'DE', displayName: tenant?.displayName ?? '' },
    environment: environmentAt(origin),
    deployment: {
      name,
      properties: compact({
        template: tryMember(properties, 'template'),
        parameters: tryMember(properties, 'parameters') ?? {},
        mode: textAt(properties, 'mode') || 'Incremental',
        provisioningState: 'Accepted',
      }),
    },
    deployer: { objectId: caller.objectId, tenantId: caller.tenantId, userPrincipalName: caller.name },
    now: clock.now(),
  };
}

/** "environment" in "Deployment functions for ARM templates"; Resource Manager is this server. */
function environmentAt(origin: string): JsonObject {
  return {
    name: 'AzureCloud',
    gallery: 'https://gallery.azure.com/',
    graph: 'https://graph.windows.net/',
    portal: 'https://portal.azure.com',
    graphAudience: 'https://graph.windows.net/',
    activeDirectoryDataLake: 'https://datalake.azure.net/',
    batch: 'https://batch.core.windows.net/',
    media: 'https://rest.media.azure.net',
    sqlManagement: 'https://management.core.windows.net:8443/',
    vmImageAliasDoc:
      'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json',
    resourceManager: `${origin}/`,
    authentication: {
      loginEndpoint: 'https://login.microsoftonline.com/',
      audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    suffixes: {
      acrLoginServer: '.azurecr.io',
      azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
      azureFrontDoorEndpointSuffix: 'azurefd.net',
      keyvaultDns: '.vault.azure.net',
      sqlServerHostname: '.database.windows.net',
      storage: 'core.windows.net',
    },
  };
}
