/** How long deployments take, in ms of the emulator's clock; the factor on container durations applies here, too. */

export const beginMs = 500;
export const outputsMs = 400;
/** Between two looks at a resource whose provider goes on after its answer. */
export const pollMs = 1000;

/** Of resources that are there at once here, but not in Azure. */
export function resourceMs(type: string): number {
  return durations[type.toLowerCase()] ?? 1000;
}

const durations: Readonly<Record<string, number>> = {
  'microsoft.storage/storageaccounts': 4000,
  'microsoft.network/virtualnetworks': 3000,
  'microsoft.network/publicipaddresses': 2000,
  'microsoft.containerregistry/registries': 4000,
  'microsoft.operationalinsights/workspaces': 4000,
  'microsoft.keyvault/vaults': 3000,
};
