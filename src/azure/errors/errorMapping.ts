/** Whatever goes wrong between us and Azure → `AciError`: ARM's code first, then the status, then the network. */
import { AciError, type ErrorKind, errorKindOfText } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { isWrapperCode, readArmErrorBody } from './armErrorBody.ts';
import { readArmError } from './armErrorTree.ts';
import { malformedAnswer } from './malformedAnswer.ts';
import { kindByErrorCode } from './knownErrorCodes.ts';
import { redact } from './redact.ts';
import { parseJson } from '../http/readJson.ts';

/** An answer with an error status, as far as it matters here. */
export interface FailedAnswer {
  readonly status: number;
  readonly bodyAsText?: string | null | undefined;
  readonly headers: { get(name: string): string | undefined };
  /** What was asked. */
  readonly request?: { readonly url: string };
}

/**
 * The kind of an error of Azure's. `status` is undefined where a long-running operation failed rather than a request.
 * Codes compare without case: ARM's own spelling varies.
 */
export function errorKind(code: string | undefined, status: number | undefined, message: string): ErrorKind {
  // Cost Management refuses a right with a 401 (Azure/azqr#277): signing in again would not help.
  if (code?.toLowerCase() === 'rbacaccessdenied') return 'forbidden';
  // Whatever the code: a policy that wants more proof of who one is comes as 401, too (Azure/azure-cli#31699).
  if (status === 401) return 'signedOut';
  // Docker Hub's own words in an answer of Azure's (Azure/azure-sdk-for-js#34390): its limit, not Azure's.
  if (/\bpull rate limit\b/i.test(message)) return 'registry';
  const key = code?.toLowerCase() ?? '';
  const known = kindByErrorCode.get(key);
  if (known !== undefined) return isConfirmedByMessage(known, message) ? known : kindOfStatus(status, code);
  // One code for two things: learn.microsoft.com "Requested resource is not available" and "… quota exceeded".
  if (key === 'serviceunavailable' && status === 409) return errorKindOfText(message) ?? 'capacity';
  return errorKindOfText(message) ?? kindOfStatus(status, code);
}

/** Codes that stand for more than one kind: only the message says which. */
function isConfirmedByMessage(kind: ErrorKind, message: string): boolean {
  if (kind === 'region') return /\bregions?\b/i.test(message);
  if (kind === 'notRegistered') return !/namespace '(?!Microsoft\.ContainerInstance')/i.test(message);
  // "The client has permission to perform action …, however the linked subscription … was not found."
  if (kind === 'forbidden') return !/\bhowever,? the (?:linked|current)\b/i.test(message);
  return true;
}

/** What a status says by itself (RFC 9110), and no more. */
function kindOfStatus(status: number | undefined, code: string | undefined): ErrorKind {
  switch (status) {
    case undefined:
      return 'failed';
    case 400:
      return 'invalid';
    case 404:
      return 'notFound';
    case 407:
      return 'proxy';
    case 408:
    case 504:
      return 'timeout';
    case 429:
      return 'throttled';
    case 502:
    case 503:
      return 'service';
    default:
      if (status >= 500) return code === undefined ? 'service' : 'failed';
      return status >= 400 ? 'refused' : 'notAzure';
  }
}

/** An answer that isn't a success → its error. The page of a proxy or gateway never becomes the message. */
export function errorOfAnswer(answer: FailedAnswer): AciError {
  const intermediary = errorOfIntermediary(answer);
  if (intermediary) return intermediary;
  return errorOfBody(parseJson(answer.bodyAsText), answer);
}

/** The error that Azure's own body of an answer tells. */
export function errorOfBody(body: Json | undefined, answer: Omit<FailedAnswer, 'bodyAsText'>): AciError {
  const { code, message } = codeAndMessageOf(body);
  const text = message ?? `Azure answered with status ${answer.status}.`;
  const kind = errorKind(code, answer.status, text);
  return new AciError(kind, text, {
    code,
    status: answer.status,
    requestId: requestIdOf(answer),
    armError: readArmError(body),
  });
}

/** The code that says most, and Azure's text as they may be shown. */
export function codeAndMessageOf(body: Json | undefined): {
  readonly code: string | undefined;
  readonly message: string | undefined;
} {
  const { codes, message } = readArmErrorBody(body);
  const known = codes.find(code => !isWrapperCode(code) && kindByErrorCode.has(code.toLowerCase()));
  const code = known ?? codes.find(each => !isWrapperCode(each)) ?? codes[0];
  return { code, message: message === undefined ? undefined : redact(message) };
}

/**
 * The error of an answer that isn't Azure's but an intermediary's (a proxy, a gateway, a firewall): Azure's own are
 * JSON, empty, or have a request id. A proxy's 404 must not make a group disappear, nor its 401 end a sign-in.
 */
