/** The emulator's Entra ID: gives out tokens and knows them again. */
import { X509Certificate } from 'node:crypto';
import type { Caller, Request, Response, Route } from '../arm/route.ts';
import type { Clock } from '../clock.ts';
import { redirectPage, signInPage } from './authorize.ts';
import { federatedToken } from './clientAssertions.ts';
import { missingClaims, claimsForNewerToken } from './conditionalAccess.ts';
import type { Directory, ManagedIdentity } from './directory.ts';
import { answerDevice, beginDeviceCode, devicePage } from './deviceCode.ts';
import { instanceDiscovery, openIdConfiguration, openIdConfigurationOfV1 } from './discovery.ts';
import { EntraError, errorResponse } from './entraError.ts';
import { grantTokens } from './tokenEndpoint.ts';
import { accountTokens, applicationTokens } from './tokenResponses.ts';
import { sameResource } from './scopes.ts';
import {
  createEntraState,
  knowsResource,
  type EntraState,
  type EntraSwitches,
  type TokenRequest,
} from './entraState.ts';
import type { JsonObject } from '../json.ts';

export interface IssuedToken {
  readonly token: string;
  /** Epoch seconds. */
  readonly expiresOn: number;
}

export interface Entra {
  readonly routes: readonly Route[];
  readonly directory: Directory;
  readonly switches: EntraSwitches;
  /** Gives tokens for ARM under this name too (`https://127.0.0.1:4711`), and takes them. */
  addResource(resource: string): void;
  /** Whose access token this is; `expired` where it was good once; undefined where it is none for ARM. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** The same of a token for Microsoft Graph. */
  readonly verifyGraph: (token: string) => Caller | undefined;
  /** The claims that ARM wants a token to have which it lacks; undefined where it lacks none, or is no good at all. */
  readonly missingClaims: (token: string) => JsonObject | undefined;
  /** What the token endpoint was asked so far. */
  readonly requests: TokenRequest[];
  /** Lets the application sign its assertions with the key of this certificate (PEM). */
  registerCertificate(pem: string): void;
  /** A token that the application may present instead of a secret, as Kubernetes puts it into a file. */
  federatedToken(lifetimeSeconds?: number): string;
  /** A token of a managed identity for a resource; undefined where nobody knows that. */
  identityToken(identity: ManagedIdentity, resource: string): IssuedToken | undefined;
  /** A token of the person whom the sign-in page offers first, as Cloud Shell gives one; undefined as above. */
  personalToken(resource: string): IssuedToken | undefined;
  /** Tenants that know this caller, its home first. */
  readonly tenantsOf: (caller: Caller) => readonly string[];
  /** Ends every session: access and refresh tokens issued so far are refused from now on. */
  revokeAll(): void;
  /** Continuous access evaluation: ARM challenges access tokens issued so far; whoever asks again gets a good one. */
  revokeIssued(): void;
}

/** Names of the public cloud's ARM: stock clients ask for these whatever address they talk to. */
const publicArm = ['https://management.azure.com', 'https://management.core.windows.net'];

/** The application that people in Cloud Shell have their tokens through. */
const cloudShell = 'b677c290-cf4b-4a8e-a60e-91ba650a4abe';

