import type { Event } from '../event.ts';

export interface AccessToken {
  readonly token: string;
  /** ms since the epoch, UTC. */
  readonly expiresOn: number;
}

/** Where tokens come from. Never prompts: without a session it throws `AciError('signedOut')`. */
export interface CredentialSource {
  getToken(
    scopes: readonly string[],
    tenantId: string | undefined,
    signal: AbortSignal,
    /** The `WWW-Authenticate` header of a 401 that wants more than the last token had (conditional access). */
    challenge?: string,
  ): Promise<AccessToken>;
  /**
   * Azure answered 401 to this token, without a challenge: don't give it out again. Answers whether another one may
   * be had by asking again. Absent where tokens are kept by somebody else.
   */
  invalidateToken?(token: string): boolean;
  /** The account changed: everything read with the former one is void. */
  readonly onDidChange: Event<void>;
}
