import type { DeploymentError } from './deployments/deploymentsApi.ts';

/** What went wrong, by what the user can do about it. One sentence each: `ui/shared/errorAdvice.ts`. */
export type ErrorKind =
  | 'signedOut' // no session, or one that Azure does not take (any more): sign in (again)
  | 'signInFailed' // a sign-in that somebody asked for came to nothing
  | 'settings' // a setting has to be changed first
  | 'forbidden' // the account lacks a right that a role would give
  | 'denied' // a deny assignment forbids it, whatever the roles
  | 'notFound' // 404: the group, resource group or other resource is not there
  | 'subscriptionNotFound' // the subscription is not there for this account
  | 'subscriptionDisabled' // the subscription is disabled: nothing in it can be changed
  | 'nameTaken' // a group or resource group of that name exists
  | 'labelTaken' // the DNS label is taken
  | 'conflict' // the group is in transition
  | 'beingDeleted' // the resource group is being deleted
  | 'locked' // ScopeLocked: a management lock forbids it
  | 'policy' // RequestDisallowedByPolicy
  | 'region' // Azure does not let this subscription use the location
  | 'location' // the service is not offered in the location
  | 'doesNotFit' // found before anything was sent; the message is a sentence of ours that says what to do
  | 'quota' // a limit of the subscription or region is reached
  | 'capacity' // the region has no room for it at the moment
  | 'image' // the image can't be pulled
  | 'registry' // the image's registry answered with an error of its own
  | 'invalid' // ARM or the service says what is wrong with the request
  | 'buildsNotAllowed' // the subscription's registries may not build images
  | 'contextTooLarge' // what a build is to be made of is larger than is taken
  | 'notRegistered' // Microsoft.ContainerInstance isn't registered in the subscription
  | 'throttled' // 429 for longer than the scheduler was ready to wait
  | 'timeout' // Azure says that it did not answer in time
  | 'refused' // refused for a reason that only Azure's own words tell
  | 'failed' // taken, and failed for a reason that only Azure's own words tell
  | 'offline' // no connection: name, address or network
  | 'certificate' // the certificate of the host is not trusted
  | 'certificateTime' // the certificate of the host is not valid at this time
  | 'proxy' // a proxy on the way wants a sign-in
  | 'notAzure' // a proxy's or gateway's page in place of Azure's answer
  | 'service' // 5xx without a reason, or an answer that makes no sense
  | 'unexpected'; // a bug of this extension

/** An error on its way to the user. `message` is Azure's own text (or ours where Azure said nothing). */
export class AciError extends Error {
  override readonly name = 'AciError';
  readonly kind: ErrorKind;
  /** ARM's error code, as sent: `ContainerGroupTransitioning`. */
  readonly code: string | undefined;
  /** `x-ms-request-id` of the answer. */
  readonly requestId: string | undefined;
  /** HTTP status of the answer. */
  readonly status: number | undefined;
  /** The host (and port, where it isn't the usual one) that was to answer, if the connection to it failed. */
  readonly host: string | undefined;
  /** Azure's own error, with all that is inside it. */
  readonly armError: DeploymentError | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    details: {
      cause?: unknown;
      code?: string | undefined;
      requestId?: string | undefined;
      status?: number | undefined;
      host?: string | undefined;
      armError?: DeploymentError | undefined;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = details.code;
    this.requestId = details.requestId;
    this.status = details.status;
    this.host = details.host;
    this.armError = details.armError;
  }
}

const connectionKinds: ReadonlySet<ErrorKind> = new Set([
  'offline',
  'certificate',
  'certificateTime',
  'proxy',
  'notAzure',
]);

/** Whether the connection failed before Azure itself answered. */
export function isConnectionError({ kind }: Pick<AciError, 'kind'>): boolean {
  return connectionKinds.has(kind);
}

const transientKinds: ReadonlySet<ErrorKind> = new Set([
  ...connectionKinds,
  'throttled',
  'timeout',
  'service',
  'conflict',
  'registry',
]);

/** Whether the same request may succeed a little later by itself. */
export function isTransient({ kind, status = 0 }: Pick<AciError, 'kind' | 'status'>): boolean {
  return transientKinds.has(kind) || status >= 500;
}

const pullFailed = /\bpull(?:ing)?\b.{0,400}\bimage\b/is;
const noRoom = /is not available in the location .{0,200}at this moment/is;
/** The second: learn.microsoft.com "Resolve errors for resource quotas", OperationNotAllowed. */
const quotaReached = /\bquota\b.{0,200}\bexceeded\b|\bexceeding approved\b.{0,200}\bquota\b/is;

/**
 * What a text of the service's tells by itself, where no code does: failed operations carry the code `ApplyFailed` or
 * none (Azure/Azure-Landing-Zones#2404), and events have no code at all. Undefined: nothing that is known.
 */
export function errorKindOfText(text: string): 'capacity' | 'quota' | 'image' | undefined {
  if (noRoom.test(text)) return 'capacity';
  if (quotaReached.test(text)) return 'quota';
  return pullFailed.test(text) ? 'image' : undefined;
}

/** Whether `error` is someone's abort rather than a failure: aborting is silent. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Any thrown thing as an `AciError`; what isn't one yet is a defect of ours (`unexpected`). */
export function toAciError(error: unknown): AciError {
  if (error instanceof AciError) return error;
  return new AciError('unexpected', error instanceof Error ? error.message : String(error), { cause: error });
}
