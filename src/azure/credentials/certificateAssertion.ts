/** What an application proves itself with that has a certificate, made by Entra's clock instead of this machine's. */
import { constants, createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface CertificateAssertionOptions {
  readonly clientId: string;
  /** The token endpoint. */
  readonly audience: string;
  /** PEM, with certificate and private key. */
  readonly certificatePath: string;
  /** Of the private key; '' where it has none. */
  readonly password: string;
}

/** How long it holds, in seconds. */
const lifetime = 600;

/**
 * A signed assertion (learn.microsoft.com/entra/identity-platform/certificate-credentials). MSAL makes the same, but
 * goes by this machine's clock, and Entra takes none from the future. `now`: Entra's time, in ms.
 */
export async function createCertificateAssertion(
  { clientId, audience, certificatePath, password }: CertificateAssertionOptions,
  now: number,
): Promise<string> {
  const pem = await readFile(certificatePath, 'utf8');
  const key = createPrivateKey({ key: pem, passphrase: password });
  const thumbprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
  const from = Math.floor(now / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint };
  const claims = {
    ...{ aud: audience, iss: clientId, sub: clientId, jti: randomUUID() },
    ...{ iat: from, nbf: from, exp: from + lifetime },
  };
  const signed = [header, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${signed}.${signature.toString('base64url')}`;
}
