/** Tokens that are issued without a request to the token endpoint: of managed identities, and in Cloud Shell. */
import type { JsonObject } from '../json.ts';
import type { ManagedIdentity } from './directory.ts';
import { type EntraState, knowsResource } from './entraState.ts';
import { accountTokens, applicationTokens } from './tokenResponses.ts';

export interface IssuedToken {
  readonly token: string;
  /** Epoch seconds. */
  readonly expiresOn: number;
}

/** A token of a managed identity; undefined for an unknown resource. */
export function identityToken(
  entra: EntraState,
  identity: ManagedIdentity,
  resource: string,
): IssuedToken | undefined {
  if (!knowsResource(entra, resource)) return undefined;
  const { tenantId: tenant } = identity;
  entra.requests.push({ grant: 'managed_identity', tenant, scope: resource, claims: undefined });
  return issuedToken(entra, applicationTokens(entra, identity, resource));
}

/** The application that people in Cloud Shell have their tokens through. */
const cloudShell = 'b677c290-cf4b-4a8e-a60e-91ba650a4abe';

/** A token of the first account of the sign-in page; undefined for an unknown resource. */
export function personalToken(entra: EntraState, resource: string): IssuedToken | undefined {
  if (!knowsResource(entra, resource)) return undefined;
  const [account] = entra.directory.accounts;
  const [tenantId] = account.tenantIds;
  entra.requests.push({ grant: 'cloud_shell', tenant: tenantId, scope: resource, claims: undefined });
  const tokens = accountTokens(entra, {
    ...{ account, tenantId, clientId: cloudShell, origin: '', scope: `${resource}/.default`, acrs: [] },
    requested: { resource, permissions: ['.default'] },
    nonce: undefined,
  });
  return issuedToken(entra, tokens);
}

function issuedToken(entra: EntraState, tokens: JsonObject): IssuedToken | undefined {
  const { access_token: token, expires_in: seconds } = tokens;
  if (typeof token !== 'string') return undefined;
  return { token, expiresOn: Math.floor(entra.clock.now() / 1000) + Number(seconds) };
}
