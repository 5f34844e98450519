/** What went wrong, in the words that decide what a person can do about it. One sentence each: `ui/report.ts`. */
export type ErrorKind =
  | 'signedOut' // no session, or it has ended: sign in (again)
  | 'signInFailed' // a sign-in that somebody asked for came to nothing
  | 'settings' // a setting has to be changed first
  | 'forbidden' // 403: the account lacks a right
  | 'notFound' // 404: the group, resource group or subscription is gone
  | 'nameTaken' // a group, DNS label or resource group of that name exists
  | 'conflict' // 409: the group is in transition
  | 'locked' // ScopeLocked: a management lock forbids it
  | 'policy' // RequestDisallowedByPolicy
  | 'quota' // a limit of the subscription or region is reached
  | 'capacity' // the region has no room for it at the moment
  | 'image' // the image can't be pulled: name, tag, credential or registry
  | 'invalid' // 400: ARM says the request is wrong
  | 'notRegistered' // Microsoft.ContainerInstance isn't registered in the subscription
  | 'throttled' // 429 for longer than the gate was ready to wait
  | 'offline' // no connection, DNS, proxy or TLS trouble
  | 'service' // 5xx, or an answer that makes no sense
  | 'unexpected'; // a defect of ours

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

  constructor(
    kind: ErrorKind,
    message: string,
    details: {
      cause?: unknown;
      code?: string | undefined;
      requestId?: string | undefined;
      status?: number | undefined;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = details.code;
    this.requestId = details.requestId;
    this.status = details.status;
  }
}

const passing: ReadonlySet<ErrorKind> = new Set(['offline', 'throttled', 'service', 'conflict']);

/** Whether the same request may succeed a little later, without anybody doing anything about it. */
export function passesByItself({ kind }: AciError): boolean {
  return passing.has(kind);
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
