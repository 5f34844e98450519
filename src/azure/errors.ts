/** Whatever goes wrong between us and Azure → `AciError`: ARM's code first, then the status, then the network. */
import { asObject, isObject } from '../core/json.ts';
import { AciError, type ErrorKind } from '../core/errors.ts';
import { asString, parseJson } from './readJson.ts';

/** An answer with an error status, as far as it matters here. */
export interface FailedAnswer {
  readonly status: number;
  readonly bodyAsText?: string | null | undefined;
  readonly headers: { get(name: string): string | undefined };
}

/** ARM's codes (FACTS §3) whose meaning the status alone doesn't tell. Lower case: ARM's own spelling varies. */
const kindOfCode: Readonly<Record<string, ErrorKind>> = {
  authenticationfailed: 'signedOut',
  expiredauthenticationtoken: 'signedOut',
  invalidauthenticationtoken: 'signedOut',
  invalidauthenticationtokentenant: 'signedOut',
  authorizationfailed: 'forbidden',
  linkedauthorizationfailed: 'forbidden',
  readonlydisabledsubscription: 'forbidden',
  containergroupnotfound: 'notFound',
  resourcegroupnotfound: 'notFound',
  resourcenotfound: 'notFound',
  subscriptionnotfound: 'notFound',
  dnsnamelabelalreadytaken: 'nameTaken',
  dnsnamelabelnotavailable: 'nameTaken',
  invalidresourcegrouplocation: 'nameTaken',
  invalidresourcelocation: 'nameTaken',
  containergrouptransitioning: 'conflict',
  containerlognotavailable: 'conflict',
  resourcegroupbeingdeleted: 'conflict',
  scopelocked: 'locked',
  requestdisallowedbypolicy: 'policy',
  containergroupquotareached: 'quota',
  quotaexceeded: 'quota',
  inaccessibleimage: 'image',
  osversionnotsupported: 'image',
  registryerrorresponse: 'image',
  ambiguousimageresitrycredentialtype: 'invalid',
  invalidcontainergroupupdate: 'invalid',
  invalidimageregistrycredentialtype: 'invalid',
  invalidimageregistryidentity: 'invalid',
  invalidrequestcontent: 'invalid',
  networkprofilenotfound: 'invalid',
  noregisteredproviderfound: 'invalid',
  missingsubscriptionregistration: 'notRegistered',
  subscriptionrequeststhrottled: 'throttled',
  toomanyrequests: 'throttled',
  gatewaytimeout: 'service',
  internalservererror: 'service',
};

/** The kind of an ARM error. `status` is undefined where a long-running operation failed rather than a request. */
export function errorKind(code: string | undefined, status: number | undefined, message: string): ErrorKind {
  // One code for two things (FACTS §3): the message tells a quota from a full region.
  if (code?.toLowerCase() === 'serviceunavailable' && status !== 503) {
    return /\bquota\b/i.test(message) ? 'quota' : 'capacity';
  }
  return kindOfCode[code?.toLowerCase() ?? ''] ?? kindOfStatus(status);
}

function kindOfStatus(status: number | undefined): ErrorKind {
  if (status === undefined || status < 400 || status >= 500) return 'service';
  switch (status) {
    case 401:
      return 'signedOut';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 407: // a proxy that wants to know who we are
    case 408:
      return 'offline';
    case 409:
      return 'conflict';
    case 429:
      return 'throttled';
    default:
      return 'invalid';
  }
}

/** An answer that isn't a success → its error. HTML of a proxy or gateway never becomes the message. */
export function errorOfAnswer(answer: FailedAnswer): AciError {
  const body = asObject(parseJson(answer.bodyAsText));
  const error = Object.keys(asObject(body['error'])).length > 0 ? asObject(body['error']) : body;
  const code = asString(error['code']);
  const message = redact(asString(error['message']) ?? `Azure answered with status ${answer.status}.`);
  const kind = isByAProxy(answer) ? 'offline' : errorKind(code, answer.status, message);
  return new AciError(kind, message, { code, status: answer.status, requestId: requestIdOf(answer) });
}

/**
 * Whether something on the way refused the request: Azure's own refusals are JSON, empty (HEAD), or have a request id. A proxy's
 * 404 must not make a group disappear, nor its 401 end a sign-in.
 */
function isByAProxy(answer: FailedAnswer): boolean {
  const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  const isPage = Boolean(answer.bodyAsText) && !isObject(parseJson(answer.bodyAsText));
  return isRefusal && isPage && requestIdOf(answer) === undefined;
}

/** A 2xx answer whose body makes no sense. */
export function senselessAnswer(answer: FailedAnswer, what: string): AciError {
  return new AciError('service', what, { status: answer.status, requestId: requestIdOf(answer) });
}

function requestIdOf(answer: FailedAnswer): string | undefined {
  return answer.headers.get('x-ms-request-id') ?? answer.headers.get('x-ms-correlation-request-id');
}

/** Node's and OpenSSL's words for "the network, not Azure". */
const networkCode =
  /^(?:ENOTFOUND|ECONN[A-Z]+|ETIMEDOUT|EAI_AGAIN|EAI_[A-Z]+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EPIPE|EPROTO|REQUEST_SEND_ERROR|ERR_TLS_.+|ERR_SSL_.+|CERT_.+|DEPTH_ZERO_.+|SELF_SIGNED_.+|UNABLE_TO_.+)$/;

/**
 * Anything thrown on the way → `AciError`. Aborts and what is one already pass unchanged; the host is named where
 * there was no connection.
 */
export function errorOfThrown(error: unknown, host?: string): unknown {
  if (error instanceof AciError) return error;
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const response: unknown = Reflect.get(error, 'response');
  if (isAnswer(response)) return errorOfResponse(response);
  const code: unknown = Reflect.get(error, 'code');
  if (code === 'PARSE_ERROR') return new AciError('service', 'The answer broke off or made no sense.');
  if (typeof code === 'string' && networkCode.test(code)) return offline(code, error, hostOf(error) ?? host);
  return new AciError('unexpected', redact(error.message), { cause: error });
}

/** A connection that could not be had or was lost. */
export function offline(code: string, cause: unknown, host: string | undefined): AciError {
  const place = host ?? 'Azure';
  const message = /TLS|SSL|CERT|SIGNED|UNABLE|EPROTO/.test(code)
    ? `No secure connection to ${place} (${code}).`
    : `No connection to ${place} (${code}).`;
  return new AciError('offline', message, { code, cause });
}

/** The SDK parsed it, or tried to. */
function errorOfResponse(response: FailedAnswer): AciError {
  if (response.status >= 200 && response.status < 300) {
    return senselessAnswer(response, 'Azure answered with something that makes no sense.');
  }
  return errorOfAnswer(response);
}

/** Takes tokens and passwords out of a text that is about to be shown. */
export function redact(text: string): string {
  return text
    .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '(token)')
    .replace(/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 (token)')
    .replace(
      /("?(?:password|secureValue|secret|client_secret|storageAccountKey|workspaceKey|access_token|refresh_token)"?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}"']+)/gi,
      '$1(removed)',
    );
}

function hostOf(error: Error): string | undefined {
  const request: unknown = Reflect.get(error, 'request');
  const url: unknown =
    typeof request === 'object' && request !== null ? Reflect.get(request, 'url') : undefined;
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}

function isAnswer(value: unknown): value is FailedAnswer {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}
