/** Checks of a request's api-version. */
import { type ArmError, gatewayError } from './armError.ts';
import { offeredRegions } from './locations/regions.ts';
import { resourceManagerVersions } from './resourceManagerVersions.ts';
import type { Request } from './route.ts';

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
  if (!resourceManagerVersions.includes(version)) throw invalidVersion(version);
}

/** A type of a resource provider: `containerGroups`, and the api-versions that it has, oldest first. */
export interface ProviderType {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The api-version of a request to a resource provider. Throws 400 `NoRegisteredProviderFound` for unknown ones. */
export function providerVersion(request: Request, location: string, type: ProviderType): string {
  const version = requestVersion(request.url);
  if (type.versions.includes(version)) return version;
  throw noRegisteredProvider(version, location, type);
}

/** No provider serves this type with this api-version in this location. */
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
    `The api-version '${version}' is invalid. The supported versions are '${[...resourceManagerVersions].reverse().join(',')}'.`,
  );
}
