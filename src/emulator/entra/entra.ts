/** The emulator's Entra ID: issues tokens, and verifies them for ARM and Microsoft Graph. */
import { X509Certificate } from 'node:crypto';
import type { Caller, Route } from '../arm/route.ts';
import { entraRoutes } from './routes.ts';
import type { Clock } from '../clock.ts';
import { federatedToken } from './clientAssertions.ts';
import { missingClaims, claimsForNewerToken } from './conditionalAccess.ts';
import type { Directory, ManagedIdentity } from './directory.ts';
import { identityToken, personalToken, type IssuedToken } from './identityTokens.ts';
import { sameResource } from './scopes.ts';
import { createEntraState, type EntraState, type EntraSwitches, type TokenRequest } from './entraState.ts';
import type { JsonObject } from '../json.ts';

export interface Entra {
  readonly routes: readonly Route[];
  readonly directory: Directory;
  readonly switches: EntraSwitches;
  /** Issues and accepts tokens for ARM under this name too (`https://127.0.0.1:4711`). */
  addResource(resource: string): void;
  /** The caller of an access token for ARM; `expired` for an old one; undefined for any other token. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** The same of a token for Microsoft Graph. */
  readonly verifyGraph: (token: string) => Caller | undefined;
  /** The claims that ARM requires and a token lacks; undefined where it lacks none, or is not valid. */
  readonly missingClaims: (token: string) => JsonObject | undefined;
  /** All requests to the token endpoint so far. */
  readonly requests: TokenRequest[];
  /** Lets the application sign its assertions with the key of this certificate (PEM). */
  registerCertificate(pem: string): void;
  /** A token that the application may present instead of a secret, as Kubernetes puts it into a file. */
  federatedToken(lifetimeSeconds?: number): string;
  /** A token of a managed identity; undefined for an unknown resource. */
  identityToken(identity: ManagedIdentity, resource: string): IssuedToken | undefined;
  /** A token of the first account of the sign-in page, as Cloud Shell issues one; undefined for an unknown resource. */
  personalToken(resource: string): IssuedToken | undefined;
  /** Tenants that know this caller, its home first. */
  readonly tenantsOf: (caller: Caller) => readonly string[];
  /** Ends every session: access and refresh tokens issued so far are refused from now on. */
  revokeAll(): void;
  /** Continuous access evaluation: ARM challenges access tokens issued so far; a new request gets a valid one. */
  revokeIssued(): void;
}

/** Names of the public cloud's ARM: stock clients ask for these whatever address they talk to. */
const publicArm = ['https://management.azure.com', 'https://management.core.windows.net'];

export function createEntra(
  clock: Clock,
  directory: Directory,
  switches: Partial<EntraSwitches> = {},
): Entra {
  const entra = createEntraState(clock, directory, switches);
  entra.resources.push(...publicArm);
  entra.graphResources.push('https://graph.microsoft.com');
  return {
    routes: entraRoutes(entra),
    directory,
    switches: entra.switches,
    addResource: resource => void entra.resources.push(resource),
    verify: token => verify(entra, token),
    verifyGraph: token => verifyGraph(entra, token),
    missingClaims(token) {
      const reading = entra.tokens.read(token, clock.now());
      if (reading.is === 'revoked') return claimsForNewerToken(reading.at);
      return reading.is === 'valid' ? missingClaims(entra, reading.claims) : undefined;
    },
    requests: entra.requests,
    registerCertificate: pem => void entra.certificates.push(new X509Certificate(pem)),
    federatedToken: lifetimeSeconds => federatedToken(entra, lifetimeSeconds),
    identityToken: (identity, resource) => identityToken(entra, identity, resource),
    personalToken: resource => personalToken(entra, resource),
    tenantsOf: ({ objectId, tenantId }) =>
      directory.accounts.find(account => account.objectId === objectId)?.tenantIds ?? [tenantId],
    revokeAll() {
      entra.tokens.revokeAll();
      entra.grants.clear();
      entra.proved.clear();
    },
    revokeIssued: () => entra.tokens.revokeIssued(clock.now()),
  };
}

function verify(entra: EntraState, token: string): Caller | 'expired' | undefined {
  const reading = entra.tokens.read(token, entra.clock.now());
  if (reading.is === 'expired') return 'expired';
  if (reading.is !== 'valid') return undefined;
  const caller = callerOf(reading.claims);
  return entra.resources.some(each => sameResource(each, caller.audience)) ? caller : undefined;
}

function verifyGraph(entra: EntraState, token: string): Caller | undefined {
  const reading = entra.tokens.read(token, entra.clock.now());
  if (reading.is !== 'valid') return undefined;
  const caller = callerOf(reading.claims);
  return entra.graphResources.some(each => sameResource(each, caller.audience)) ? caller : undefined;
}

function callerOf(claims: JsonObject): Caller {
  const text = (name: string) => {
    const value = claims[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    tenantId: text('tid'),
    objectId: text('oid'),
    name: text('preferred_username') || text('app_displayname'),
    audience: text('aud'),
  };
}
