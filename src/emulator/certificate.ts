/** A throw-away certificate authority, and a server certificate that it signs. */
import 'reflect-metadata'; // which @peculiar/x509 needs and doesn't bring
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

export interface Certificate {
  /** What clients must trust. */
  readonly caPem: string;
  readonly keyPem: string;
  readonly certPem: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;
/** Browsers refuse server certificates that are valid for 398 days or more. */
const serverDays = 390;
const authorityDays = 730;

/**
 * Makes a fresh authority and a certificate for loopback, `localhost`, and the host names given beside them. The
 * authority's key is forgotten, so nothing else can ever be signed with it.
 */
export async function createCertificate(names: readonly string[] = []): Promise<Certificate> {
  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    // A name of its own each time: two authorities of one name confuse verifiers that look issuers up by name.
    name: `CN=Azure emulator authority ${randomBytes(4).toString('hex')}`,
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    ...validFor(authorityDays),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const serverKeys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    ...validFor(serverDays),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        ['localhost', '*.localhost', '127.0.0.1', '::1', ...names].map(host => ({
          type: isIP(host) ? ('ip' as const) : ('dns' as const),
          value: host,
        })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    // Files end with a newline: bundles are made by putting one behind another.
    caPem: `${authority.toString('pem')}\n`,
    keyPem: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
    certPem: `${certificate.toString('pem')}\n`,
  };
}

/** RSA, because MSAL signs with nothing else. */
const clientAlgorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/** A certificate for an application to sign in with: alone, and with its private key in one file. PEM. */
export async function createClientCertificate(): Promise<{
  readonly certificate: string;
  readonly pem: string;
}> {
  const keys = await webcrypto.subtle.generateKey(clientAlgorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=emulator-client',
    keys,
    signingAlgorithm: clientAlgorithm,
    ...validFor(serverDays),
  });
  const certificate = made.toString('pem');
  const key = x509.PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
    'PRIVATE KEY',
  );
  return { certificate, pem: `${certificate}\n${key}\n` };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** From a day ago, because clocks differ. */
function validFor(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - day), notAfter: new Date(now + days * day) };
}
