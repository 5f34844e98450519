import type { ProviderType } from '../apiVersions.ts';

/** `Microsoft.OperationalInsights/workspaces`, by the folders of azure-rest-api-specs. */
export const workspaces: ProviderType = {
  name: 'workspaces',
  versions: [
    '2015-11-01-preview',
    '2020-03-01-preview',
    '2020-08-01',
    '2020-10-01',
    '2021-06-01',
    '2021-12-01-preview',
    '2022-10-01',
    '2023-09-01',
    '2025-02-01',
    '2025-07-01',
  ],
};

/** `Microsoft.Storage/storageAccounts`, by the folders of azure-rest-api-specs. */
export const storageAccounts: ProviderType = {
  name: 'storageAccounts',
  versions: [
    '2015-06-15',
    '2016-01-01',
    '2016-12-01',
    '2017-06-01',
    '2017-10-01',
    '2018-02-01',
    '2018-07-01',
    '2018-11-01',
    '2019-04-01',
    '2019-06-01',
    '2020-08-01-preview',
    '2021-01-01',
    '2021-02-01',
    '2021-04-01',
    '2021-06-01',
    '2021-08-01',
    '2021-09-01',
    '2022-05-01',
    '2022-09-01',
    '2023-01-01',
    '2023-04-01',
    '2023-05-01',
    '2024-01-01',
    '2025-01-01',
  ],
};
