/** Functions about the target of the deployment: `resourceGroup()`, `subscription()`, … */
import type { Json, JsonObject } from '../../json.ts';
import type { CloudId } from '../../model/cloud.ts';
import { azureOnly } from '../azureOnly.ts';
import type { DeploymentTarget } from '../deploymentTarget.ts';
import { type Functions, onlyAzure } from './templateFunction.ts';

export const scopeFunctions: Functions = {
  deployment: withoutArguments(({ deploymentName }) => ({
    name: deploymentName ?? unknown('deployment', 'name'),
    properties: unknown('deployment', 'properties'),
    // Deployments to a subscription or above have one ("Deployment functions for ARM templates", learn.microsoft.com).
    location: unknown('deployment', 'location'),
  })),
  environment: withoutArguments(({ cloud }) => (cloud && environments[cloud]) ?? onlyAzure),
  resourcegroup: withoutArguments(({ resourceGroup: { id, name, location, tags } }) => ({
    id,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    tags: tags ?? unknown('resourceGroup', 'tags'),
    managedBy: unknown('resourceGroup', 'managedBy'),
    properties: { provisioningState: 'Succeeded' },
  })),
  subscription: withoutArguments(({ subscriptionId, subscriptionName, tenantId }) => ({
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: tenantId ?? unknown('subscription', 'tenantId'),
    displayName: subscriptionName ?? unknown('subscription', 'displayName'),
  })),
  tenant: withoutArguments(({ tenantId }) => ({
    id: tenantId === undefined ? unknown('tenant', 'id') : `/tenants/${tenantId}`,
    tenantId: tenantId ?? unknown('tenant', 'tenantId'),
    displayName: unknown('tenant', 'displayName'),
    countryCode: unknown('tenant', 'countryCode'),
  })),
};

function withoutArguments(answer: (target: DeploymentTarget) => Json | typeof onlyAzure) {
  return (args: readonly Json[], target: DeploymentTarget) =>
    args.length === 0 ? answer(target) : undefined;
}

function unknown(name: string, property: string): JsonObject {
  return azureOnly({ kind: 'function', name }, `[${name}().${property}]`);
}

/** Of the public cloud, as "Deployment functions for ARM templates" (learn.microsoft.com) shows it. */
const environments = {
  azure: {
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
    resourceManager: 'https://management.azure.com/',
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
  },
  // What the others answer isn't documented.
  usGovernment: undefined,
  china: undefined,
  custom: undefined,
  emulator: undefined,
} satisfies Record<CloudId, JsonObject | undefined>;
