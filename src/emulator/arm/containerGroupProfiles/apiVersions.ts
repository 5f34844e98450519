import { isIn, type ProviderType } from '../apiVersions.ts';
import { containerInstanceVersions } from '../containerGroups/apiVersions.ts';

/** `Microsoft.ContainerInstance/containerGroupProfiles`, since 2024-05-01-preview (azure-rest-api-specs). */
export const containerGroupProfiles: ProviderType = {
  name: 'containerGroupProfiles',
  versions: containerInstanceVersions.filter(version => isIn(version, '2024-05-01')),
};

export const profileType = `Microsoft.ContainerInstance/${containerGroupProfiles.name}`;
