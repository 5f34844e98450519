/** Which api-versions are known, and which of their properties an older one does not have. */
import { type ArmError, gatewayError } from './armError.ts';
import { offeredRegions } from './locations/regions.ts';
import type { Request } from './route.ts';

/** Versions of `Microsoft.ContainerInstance`, oldest first (FACTS §1). */
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

/** Versions of ARM's own resources (subscriptions, resource groups, providers), as ARM's refusal `InvalidApiVersionParameter` lists them. */
const resourceVersions = [
  '2013-03-01',
  '2014-01-01',
  '2014-04-01',
  '2014-04-01-preview',
  '2015-01-01',
  '2015-11-01',
  '2016-02-01',
  '2016-06-01',
  '2016-07-01',
  '2016-09-01',
  '2017-03-01',
  '2017-05-01',
  '2017-05-10',
  '2017-06-01',
  '2017-08-01',
  '2017-12-01',
  '2018-01-01',
  '2018-02-01',
  '2018-05-01',
  '2018-06-01',
  '2018-07-01',
  '2018-08-01',
  '2018-09-01',
  '2018-11-01',
  '2019-03-01',
  '2019-05-01',
  '2019-05-10',
  '2019-06-01',
  '2019-07-01',
  '2019-08-01',
  '2019-09-01',
  '2019-10-01',
  '2019-11-01',
  '2020-01-01',
  '2020-05-01',
  '2020-06-01',
  '2020-07-01',
  '2020-08-01',
  '2020-09-01',
  '2020-10-01',
  '2021-01-01',
  '2021-04-01',
  '2022-01-01',
  '2022-03-01-preview',
  '2022-05-01',
  '2022-06-01',
  '2022-09-01',
  '2022-11-01-preview',
  '2022-12-01',
  '2023-03-01-preview',
  '2023-07-01-preview',
  '2023-07-01',
  '2024-03-01',
  '2024-06-01-preview',
  '2024-07-01',
  '2024-08-01',
  '2024-11-01',
  '2024-10-01-preview',
  '2025-03-01',
  '2025-04-01',
  '2026-06-01',
];

/** The api-version of a request. Throws 400 where it is missing or is none. */
export function requestVersion(url: URL): string {
  const version = url.searchParams.get('api-version');
  if (!version) {
    throw gatewayError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (!/^\d{4}-\d\d-\d\d(-[a-z]+)?$/i.test(version)) throw invalidVersion(version);
  return version.toLowerCase();
}

/** Throws 400 for an api-version that ARM's own resources don't have. */
export function checkResourceVersion(request: Request): void {
  const version = requestVersion(request.url);
  if (!resourceVersions.includes(version)) throw invalidVersion(version);
}

/** A type of a resource provider: `containerGroups`, and the api-versions that it has, oldest first. */
export interface ProviderType {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The api-version of a request to container groups. Throws 400 `NoRegisteredProviderFound` for unknown ones. */
export function containerInstanceVersion(request: Request, location: string): string {
  return providerVersion(request, location, { name: 'containerGroups', versions: containerInstanceVersions });
}

/** The api-version of a request to a resource provider. Throws 400 `NoRegisteredProviderFound` for unknown ones. */
export function providerVersion(request: Request, location: string, type: ProviderType): string {
  const version = requestVersion(request.url);
  if (type.versions.includes(version)) return version;
  throw noRegisteredProvider(version, location, type);
}

/** Nobody answers for this type with this api-version in this place. */
export function noRegisteredProvider(version: string, location: string, type: ProviderType): ArmError {
  const versions = type.versions.join(', ');
  const locations = offeredRegions.map(r => r.name).join(', ');
  return gatewayError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${location}' and API version '${version}' for type '${type.name}'. The supported api-versions are '${versions}'. The supported locations are '${locations}'.`,
  );
}

/** Whether a property that came with `since` is part of `version`. Dates decide: a preview ranks by its date. */
export function isIn(version: string, since: string): boolean {
  return version.slice(0, 10) >= since;
}

function invalidVersion(version: string) {
  return gatewayError(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${[...resourceVersions].reverse().join(',')}'.`,
  );
}
