/**
 * A throw-away certificate authority, and a server certificate that it signs. X.509 certificates (RFC 5280) are written by
 * hand: a library for it would be a quarter of the emulator.
 */
import { Buffer } from 'node:buffer';
import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { promisify } from 'node:util';
import * as der from './der.ts';

export interface Certificate {
  /** What clients must trust. */
  readonly caPem: string;
  readonly keyPem: string;
  readonly certPem: string;
}

const newKeyPair = promisify(generateKeyPair);
const day = 24 * 60 * 60 * 1000;
/** Browsers refuse server certificates that are valid for 398 days or more. */
const serverDays = 390;
const authorityDays = 730;

/**
 * Makes a fresh authority and a certificate for loopback, `localhost`, and the host names given beside them. The
 * authority's key is forgotten, so nothing else can ever be signed with it.
 */
export async function createCertificate(names: readonly string[] = []): Promise<Certificate> {
  const authorityKeys = await newKeyPair('ec', { namedCurve: 'P-256' });
  // A name of its own each time: two authorities of one name confuse verifiers that look issuers up by name.
  const authority = `Azure emulator authority ${randomBytes(4).toString('hex')}`;
  const authorityKeyId = keyId(authorityKeys.publicKey);
  const authorityCertificate = signedCertificate({
    ...{ subject: authority, issuer: authority, days: authorityDays },
    ...{ publicKey: authorityKeys.publicKey, signingKey: authorityKeys.privateKey },
    extensions: [
      extension(ids.basicConstraints, 'critical', der.sequence(der.boolean(true), der.integer(Buffer.of(0)))),
      extension(ids.keyUsage, 'critical', der.bitString(Buffer.of(0b0000_0110), 1)), // keyCertSign, cRLSign
      extension(ids.subjectKeyId, 'usual', der.octetString(authorityKeyId)),
    ],
  });
  const serverKeys = await newKeyPair('ec', { namedCurve: 'P-256' });
  const hosts = ['localhost', '*.localhost', '127.0.0.1', '::1', ...names];
  const certificate = signedCertificate({
    ...{ subject: 'localhost', issuer: authority, days: serverDays },
    ...{ publicKey: serverKeys.publicKey, signingKey: authorityKeys.privateKey },
    extensions: [
      extension(ids.basicConstraints, 'critical', der.sequence()),
      extension(ids.keyUsage, 'critical', der.bitString(Buffer.of(0b1000_0000), 7)), // digitalSignature
      extension(ids.extendedKeyUsage, 'usual', der.sequence(der.objectId(ids.serverAuth))),
      extension(ids.subjectAltName, 'usual', der.sequence(...hosts.map(generalName))),
      extension(ids.subjectKeyId, 'usual', der.octetString(keyId(serverKeys.publicKey))),
      extension(ids.authorityKeyId, 'usual', der.sequence(der.numbered(0, 'bytes', authorityKeyId))),
    ],
  });
  return {
    caPem: authorityCertificate,
    keyPem: privateKeyPem(serverKeys.privateKey),
    certPem: certificate,
  };
}

/** A certificate for an application to sign in with: alone, and with its private key in one file. PEM. */
export async function createClientCertificate(): Promise<{
  readonly certificate: string;
  readonly pem: string;
}> {
  // RSA, because MSAL signs with nothing else.
  const { publicKey, privateKey } = await newKeyPair('rsa', { modulusLength: 2048 });
  const name = 'emulator-client';
  const made = signedCertificate({
    ...{ subject: name, issuer: name, days: serverDays, extensions: [] },
    ...{ publicKey, signingKey: privateKey },
  });
  return { certificate: made.trimEnd(), pem: `${made}${privateKeyPem(privateKey)}` };
}

/** Of RFC 5280, 4.2, of RFC 5758, 3.2, and of RFC 8017, appendix C. */
const ids = {
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const;

interface CertificateOrder {
  /** Common names. */
  readonly subject: string;
  readonly issuer: string;
  readonly days: number;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** PEM, with a newline at its end: bundles are made by putting one behind another. */
function signedCertificate(order: CertificateOrder): string {
  const { subject, issuer, days, publicKey, signingKey, extensions } = order;
  const algorithm =
    signingKey.asymmetricKeyType === 'rsa'
      ? der.sequence(der.objectId(ids.sha256WithRsa), der.nothing())
      : der.sequence(der.objectId(ids.ecdsaWithSha256));
  const now = Date.now();
  const body = der.sequence(
    der.numbered(0, 'values', der.integer(Buffer.of(2))), // version 3
    der.integer(randomBytes(16)),
    algorithm,
    nameOf(issuer),
    // From a day ago, because clocks differ.
    der.sequence(der.time(new Date(now - day)), der.time(new Date(now + days * day))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [der.numbered(3, 'values', der.sequence(...extensions))] : []),
  );
  const signature = sign('sha256', body, { key: signingKey, dsaEncoding: 'der' });
  return pem('CERTIFICATE', der.sequence(body, algorithm, der.bitString(signature)));
}

function nameOf(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectId(ids.commonName), der.utf8String(commonName))));
}

function extension(id: string, weight: 'critical' | 'usual', value: Buffer): Buffer {
  const critical = weight === 'critical' ? [der.boolean(true)] : [];
  return der.sequence(der.objectId(id), ...critical, der.octetString(value));
}

/** A host name, or an address by its bytes (RFC 5280, 4.2.1.6). */
function generalName(host: string): Buffer {
  if (isIPv4(host)) return der.numbered(7, 'bytes', Buffer.from(host.split('.').map(Number)));
  return isIPv6(host)
    ? der.numbered(7, 'bytes', ipv6Bytes(host))
    : der.numbered(2, 'bytes', Buffer.from(host));
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map(group => parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail)];
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return Buffer.from([...before, ...zeros, ...after].flatMap(group => [group >> 8, group & 0xff]));
}

/** What identifies a key: SHA-1 of its bytes (RFC 5280, 4.2.1.2), which stand last in SPKI. */
function keyId(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(spki.subarray(-uncompressedPoint)).digest();
}

/** Bytes of a point of P-256: a tag, and two coordinates (SEC 1, 2.3.3). */
const uncompressedPoint = 65;

function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
