/** Scopes of token requests: `https://management.azure.com/.default offline_access openid`. */
import { EntraError } from './entraError.ts';

const openIdScopes = ['openid', 'profile', 'email', 'offline_access'];

export interface RequestedScope {
  /** The resource, which becomes the token's audience, spelled as in the request; undefined: an id token only. */
  readonly resource: string | undefined;
  /** Its permissions: `.default`, `user_impersonation`. */
  readonly permissions: readonly string[];
}

/**
 * Splits a scope string. `knows` tells whether a resource exists here.
 * @throws EntraError for two resources in one request, and for an unknown resource.
 */
export function readScope(scope: string, knows: (resource: string) => boolean): RequestedScope {
  const requested = scope.split(/\s+/).filter(part => part !== '' && !openIdScopes.includes(part));
  const resources = new Set(requested.map(part => part.slice(0, Math.max(0, part.lastIndexOf('/')))));
  const permissions = requested.map(part => part.slice(part.lastIndexOf('/') + 1));
  const [resource] = resources;
  if (resources.size > 1) {
    const message = `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. .default scope can't be combined with resource-specific scopes.`;
    throw new EntraError(400, 'invalid_scope', 70011, message);
  }
  if (resource !== undefined && !knows(resource)) {
    const message = `The resource principal named ${resource} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
    throw new EntraError(400, 'invalid_resource', 500011, message);
  }
  return { resource, permissions };
}

/** One spelling for the same resource: `https://management.azure.com//` is `https://management.azure.com`. */
export function sameResource(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(resource: string): string {
  return resource.toLowerCase().replace(/\/+$/, '');
}
