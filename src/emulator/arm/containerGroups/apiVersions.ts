import { providerVersion } from '../apiVersions.ts';
import type { Request } from '../route.ts';

/** Versions of `Microsoft.ContainerInstance`, oldest first (docs/azure-facts.md, API versions). */
export const containerInstanceVersions = [
  '2017-08-01-preview',
  '2017-10-01-preview',
  '2017-12-01-preview',
  '2018-02-01-preview',
  '2018-04-01',
  '2018-06-01',
  '2018-09-01',
  '2018-10-01',
  '2019-12-01',
  '2020-11-01',
  '2021-03-01',
  '2021-07-01',
  '2021-09-01',
  '2021-10-01',
  '2022-09-01',
  '2022-10-01-preview',
  '2023-02-01-preview',
  '2023-05-01',
  '2024-05-01-preview',
  '2024-09-01-preview',
  '2024-10-01-preview',
  '2024-11-01-preview',
  '2025-09-01',
];

/** The api-version of a request to container groups. Throws 400 `NoRegisteredProviderFound` for unknown ones. */
export function containerInstanceVersion(request: Request, location: string): string {
  return providerVersion(request, location, { name: 'containerGroups', versions: containerInstanceVersions });
}