export function createEntra(
  clock: Clock,
  directory: Directory,
  switches: Partial<EntraSwitches> = {},
): Entra {
  const session = createEntraState(clock, directory, switches);
  session.resources.push(...publicArm);
  session.graphResources.push('https://graph.microsoft.com');
  return {
    routes: routes(session),
    directory,
    switches: session.switches,
    addResource: resource => void session.resources.push(resource),
    verify: token => verify(session, token),
    verifyGraph(token) {
      const verdict = session.tokens.read(token, clock.now());
      if (verdict.is !== 'valid') return undefined;
      const caller = callerOf(verdict.claims);
      return session.graphResources.some(each => sameResource(each, caller.audience)) ? caller : undefined;
    },
    missingClaims(token) {
      const verdict = session.tokens.read(token, clock.now());
      if (verdict.is === 'revoked') return claimsForNewerToken(verdict.at);
      return verdict.is === 'valid' ? missingClaims(session, verdict.claims) : undefined;
    },
    requests: session.requests,
    registerCertificate: pem => void session.certificates.push(new X509Certificate(pem)),
    federatedToken: lifetimeSeconds => federatedToken(session, lifetimeSeconds),
    identityToken(identity, resource) {
      if (!knowsResource(session, resource)) return undefined;
      const { tenantId: tenant } = identity;
      session.requests.push({ grant: 'managed_identity', tenant, scope: resource, claims: undefined });
      const { access_token: token, expires_in: seconds } = applicationTokens(session, identity, resource);
      if (typeof token !== 'string') return undefined;
      return { token, expiresOn: Math.floor(clock.now() / 1000) + Number(seconds) };
    },
    personalToken(resource) {
      if (!knowsResource(session, resource)) return undefined;
      const [account] = directory.accounts;
      const [tenantId] = account.tenantIds;
      session.requests.push({ grant: 'cloud_shell', tenant: tenantId, scope: resource, claims: undefined });
      const { access_token: token, expires_in: seconds } = accountTokens(session, {
        ...{ account, tenantId, clientId: cloudShell, origin: '', scope: `${resource}/.default`, acrs: [] },
        asked: { resource, permissions: ['.default'] },
        nonce: undefined,
      });
      if (typeof token !== 'string') return undefined;
      return { token, expiresOn: Math.floor(clock.now() / 1000) + Number(seconds) };
    },
    tenantsOf: ({ objectId, tenantId }) =>
      directory.accounts.find(account => account.objectId === objectId)?.tenantIds ?? [tenantId],
    revokeAll() {
      session.tokens.revokeAll();
      session.grants.clear();
      session.proved.clear();
    },
    revokeIssued: () => session.tokens.revokeIssued(clock.now()),
  };
}

function routes(session: EntraState): Route[] {
  const open = (method: string, path: RegExp, answer: (request: Request) => Response): Route => ({
    method,
    path,
    access: 'open',
    answer,
  });
  return [
    open('GET', /^\/common\/discovery\/instance$/, request => instanceDiscovery(session, request)),
    open('GET', /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/, request =>
      openIdConfiguration(session, request),
    ),
    open('GET', /^\/(?<tenant>[^/]+)\/discovery\/v2\.0\/keys$/, () => ({
      status: 200,
      body: session.tokens.keys(),
    })),
    open('GET', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/, request => signInPage(session, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/, request => tokenAnswer(session, request)),
    // Version 1, which is also what Active Directory Federation Services have (`/adfs/oauth2/token`).
    open('GET', /^\/(?<tenant>[^/]+)\/\.well-known\/openid-configuration$/, request =>
      openIdConfigurationOfV1(session, request),
    ),
    open('GET', /^\/(?<tenant>[^/]+)\/discovery\/keys$/, () => ({
      status: 200,
      body: session.tokens.keys(),
    })),
    open('GET', /^\/(?<tenant>[^/]+)\/oauth2\/authorize$/, request => signInPage(session, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/token$/, request => tokenAnswer(session, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/(?:v2\.0\/)?devicecode$/, request =>
      beginDeviceCode(session, request),
    ),
    open('GET', /^\/devicelogin$/, request => devicePage(session, request)),
    open('POST', /^\/devicelogin$/, request => answerDevice(session, request)),
    open('GET', /^\/redirect$/, redirectPage),
    open('POST', /^\/redirect$/, redirectPage),
  ];
}

function tokenAnswer(session: EntraState, request: Request): Response {
  const headers = {
    // Its own clock's: a client that compares it with its own learns which of the two is wrong.
    date: new Date(session.clock.now()).toUTCString(),
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'access-control-allow-origin': '*',
  };
  try {
    return { status: 200, headers, body: grantTokens(session, request) };
  } catch (error) {
    if (error instanceof EntraError) return errorResponse(error, session.clock.now());
    throw error;
  }
}

function verify(session: EntraState, token: string): Caller | 'expired' | undefined {
  const verdict = session.tokens.read(token, session.clock.now());
  if (verdict.is === 'expired') return 'expired';
  if (verdict.is !== 'valid') return undefined;
  const caller = callerOf(verdict.claims);
  return session.resources.some(each => sameResource(each, caller.audience)) ? caller : undefined;
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
