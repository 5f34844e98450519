import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import * as der from '../../src/emulator/der.ts';

const hex = (bytes: Buffer) => bytes.toString('hex');

describe('What a certificate is written in (DER)', () => {
  it('has lengths of one byte below 128, and else says how many bytes the length has (X.690, 8.1.3)', () => {
    for (const [size, head] of [
      [127, '047f'],
      [128, '048180'],
      [256, '04820100'],
    ] as const) {
      const written = der.octetString(Buffer.alloc(size));
      assert.equal(hex(written.subarray(0, written.length - size)), head);
    }
  });

  it('has integers in as few bytes as there are, and never a negative one (X.690, 8.3)', () => {
    assert.equal(hex(der.integer(Buffer.of(0))), '020100');
    assert.equal(hex(der.integer(Buffer.of(0, 0, 127))), '02017f');
    assert.equal(hex(der.integer(Buffer.of(128))), '02020080');
  });

  it('has object identifiers with seven bits a byte (X.690, 8.19.5)', () => {
    assert.equal(hex(der.objectId('2.999.3')), '0603883703');
    assert.equal(hex(der.objectId('1.2.840.113549.1.1.11')), '06092a864886f70d01010b');
  });

  it('has years in two digits until 2049 (RFC 5280, 4.1.2.5)', () => {
    assert.equal(der.time(new Date('2049-12-31T23:59:59.9Z')).toString('latin1', 2), '491231235959Z');
    assert.equal(der.time(new Date('2050-01-01T00:00:00Z')).toString('latin1', 2), '20500101000000Z');
  });

  it('is what OpenSSL reads: a key of RFC 5915 around a number of ours', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d = '' } = privateKey.export({ format: 'jwk' });
    const written = der.sequence(
      der.integer(Buffer.of(1)),
      der.octetString(Buffer.from(d, 'base64url')),
      der.numbered(0, 'values', der.objectId('1.2.840.10045.3.1.7')),
    );
    const key = createPrivateKey({ key: written, format: 'der', type: 'sec1' });
    const text = Buffer.from('text');
    assert.ok(verify('sha256', text, publicKey, sign('sha256', text, key)));
  });
});
