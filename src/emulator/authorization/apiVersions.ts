import type { ProviderType } from '../arm/apiVersions.ts';

/** `Microsoft.Authorization`, as ARM's own refusals list its versions. */
const versions = [
  '2014-04-01-preview',
  '2015-07-01',
  '2016-07-01',
  '2017-05-01',
  '2017-10-01-preview',
  '2018-01-01-preview',
  '2018-07-01',
  '2018-09-01-preview',
  '2020-04-01-preview',
  '2020-08-01-preview',
  '2022-04-01',
];

export const roleAssignments: ProviderType = { name: 'roleAssignments', versions };
export const roleDefinitions: ProviderType = { name: 'roleDefinitions', versions };
/** Locks have versions of their own (azure-rest-api-specs, specification/resources, package-locks). */
export const locks: ProviderType = {
  name: 'locks',
  versions: ['2015-01-01', '2016-09-01', '2017-04-01', '2020-05-01'],
};
export const permissions: ProviderType = { name: 'permissions', versions };
