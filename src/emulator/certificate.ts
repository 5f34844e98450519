/** A throw-away certificate authority, and a server certificate that it signs (RFC 5280, ECDSA on P-256). */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der.ts';

export interface Certificate {
  /** What clients must trust. */
  readonly caPem: string;
  readonly keyPem: string;
  readonly certPem: string;
}

const ecdsaWithSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
const serverAuth = '1.3.6.1.5.5.7.3.1';
const day = 24 * 60 * 60 * 1000;
/** Browsers refuse server certificates that are valid for 398 days or more. */
const serverDays = 390;
const authorityDays = 730;

/**
 * Makes a fresh authority and a certificate for loopback, `localhost`, and the host names given beside them. The
 * authority's key is forgotten, so nothing else can ever be signed with it.
 */
export function createCertificate(names: readonly string[] = []): Certificate {
  const authority = newKeys();
  const server = newKeys();
  // A name of its own each time: two authorities of one name confuse verifiers that look issuers up by name.
  const issuer = commonName(`Azure emulator authority ${randomBytes(4).toString('hex')}`);
  const ca = signed(authority.privateKey, {
    issuer,
    subject: issuer,
    days: authorityDays,
    publicKey: authority.publicKey,
    extensions: authorityExtensions(authority.publicKey),
  });
  const certificate = signed(authority.privateKey, {
    issuer,
    subject: commonName('localhost'),
    days: serverDays,
    publicKey: server.publicKey,
    extensions: serverExtensions(server.publicKey, authority.publicKey, names),
  });
  return {
    caPem: pem(ca),
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certPem: pem(certificate),
  };
}

interface Contents {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly days: number;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function signed(key: KeyObject, { issuer, subject, days, publicKey, extensions }: Contents): Buffer {
  const now = Date.now();
  const toBeSigned = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(0x40, ...randomBytes(15)),
    ecdsaWithSha256,
    issuer,
    der.sequence(der.utcTime(new Date(now - day)), der.utcTime(new Date(now + days * day))),
    subject,
    spki(publicKey),
    der.explicit(3, der.sequence(...extensions)),
  );
  return der.sequence(toBeSigned, ecdsaWithSha256, der.bits(sign('sha256', toBeSigned, key)));
}

function authorityExtensions(key: KeyObject): Buffer[] {
  const keyCertSignAndCrlSign = der.bits(Buffer.from([0b0000_0110]), 1);
  return [
    extension('2.5.29.19', der.sequence(der.boolean(true), der.integer(0)), true),
    extension('2.5.29.15', keyCertSignAndCrlSign, true),
    extension('2.5.29.14', der.octets(keyId(key))),
  ];
}

function serverExtensions(key: KeyObject, authority: KeyObject, names: readonly string[]): Buffer[] {
  const digitalSignature = der.bits(Buffer.from([0b1000_0000]), 7);
  const hosts = ['localhost', '*.localhost', '127.0.0.1', '::1', ...names];
  return [
    extension('2.5.29.19', der.sequence(), true),
    extension('2.5.29.15', digitalSignature, true),
    extension('2.5.29.37', der.sequence(der.oid(serverAuth))),
    extension('2.5.29.17', der.sequence(...hosts.map(alternativeName))),
    extension('2.5.29.14', der.octets(keyId(key))),
    extension('2.5.29.35', der.sequence(der.implicit(0, keyId(authority)))),
  ];
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}

function alternativeName(host: string): Buffer {
  const family = isIP(host);
  if (family === 0) return der.implicit(2, Buffer.from(host, 'ascii'));
  return der.implicit(7, family === 4 ? Buffer.from(host.split('.').map(Number)) : loopback6(host));
}

function loopback6(host: string): Buffer {
  if (host !== '::1') throw new RangeError(`Of IPv6 addresses, only ::1 can be certified: ${host}`);
  return Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
}

function commonName(name: string): Buffer {
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text(name))));
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** A name for the key that issuer and issued agree on; any hash of it will do. */
function keyId(key: KeyObject): Buffer {
  return createHash('sha1').update(spki(key)).digest();
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
