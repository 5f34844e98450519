/** What Entra keeps between requests: its directory and key, sign-ins under way, refresh tokens, and its switches. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Account, Directory } from './directory.ts';
import { sameResource } from './scopes.ts';
import { createTokenSigner, type TokenSigner } from './tokens.ts';

/** What tests may change while it runs. */
export interface EntraSwitches {
  /** How long an access token holds. Default 3599, as Entra's. */
  tokenLifetimeSeconds: number;
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
}

/** What a refresh token stands for. */
export interface Grant {
  readonly account: Account;
  readonly clientId: string;
}

export interface EntraSession {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly switches: EntraSwitches;
  readonly tokens: TokenSigner;
  readonly signIns: Map<string, PendingSignIn>;
  readonly grants: Map<string, Grant>;
  /** Resources that tokens are given for: ARM under each of its names. */
  readonly resources: string[];
}

export function createSession(
  clock: Clock,
  directory: Directory,
  switches: Partial<EntraSwitches>,
): EntraSession {
  return {
    clock,
    directory,
    switches: { tokenLifetimeSeconds: 3599, ...switches },
    tokens: createTokenSigner(),
    signIns: new Map(),
    grants: new Map(),
    resources: [],
  };
}

/** Whether tokens are given for this resource. */
export function knowsResource(session: EntraSession, resource: string): boolean {
  return session.resources.some(known => sameResource(known, resource));
}

/** A code or refresh token: long, random, opaque. */
export function opaque(prefix: string): string {
  return `${prefix}.${randomBytes(32).toString('base64url')}`;
}
