import type { Event } from '../../core/event.ts';
import type { CloudId } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';

/**
 * How to sign in: with `any` account that there is, by choosing `another`, or `again` as the same one, because Azure
 * no longer accepts its session.
 */
export type SignIn = 'any' | 'another' | 'again';

/** One cloud with one account: what `Account` talks to. */
export interface Connection {
  readonly cloud: CloudId;
  readonly onDidChange: Event<void>;
  /** The signed-in account's label; `undefined` when nobody is signed in. Never prompts. */
  who(): Promise<string | undefined>;
  /** Asks the person to sign in. Throws when they refuse. */
  signIn(how: SignIn): Promise<void>;
  /** Loaded at first use. */
  aci(): Promise<Aci>;
  dispose(): void;
}

/** Opens the way to a cloud. Nothing is sent and nobody is asked yet. */
export type Connect = (cloud: CloudId) => Connection;
