import type { Event } from '../../core/event.ts';
import type { AciError } from '../../core/errors.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { Tenant } from '../../core/model/subscription.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { SignInIdentity, SignInKind } from './signInIdentity.ts';

/**
 * How to sign in: with `any` account that there is, by choosing `another`, or `again` as the same one, because Azure
 * no longer accepts its session; or to one tenant that wants a sign-in of its own.
 */
export type SignInMode = 'any' | 'another' | 'again' | { readonly tenantId: string };

/** One account in one cloud. */
export interface Connection {
  readonly onDidChange: Event<void>;
  /** The signed-in account's label; `undefined` when nobody is signed in. Never prompts. */
  getAccountLabel(): Promise<string | undefined>;
  /** Asks the person to sign in. Throws when they refuse. */
  signIn(how: SignInMode): Promise<void>;
  /** Loaded at first use. */
  aci(): Promise<AzureApi>;
  dispose(): void;
}

/** A connection that knows, once somebody is signed in, who it is. */
export interface AccountConnection extends Connection {
  readonly account?: { readonly id: string; readonly label: string } | undefined;
}

/** Who is looked through, or should be. */
export interface AccountInfo {
  readonly id: string;
  readonly label: string;
  readonly kind: SignInKind;
  readonly identity: SignInIdentity;
  readonly isSignedIn: boolean;
  /** Why it can't be looked through, or not all the way. */
  readonly problem?: AciError;
}

/** Several accounts in one cloud: what `AccountManager` talks to. */
export interface CloudConnection extends Connection {
  readonly cloud: CloudId;
  /** Those that are signed in, and those that could not be. */
  readonly accounts: readonly AccountInfo[];
  /** Signs in as one more; `instead`: as this one only. Throws when it can't be, or the person refuses. */
  add(identity: SignInIdentity, secret?: string, instead?: 'instead'): Promise<void>;
  /** Signs in as that account again, or to the tenant that it can't read. */
  signInAs(accountId: string | undefined, how: SignInMode): Promise<void>;
  /** Looks through it no longer, and forgets its secret. */
  remove(accountId: string): Promise<void>;
}

/** What identifies a tenant for signing in to it. */
export type TenantToSignIn = Pick<Tenant, 'id' | 'account'>;

/**
 * Opens the way to a cloud. Nothing is sent and nobody is asked yet. Throws `AciError` where the settings forbid it.
 */
export type Connect = (cloud: CloudId) => CloudConnection;