export function errorOfIntermediary(answer: FailedAnswer): AciError | undefined {
  const { status } = answer;
  const host = hostOf(answer);
  const place = host ?? 'Azure';
  const details = { status, host };
  if (status === 407) {
    return new AciError('proxy', `A proxy on the way to ${place} wants a sign-in (status 407).`, details);
  }
  if (!isFromIntermediary(answer)) return undefined;
  return new AciError(
    'notAzure',
    `The answer for ${place} was no answer of Azure's (status ${status}).`,
    details,
  );
}

function isFromIntermediary(answer: FailedAnswer): boolean {
  if (requestIdOf(answer) !== undefined) return false;
  if (answer.status >= 300 && answer.status < 400) return true;
  const body = answer.bodyAsText?.trim() ?? '';
  // Resource Manager signs each refusal of a right with a request id; a firewall's may be empty.
  if (body === '') return answer.status === 403;
  const isPage = !/^[[{"]/.test(body) && parseJson(body) === undefined;
  // Azure Front Door may answer with a page, too.
  return isPage && !(answer.status >= 500 && isFromFrontDoor(answer)) && answer.status !== 429;
}

function isFromFrontDoor({ headers }: FailedAnswer): boolean {
  return headers.get('x-azure-ref') !== undefined || headers.get('x-msedge-ref') !== undefined;
}

/** `malformedAnswer` with the details of the answer; an intermediary's error where it came from there. */
export function errorOfMalformed(answer: FailedAnswer, message?: string): AciError {
  const details = { status: answer.status, requestId: requestIdOf(answer) };
  return errorOfIntermediary(answer) ?? malformedAnswer(message, details);
}

function requestIdOf(answer: FailedAnswer): string | undefined {
  return answer.headers.get('x-ms-request-id') ?? answer.headers.get('x-ms-correlation-request-id');
}

/** Node's and OpenSSL's codes for what is wrong with the connection rather than with Azure. */
const networkCode =
  /^(?:ENOTFOUND|ECONN[A-Z]+|ETIMEDOUT|EAI_[A-Z]+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EPIPE|EPROTO|REQUEST_SEND_ERROR|ERR_TLS_.+|ERR_SSL_.+|CERT_.+|DEPTH_ZERO_.+|SELF_SIGNED_.+|UNABLE_TO_.+)$/;

/** OpenSSL's results of looking at a certificate (openssl-verification-options), as Node names them in `tls`. */
const certificateCode =
  /^(?:CERT_(?:CHAIN_TOO_LONG|REJECTED|REVOKED|SIGNATURE_FAILURE|UNTRUSTED)|CRL_(?:HAS_EXPIRED|NOT_YET_VALID|SIGNATURE_FAILURE)|PATH_LENGTH_EXCEEDED|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:GET_ISSUER_CERT(?:_LOCALLY)?|GET_CRL|VERIFY_LEAF_SIGNATURE|DECRYPT_C(?:ERT|RL)_SIGNATURE|DECODE_ISSUER_PUBLIC_KEY)|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;
const certificateTimeCode = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/;

/**
 * Anything thrown while asking → `AciError`. Aborts and what is one already pass unchanged; the host is named where
 * there was no connection.
 */
export function errorOfThrown(error: unknown, host?: string): unknown {
  if (error instanceof AciError) return error;
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const response: unknown = Reflect.get(error, 'response');
  if (isAnswer(response)) return errorOfResponse(response);
  const code: unknown = Reflect.get(error, 'code');
  if (code === 'PARSE_ERROR') return malformedAnswer('The answer broke off or made no sense.');
  if (typeof code === 'string' && (networkCode.test(code) || certificateCode.test(code))) {
    return connectionError(code, error, hostOf(error) ?? host);
  }
  return new AciError('unexpected', redact(error.message), { cause: error });
}

/** A connection that could not be had or was lost. */
export function connectionError(code: string, cause: unknown, host: string | undefined): AciError {
  const place = host ?? 'Azure';
  const details = { code, cause, host };
  if (certificateCode.test(code) || certificateTimeCode.test(code)) {
    const kind = certificateTimeCode.test(code) ? 'certificateTime' : 'certificate';
    return new AciError(kind, `The certificate of ${place} is not taken (${code}).`, details);
  }
  const message = /TLS|SSL|EPROTO/.test(code)
    ? `No secure connection to ${place} (${code}).`
    : `No connection to ${place} (${code}).`;
  return new AciError('offline', message, details);
}

/** The SDK parsed it, or tried to. */
function errorOfResponse(response: FailedAnswer): AciError {
  if (response.status >= 200 && response.status < 300) {
    return errorOfMalformed(response);
  }
  return errorOfAnswer(response);
}

function hostOf(from: object): string | undefined {
  const request: unknown = Reflect.get(from, 'request');
  const url: unknown =
    typeof request === 'object' && request !== null ? Reflect.get(request, 'url') : undefined;
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}

function isAnswer(value: unknown): value is FailedAnswer {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}
