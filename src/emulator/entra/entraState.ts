/** Entra's state between requests: directory and key, pending sign-ins, refresh tokens, and switches. */
import { randomBytes, type X509Certificate } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Account, Directory } from './directory.ts';
import { sameResource } from './scopes.ts';
import { createTokenSigner, type TokenSigner } from './tokenSigner.ts';

/** What tests may change while it runs. */
export interface EntraSwitches {
  /** How long an access token holds. Default 3599, as Entra's. */
  tokenLifetimeSeconds: number;
  /** Tenants that require people to sign in in the browser: a refresh token alone is not enough. */
  mfaTenants: string[];
  /** Tenants whose ARM accepts only tokens that were requested with the claims of its challenge (`acrs`). */
  claimsTenants: string[];
  /** Tenants whose conditional access refuses everyone (AADSTS53003). */
  failingTenants: string[];
  /** The application's secret has expired (AADSTS7000222). */
  secretExpired: boolean;
  /**
   * Whoever reaches the sign-in page is taken for any of the accounts, and the endpoints for managed identities that know
   * no secret (of a virtual machine, of Cloud Shell) give tokens. Otherwise the accounts' password is the application's
   * secret, and those endpoints give none: any process of this machine can reach them.
   */
  passwordless: boolean;
}

/** A request to the token endpoint, whatever the answer: for tests. */
export interface TokenRequest {
  readonly grant: string;
  /** As the address names it. */
  readonly tenant: string;
  readonly scope: string;
  /** JSON, as it came. */
  readonly claims: string | undefined;
}

/** A sign-in that has a code and waits for its redemption. */
export interface PendingSignIn {
  readonly account: Account;
  readonly tenantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  /** PKCE: base64url of the verifier's SHA-256, or the verifier itself for `plain`. */
  readonly challenge: string | undefined;
  readonly challengeMethod: string;
  /** Claims (JSON) that the application requires of the sign-in. */
  readonly claims: string | undefined;
}

/** A device that waits until a person has typed its code elsewhere. */
interface WaitingDevice {
  /** What the person types. */
  readonly userCode: string;
  readonly clientId: string;
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** Who signed in, `declined` where that person said no, undefined until then. */
  readonly answer: Account | 'declined' | undefined;
}

/** What a refresh token stands for. */
export interface RefreshTokenGrant {
  readonly account: Account;
  readonly clientId: string;
}

export interface EntraState {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly switches: EntraSwitches;
  readonly tokens: TokenSigner;
  readonly signIns: Map<string, PendingSignIn>;
  readonly grants: Map<string, RefreshTokenGrant>;
  /** By device code. */
  readonly devices: Map<string, WaitingDevice>;
  /** Resources that tokens are given for: ARM under each of its names. */
  readonly resources: string[];
  /** Microsoft Graph, under each of its names: a token for it is none for ARM. */
  readonly graphResources: string[];
  /** Who signed in to which tenant in the browser, where that asks for more: `<object id> <tenant id>`. */
  readonly proved: Set<string>;
  /** Public certificates that the application may sign its assertions with. */
  readonly certificates: X509Certificate[];
  readonly requests: TokenRequest[];
}

export function createEntraState(
  clock: Clock,
  directory: Directory,
  switches: Partial<EntraSwitches>,
): EntraState {
  return {
    clock,
    directory,
    switches: {
      tokenLifetimeSeconds: 3599,
      mfaTenants: [],
      claimsTenants: [],
      failingTenants: [],
      secretExpired: false,
      passwordless: false,
      ...switches,
    },
    tokens: createTokenSigner(),
    signIns: new Map(),
    grants: new Map(),
    devices: new Map(),
    resources: [],
    graphResources: [],
    proved: new Set(),
    certificates: [],
    requests: [],
  };
}

/** Whether tokens are given for this resource. */
export function knowsResource(entra: EntraState, resource: string): boolean {
  return [...entra.resources, ...entra.graphResources].some(known => sameResource(known, resource));
}

/** A code or refresh token: long, random, opaque. */
export function opaqueToken(prefix: string): string {
  return `${prefix}.${randomBytes(32).toString('base64url')}`;
}
