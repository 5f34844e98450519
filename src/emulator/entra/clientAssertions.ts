/** Client assertions: JWTs that a client signed with its certificate, or got from an issuer that it trusts. */
import { constants, createHash, type KeyObject, verify, type X509Certificate } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { EntraError } from './entraError.ts';
import type { EntraState } from './entraState.ts';
import type { Json, JsonObject } from '../json.ts';

/** Issuer, subject and audience of the emulator's federated tokens. */
const federation = {
  issuer: 'https://federation.emulator.example',
  subject: 'system:serviceaccount:default:emulator',
  audience: 'api://AzureADTokenExchange',
} as const;

/** Clocks may differ by so much, in seconds. */
const tolerance = 300;

/** A token that the application's federated credential trusts, as Kubernetes would put it into a file. */
export function federatedToken(entra: EntraState, lifetimeSeconds = 3600): string {
  const { issuer: iss, subject: sub, audience: aud } = federation;
  return entra.tokens.issue({ iss, sub, aud }, entra.clock.now(), lifetimeSeconds);
}

/**
 * @throws EntraError unless `assertion` (a `client_assertion`) was signed with a certificate of the application, or
 * comes from the issuer that it trusts. `origin` is where the token endpoint is.
 */
export function checkAssertion(
  entra: EntraState,
  assertion: string,
  client: { readonly clientId: string; readonly origin: string },
): void {
  const { header, claims } = parse(assertion);
  if (claims['iss'] === client.clientId) checkSigned(entra, assertion, header, claims, client);
  else checkFederated(entra, assertion, claims);
}

function checkSigned(
  { certificates, clock }: EntraState,
  assertion: string,
  header: JsonObject,
  claims: JsonObject,
  { clientId, origin }: { readonly clientId: string; readonly origin: string },
): void {
  const certificate = certificates.find(each => names(header, each));
  if (!certificate) {
    const message = `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`;
    throw new EntraError(401, 'invalid_client', 700027, message);
  }
  if (!isSignedWith(certificate.publicKey, assertion, header['alg'])) {
    const message = `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was found, but use of the key to verify the signature failed.]`;
    throw new EntraError(401, 'invalid_client', 700027, message);
  }
  const audience = claims['aud'];
  if (typeof audience !== 'string' || !audience.startsWith(`${origin}/`) || claims['sub'] !== clientId) {
    const message = `Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`;
    throw new EntraError(401, 'invalid_client', 700023, message);
  }
  checkTimes(clock, claims);
}

function checkFederated(entra: EntraState, assertion: string, claims: JsonObject): void {
  const { clock, tokens } = entra;
  const { iss, sub, aud } = claims;
  if (iss !== federation.issuer || sub !== federation.subject || aud !== federation.audience) {
    const message = `No matching federated identity record found for presented assertion subject '${typeof sub === 'string' ? sub : ''}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`;
    throw new EntraError(401, 'invalid_client', 700213, message);
  }
  const reading = tokens.read(assertion, clock.now());
  if (reading.is === 'expired') throw outsideItsTime(clock, claims);
  if (reading.is !== 'valid') {
    const message = 'Client assertion failed signature validation.';
    throw new EntraError(401, 'invalid_client', 7000272, message);
  }
}

function checkTimes(clock: Clock, claims: JsonObject): void {
  const now = Math.floor(clock.now() / 1000);
  const [from, until] = [Number(claims['nbf'] ?? 0), Number(claims['exp'])];
  if (now + tolerance < from || !(now - tolerance < until)) throw outsideItsTime(clock, claims);
}

function outsideItsTime(clock: Clock, { nbf, exp }: JsonObject): EntraError {
  const at = (seconds: unknown) => new Date(Number(seconds) * 1000).toISOString();
  const message = `Client assertion is not within its valid time range. Current time: ${new Date(clock.now()).toISOString()}, assertion valid from ${at(nbf)}, expiry time of assertion ${at(exp)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`;
  return new EntraError(401, 'invalid_client', 700024, message);
}

function names(header: JsonObject, certificate: X509Certificate): boolean {
  const is = (given: Json | undefined, algorithm: string) =>
    // Python's MSAL leaves the padding of base64url on (`msal/oauth2cli/assertion.py`).
    typeof given === 'string' &&
    given.replace(/=+$/, '') === createHash(algorithm).update(certificate.raw).digest('base64url');
  return is(header['x5t#S256'], 'sha256') || is(header['x5t'], 'sha1');
}

function isSignedWith(key: KeyObject, jwt: string, algorithm: unknown): boolean {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const padding = algorithm === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const given = Buffer.from(signature, 'base64url');
  return verify('sha256', Buffer.from(`${header}.${payload}`), { key, padding }, given);
}

function parse(jwt: string): { readonly header: JsonObject; readonly claims: JsonObject } {
  try {
    const [header = '', payload = ''] = jwt.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as JsonObject;
    return { header: read(header), claims: read(payload) };
  } catch {
    const message = 'Client assertion is malformed.';
    throw new EntraError(401, 'invalid_client', 50027, message);
  }
}
