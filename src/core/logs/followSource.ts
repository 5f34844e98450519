import type { AzureApi } from '../azureApi.ts';

/** What following needs of Azure. */
export type FollowSource = Pick<AzureApi, 'getGroup' | 'readLogs' | 'attach'> &
  // Who did what with the group: for whoever follows all of it.
  Partial<Pick<AzureApi, 'activity'>>;
