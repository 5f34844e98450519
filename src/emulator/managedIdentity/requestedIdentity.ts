/** What the endpoints for managed identities have in common. */
import type { Clock } from '../clock.ts';
import type { ManagedIdentity } from '../entra/directory.ts';
import type { IssuedToken } from '../entra/identityTokens.ts';
import type { JsonObject } from '../json.ts';

export interface IdentityDeps {
  /** The system-assigned one. */
  readonly machine: ManagedIdentity;
  /** The user-assigned ones, as they are now. */
  readonly assigned: () => readonly ManagedIdentity[];
  /** Undefined for an unknown resource. */
  readonly issue: (identity: ManagedIdentity, resource: string) => IssuedToken | undefined;
  /** A token of the person who uses Cloud Shell. */
  readonly issuePersonal: (resource: string) => IssuedToken | undefined;
  /** Whether whoever asks gets a token, where the real endpoint asks for no secret. */
  readonly passwordless: () => boolean;
  readonly clock: Clock;
}

export interface EndpointResponse {
  readonly status: number;
  readonly body: JsonObject;
}

type Key = 'clientId' | 'objectId' | 'resourceId';

/** The identity that a request names by one of these parameters; the machine's own where it names none. */
export function requestedIdentity(
  { machine, assigned }: IdentityDeps,
  query: URLSearchParams,
  parameters: Readonly<Record<string, Key>>,
): ManagedIdentity | undefined {
  const named = Object.entries(parameters).find(([parameter]) => query.has(parameter));
  if (!named) return machine;
  const [parameter, key] = named;
  const value = query.get(parameter)?.toLowerCase();
  return [machine, ...assigned()].find(each => each[key].toLowerCase() === value);
}
