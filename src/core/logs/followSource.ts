import type { AzureApi } from '../azureApi.ts';

/** What following needs of Azure. */
export type FollowSource = Pick<AzureApi, 'getGroup' | 'readLogs' | 'attach'>;
