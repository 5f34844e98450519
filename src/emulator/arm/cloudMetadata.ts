/** `GET /metadata/endpoints`: where the other services of this cloud are, for clients that know its ARM only. */
import type { Request, Response, Route } from './route.ts';
import type { JsonObject } from '../json.ts';

export const cloudMetadataRoute: Route = {
  method: 'GET',
  path: /^\/metadata\/endpoints$/,
  access: 'open',
  answer: ({ url }: Request): Response => ({ status: 200, body: endpoints(url) }),
};

/**
 * The cloud as Azure Stack's ARM describes itself at 2015-01-01 (learn.microsoft.com, "Use API version profiles with
 * Azure CLI in Azure Stack Hub"), and as ARM does later. At 2015-01-01 the directory is ADFS: the only kind of its
 * own that Azure CLI reaches.
 */
function endpoints({ origin, searchParams }: URL): JsonObject {
  const version = searchParams.get('api-version') ?? '';
  const graph = 'https://graph.microsoft.com/';
  if (version < '2018') {
    return {
      galleryEndpoint: `${origin}/`,
      graphEndpoint: graph,
      portalEndpoint: `${origin}/`,
      authentication: { loginEndpoint: `${origin}/adfs`, audiences: [origin] },
    };
  }
  return {
    name: 'Emulator',
    portal: `${origin}/`,
    authentication: {
      loginEndpoint: `${origin}/`,
      audiences: [origin, 'https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    resourceManager: `${origin}/`,
    graph,
    graphAudience: graph,
    microsoftGraphResourceId: graph,
    suffixes: { acrLoginServer: 'azurecr.io', storage: 'core.windows.net', keyVaultDns: 'vault.azure.net' },
  };
}
