/** What the endpoints of managed identities have in common, whatever they are called. */
import type { Clock } from '../clock.ts';
import type { ManagedIdentity } from '../entra/directory.ts';
import type { IssuedToken } from '../entra/entra.ts';
import type { JsonObject } from '../json.ts';

export interface IdentityDeps {
  /** The system-assigned one. */
  readonly machine: ManagedIdentity;
  /** The user-assigned ones, as they are now. */
  readonly assigned: () => readonly ManagedIdentity[];
  /** Undefined for a resource that nobody knows. */
  readonly issue: (identity: ManagedIdentity, resource: string) => IssuedToken | undefined;
  /** A token of the person who is at work in Cloud Shell. */
  readonly issuePersonal: (resource: string) => IssuedToken | undefined;
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
  const [asked] = Object.entries(parameters).filter(([parameter]) => query.has(parameter));
  if (!asked) return machine;
  const [parameter, key] = asked;
  const value = query.get(parameter)?.toLowerCase();
  return [machine, ...assigned()].find(each => each[key].toLowerCase() === value);
}
