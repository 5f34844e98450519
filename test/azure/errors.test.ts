import assert from 'node:assert/strict';
import { createAci } from '../../src/azure/cloudAci.ts';
import { errorKind, redact } from '../../src/azure/errors.ts';
import type { ErrorKind } from '../../src/core/errors.ts';
import { ref } from './group.ts';
import { cloudAt, credentialsGiving, startLoopback, type Loopback } from './loopback.ts';
import { TestClock } from './testClock.ts';

/** Every code of FACTS §3, and those that ARM itself answers with. */
const codes: readonly (readonly [number, string, ErrorKind])[] = [
  [404, 'ResourceNotFound', 'notFound'],
  [404, 'ContainerGroupNotFound', 'notFound'],
  [404, 'ResourceGroupNotFound', 'notFound'],
  [404, 'SubscriptionNotFound', 'notFound'],
  [409, 'ContainerGroupTransitioning', 'conflict'],
  [409, 'ContainerLogNotAvailable', 'conflict'],
  [409, 'ResourceGroupBeingDeleted', 'conflict'],
  [400, 'InaccessibleImage', 'image'],
  [409, 'RegistryErrorResponse', 'image'],
  [400, 'OsVersionNotSupported', 'image'],
  [409, 'ServiceUnavailable', 'capacity'],
  [503, 'ServiceUnavailable', 'service'],
  [400, 'ContainerGroupQuotaReached', 'quota'],
  [400, 'InvalidContainerGroupUpdate', 'invalid'],
  [400, 'InvalidRequestContent', 'invalid'],
  [400, 'InvalidImageRegistryCredentialType', 'invalid'],
  [400, 'AmbiguousImageResitryCredentialType', 'invalid'],
  [400, 'InvalidImageRegistryIdentity', 'invalid'],
  [400, 'NetworkProfileNotFound', 'invalid'],
  [400, 'SpotPriorityContainerGroupNotSupportedForInboundConnectivity', 'invalid'],
  [400, 'PriorityNotSpecified', 'invalid'],
  [400, 'NoRegisteredProviderFound', 'invalid'],
  [403, 'LinkedAuthorizationFailed', 'forbidden'],
  [403, 'AuthorizationFailed', 'forbidden'],
  [409, 'ReadOnlyDisabledSubscription', 'forbidden'],
  [401, 'InvalidAuthenticationToken', 'signedOut'],
  [401, 'ExpiredAuthenticationToken', 'signedOut'],
  [409, 'MissingSubscriptionRegistration', 'notRegistered'],
  [409, 'ScopeLocked', 'locked'],
  [403, 'RequestDisallowedByPolicy', 'policy'],
  [409, 'DnsNameLabelNotAvailable', 'nameTaken'],
  [400, 'DnsNameLabelAlreadyTaken', 'nameTaken'],
  [409, 'InvalidResourceGroupLocation', 'nameTaken'],
  [429, 'SubscriptionRequestsThrottled', 'throttled'],
  [500, 'InternalServerError', 'service'],
  [504, 'GatewayTimeout', 'service'],
];

describe('errors', () => {
  const signal = new AbortController().signal;
  let loopback: Loopback;
  before(async () => {
    loopback = await startLoopback();
  });
  after(() => loopback.close());

  /** Retries are over at once; only the limit of an attempt is longer than that. */
  const read = (cloud = loopback.cloud) =>
    createAci(cloud, credentialsGiving(), { clock: new TestClock(30_000) }).getGroup(ref, signal);

  for (const [status, code, kind] of codes) {
    it(`${status} ${code} is ${kind}, with Azure's own message`, async () => {
      loopback.answer = () => ({
        status,
        headers: { 'x-ms-request-id': 'r-7', 'retry-after': '200' },
        body: { error: { code, message: 'As Azure says.' } },
      });
      const expected = { name: 'AciError', kind, code, status, message: 'As Azure says.', requestId: 'r-7' };
      await assert.rejects(read(), expected);
    });
  }

  it('ServiceUnavailable that speaks of a quota is quota', () => {
    const message = "container group quota 'ContainerGroups' exceeded in region 'R'. Limit: '0'";
    assert.equal(errorKind('ServiceUnavailable', 409, message), 'quota');
  });

  it('a code in another spelling is the same code', () => {
    assert.equal(errorKind('inaccessibleimage', 400, ''), 'image');
  });

  it('an unknown code goes by its status', () => {
    const kinds = [400, 401, 403, 404, 409, 418, 429, 500, 599].map(status => errorKind('New', status, ''));
    assert.deepEqual(kinds, [
      'invalid',
      'signedOut',
      'forbidden',
      'notFound',
      'conflict',
      'invalid',
      'throttled',
      'service',
      'service',
    ]);
  });

  it("a proxy's HTML is never shown, whatever its status", async () => {
    for (const [status, kind] of [
      [200, 'service'],
      [403, 'offline'],
      [407, 'offline'],
      [502, 'service'],
    ] as const) {
      loopback.answer = () => ({
        status,
        headers: { 'content-type': 'text/html' },
        body: '<html>Blocked</html>',
      });
      await assert.rejects(read(), error => {
        assert.ok(error instanceof Error);
        assert.doesNotMatch(error.message, /html|Blocked/);
        assert.equal(Reflect.get(error, 'kind'), kind);
        return true;
      });
    }
  });

  it('invalid JSON is service, and is not shown', async () => {
    for (const status of [200, 500]) {
      loopback.answer = () => ({ status, body: '{"properties": {"pass' });
      await assert.rejects(read(), error => {
        assert.ok(error instanceof Error);
        assert.doesNotMatch(error.message, /pass/);
        assert.equal(Reflect.get(error, 'kind'), 'service');
        return true;
      });
    }
  });

  it('a group without an id is service', async () => {
    loopback.answer = () => ({ body: {} });
    await assert.rejects(read(), { name: 'AciError', kind: 'service' });
  });

  it('a refused connection is offline and names the host', async () => {
    const gone = await startLoopback();
    await gone.close();
    const host = new URL(gone.origin).host;
    await assert.rejects(read(gone.cloud), {
      name: 'AciError',
      kind: 'offline',
      code: 'ECONNREFUSED',
      message: `No connection to ${host} (ECONNREFUSED).`,
    });
  });

  it('a certificate that nobody vouches for is offline and names the host', async () => {
    const { ca, ...untrusting } = cloudAt(loopback.origin);
    assert.ok(ca);
    await assert.rejects(read(untrusting), {
      name: 'AciError',
      kind: 'offline',
      message: new RegExp(`^No secure connection to ${new URL(loopback.origin).host} \\(`),
    });
  });

  it('an abort is the reason of the signal, not an AciError', async () => {
    const controller = new AbortController();
    const reason = new Error('closed');
    loopback.answer = () => {
      controller.abort(reason);
      return { status: 500 };
    };
    const aci = createAci(loopback.cloud, credentialsGiving());
    await assert.rejects(aci.getGroup(ref, controller.signal), reason);
  });

  it('tokens and passwords are taken out of messages', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    for (const secret of [
      `token ${jwt} end`,
      `Bearer abc.def-123`,
      `"password":"hunter2"`,
      `secureValue: hunter2,`,
    ]) {
      assert.doesNotMatch(redact(secret), /eyJ|abc\.def|hunter2/);
    }
    const plain = "The secret 'a' of volume 'b' is missing. Please check the image and registry credential.";
    assert.equal(redact(plain), plain);
  });
});
