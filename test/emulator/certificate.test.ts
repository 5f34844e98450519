import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { connect } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCertificate } from '../../src/emulator/certificate.ts';

const made = await createCertificate(['login.microsoftonline.com']);
describe('The throw-away certificate', () => {
  const authority = new X509Certificate(made.caPem);
  const certificate = new X509Certificate(made.certPem);

  it('is signed by its authority, and is none itself', () => {
    assert.ok(certificate.checkIssued(authority));
    assert.ok(certificate.verify(authority.publicKey));
    assert.ok(authority.ca);
    assert.ok(!certificate.ca);
  });

  it('is good for loopback, localhost, its subdomains and the names it was asked for', () => {
    for (const host of ['localhost', 'login.microsoftonline.com']) {
      assert.equal(certificate.checkHost(host), host);
    }
    for (const address of ['127.0.0.1', '::1']) assert.notEqual(certificate.checkIP(address), undefined);
    // OpenSSL honours no wildcard right under a top-level name; browsers do.
    assert.match(certificate.subjectAltName ?? '', /DNS:\*\.localhost/);
    assert.equal(certificate.checkHost('management.azure.com'), undefined);
  });

  it('is valid now, and for less than the 398 days that browsers allow', () => {
    const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    assert.ok(from < Date.now() && Date.now() < to);
    assert.ok(to - from < 398 * 24 * 3600 * 1000);
  });

  it('ends with a newline, so that others can follow it in one file', () => {
    for (const pem of [made.caPem, made.certPem, made.keyPem]) assert.match(pem, /-----\n$/);
  });

  it('is for servers only', () => {
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  });

  it('opens a TLS connection for a client that trusts the authority, and for no other', async () => {
    const server = createServer({ key: made.keyPem, cert: made.certPem });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const trusting = connect({ port, host: '127.0.0.1', ca: made.caPem });
    await once(trusting, 'secureConnect');
    assert.ok(trusting.authorized);
    trusting.destroy();
    const stranger = connect({ port, host: '127.0.0.1', ca: (await createCertificate()).caPem });
    const [error] = (await once(stranger, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    server.close();
  });
});
