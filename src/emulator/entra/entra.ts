/** The emulator's Entra ID: gives out tokens and knows them again. */
import type { Caller, Request, Response, Route } from '../arm/route.ts';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../containers/types.ts';
import { redirectPage, signInPage } from './authorize.ts';
import type { Directory } from './directory.ts';
import { instanceDiscovery, openIdConfiguration } from './discovery.ts';
import { EntraError, refusal } from './error.ts';
import { grantTokens } from './grants.ts';
import { createSession, knowsResource, type EntraSession, type EntraSwitches } from './session.ts';

export interface Entra {
  readonly routes: readonly Route[];
  readonly directory: Directory;
  readonly switches: EntraSwitches;
  /** Gives tokens for ARM under this name too (`https://127.0.0.1:4711`), and takes them. */
  addResource(resource: string): void;
  /** Whose access token this is; `expired` where it was good once; undefined where it is none for ARM. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** Tenants that know this caller, its home first. */
  readonly tenantsOf: (caller: Caller) => readonly string[];
  /** Ends every session: access and refresh tokens issued so far are refused from now on. */
  revokeAll(): void;
}

/** Names of the public cloud's ARM: stock clients ask for these whatever address they talk to. */
const publicArm = ['https://management.azure.com', 'https://management.core.windows.net'];

export function createEntra(
  clock: Clock,
  directory: Directory,
  switches: Partial<EntraSwitches> = {},
): Entra {
  const session = createSession(clock, directory, switches);
  session.resources.push(...publicArm);
  return {
    routes: routes(session),
    directory,
    switches: session.switches,
    addResource: resource => void session.resources.push(resource),
    verify: token => verify(session, token),
    tenantsOf: ({ objectId, tenantId }) =>
      directory.accounts.find(account => account.objectId === objectId)?.tenantIds ?? [tenantId],
    revokeAll() {
      session.tokens.revokeAll();
      session.grants.clear();
    },
  };
}

function routes(session: EntraSession): Route[] {
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
    open('GET', /^\/redirect$/, redirectPage),
    open('POST', /^\/redirect$/, redirectPage),
  ];
}

function tokenAnswer(session: EntraSession, request: Request): Response {
  const headers = {
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'access-control-allow-origin': '*',
  };
  try {
    return { status: 200, headers, body: grantTokens(session, request) };
  } catch (error) {
    if (error instanceof EntraError) return refusal(error, session.clock.now());
    throw error;
  }
}

function verify(session: EntraSession, token: string): Caller | 'expired' | undefined {
  const verdict = session.tokens.read(token, session.clock.now());
  if (verdict.is === 'invalid') return undefined;
  if (verdict.is === 'expired') return 'expired';
  const caller = callerOf(verdict.claims);
  return knowsResource(session, caller.audience) ? caller : undefined;
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
