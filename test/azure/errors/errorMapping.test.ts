import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { errorKind, errorOfThrown } from '../../../src/azure/errors/errorMapping.ts';
import { redact } from '../../../src/azure/errors/redact.ts';
import { knownErrorCodes } from '../../../src/azure/errors/knownErrorCodes.ts';
import { AciError, type ErrorKind } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { ref } from '../sampleGroup.ts';
import { cloudAt, credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

/** Codes with the status that Azure sends them with, and words that it uses. */
const codes: readonly (readonly [number, string, ErrorKind, string?])[] = [
  [404, 'ResourceNotFound', 'notFound'],
  [404, 'ContainerGroupNotFound', 'notFound'],
  [404, 'ResourceGroupNotFound', 'notFound'],
  [404, 'SubscriptionNotFound', 'subscriptionNotFound'],
  [404, 'InvalidSubscriptionId', 'invalid'],
  [409, 'ContainerGroupTransitioning', 'conflict'],
  // It speaks of networks, mostly (Azure/bicep#5132, microsoft/AzureTRE#2222): the container group need not be changing.
  [
    409,
    'AnotherOperationInProgress',
    'refused',
    'Another operation on this or dependent resource is in progress.',
  ],
  [409, 'ResourceGroupBeingDeleted', 'beingDeleted'],
  [400, 'InaccessibleImage', 'image'],
  [409, 'RegistryErrorResponse', 'registry'],
  [400, 'OsVersionNotSupported', 'invalid'],
  [400, 'ImageOsTypeNotMatchContainerGroup', 'invalid'],
  [409, 'ServiceUnavailable', 'capacity'],
  [503, 'ServiceUnavailable', 'service'],
  [400, 'ContainerGroupQuotaReached', 'quota'],
  [
    409,
    'OperationNotAllowed',
    'quota',
    'Operation could not be completed as it results in exceeding approved Total Regional Cores quota.',
  ],
  [409, 'OperationNotAllowed', 'refused', 'Cannot do this while it is being moved.'],
  [429, 'TOOMANYREQUESTS', 'registry', 'You have reached your unauthenticated pull rate limit.'],
  [400, 'InvalidContainerGroupUpdate', 'invalid'],
  [400, 'InvalidRequestContent', 'invalid'],
  [400, 'InvalidImageRegistryCredentialType', 'invalid'],
  [400, 'AmbiguousImageResitryCredentialType', 'invalid'],
  [400, 'InvalidImageRegistryIdentity', 'invalid'],
  [400, 'NetworkProfileNotFound', 'invalid'],
  [400, 'SubnetMissingRequiredDelegation', 'invalid'],
  [400, 'SpotPriorityContainerGroupNotSupportedForInboundConnectivity', 'invalid'],
  [400, 'NoRegisteredProviderFound', 'invalid'],
  [403, 'LinkedAuthorizationFailed', 'forbidden'],
  [
    403,
    'LinkedAuthorizationFailed',
    'refused',
    "The client has permission to perform action 'a' on scope '/s', however the linked subscription 'x' was not found.",
  ],
  [403, 'AuthorizationFailed', 'forbidden'],
  [403, 'DenyAssignmentAuthorizationFailed', 'denied'],
  [409, 'ReadOnlyDisabledSubscription', 'subscriptionDisabled'],
  [401, 'InvalidAuthenticationToken', 'signedOut'],
  [401, 'ExpiredAuthenticationToken', 'signedOut'],
  [401, 'RequestDisallowedByPolicy', 'signedOut', "Reasons: 'Set up MFA at aka.ms/setupMFA.'."],
  [409, 'MissingSubscriptionRegistration', 'notRegistered'],
  [
    409,
    'MissingSubscriptionRegistration',
    'refused',
    "The subscription is not registered to use namespace 'Microsoft.Network'.",
  ],
  [409, 'ScopeLocked', 'locked'],
  [403, 'RequestDisallowedByPolicy', 'policy'],
  [
    403,
    'RequestDisallowedByAzure',
    'region',
    "Resource 'shop' was disallowed by Azure: This policy maintains a set of best available regions.",
  ],
  [403, 'RequestDisallowedByAzure', 'refused', "Resource 'shop' was disallowed by Azure."],
  [
    400,
    'LocationNotAvailableForResourceType',
    'location',
    "The provided location 'francecentral' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'.",
  ],
  [409, 'DnsNameLabelNotAvailable', 'labelTaken'],
  [400, 'DnsNameLabelAlreadyTaken', 'labelTaken'],
  [409, 'InvalidResourceLocation', 'nameTaken'],
  [409, 'InvalidResourceGroupLocation', 'nameTaken'],
  [429, 'SubscriptionRequestsThrottled', 'throttled'],
  [500, 'InternalServerError', 'service'],
  [504, 'GatewayTimeout', 'timeout'],
];

/** As a service that isn't in the table would refuse. */
const unknown: readonly (readonly [number, ErrorKind])[] = [
  [400, 'invalid'],
  [401, 'signedOut'],
  [403, 'refused'],
  [404, 'notFound'],
  [409, 'refused'],
  [418, 'refused'],
  [429, 'throttled'],
  [500, 'failed'],
  [503, 'service'],
  [599, 'failed'],
];

describe('errors', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  before(async () => {
    loopback = await startLoopbackServer();
  });
  after(() => loopback.close());

  /** Retries are over at once; only the limit of an attempt is longer than that. */
  const open = (cloud = loopback.cloud) =>
    createAzureApi(cloud, credentialsGiving(), { clock: new TestClock(30_000) });
  const read = (cloud = loopback.cloud) => open(cloud).getGroup(ref, signal);
  const document = () => open().getRawGroup(ref, signal);

  for (const [status, code, kind, message = 'As Azure says.'] of codes) {
    it(`${status} ${code} is ${kind}, with Azure's own message: ${message}`, async () => {
      loopback.answer = () => ({
        status,
        headers: { 'x-ms-request-id': 'r-7', 'retry-after': '200' },
        body: { error: { code, message } },
      });
      const expected = { name: 'AciError', kind, code, status, message, requestId: 'r-7' };
      await assert.rejects(read(), expected);
    });
  }

  for (const [status, kind] of unknown) {
    it(`${status} with a code that nobody knows is ${kind}, with Azure's own message`, async () => {
      const error = { code: 'New', message: 'As Azure says.' };
      loopback.answer = () => ({
        status,
        headers: { 'x-ms-request-id': 'r', 'retry-after': '200' },
        body: { error },
      });
      await assert.rejects(read(), { name: 'AciError', kind, status, ...error });
    });
  }

  it('ServiceUnavailable that speaks of a quota is quota', () => {
    const message = "container group quota 'ContainerGroups' exceeded in region 'R'. Limit: '0'";
    assert.equal(errorKind('ServiceUnavailable', 409, message), 'quota');
  });

  it('a region without room is known by its message, whatever the code', () => {
    const message =
      "The requested resource with '2' CPU and '4' GB memory is not available in the location 'norwayeast' at this moment. Please retry.";
    for (const code of [undefined, 'Failed', 'ServiceUnavailable']) {
      assert.equal(errorKind(code, undefined, message), 'capacity');
    }
  });

  it('a code in another spelling is the same code', () => {
    assert.equal(errorKind('inaccessibleimage', 400, ''), 'image');
  });

  it('each known code has one row, with a source', () => {
    const names = knownErrorCodes.map(({ code }) => code.toLowerCase());
    assert.equal(new Set(names).size, names.length);
    assert.ok(knownErrorCodes.every(({ source }) => source !== ''));
  });

  it('the innermost error is shown, and what only wraps it is not', async () => {
    const message =
      "Subnet missing required delegation 'Microsoft.ContainerInstance' for container group 'shop'.";
    const inner = { error: { code: 'SubnetMissingRequiredDelegation', message } };
    loopback.answer = () => ({
      status: 409,
      body: {
        status: 'Failed',
        error: {
          code: 'DeploymentFailed',
          message: 'At least one resource deployment operation failed. Please list deployment operations.',
          details: [{ code: 'BadRequest', message: JSON.stringify(inner, undefined, 2) }],
        },
      },
    });
    await assert.rejects(read(), { kind: 'invalid', code: 'SubnetMissingRequiredDelegation', message });
  });

  describe('what a proxy or gateway answers in place of Azure', () => {
    const host = () => new URL(loopback.origin).host;

    for (const [status, kind] of [
      [200, 'notAzure'],
      [302, 'notAzure'],
      [401, 'notAzure'],
      [403, 'notAzure'],
      [404, 'notAzure'],
      [407, 'proxy'],
      [502, 'notAzure'],
      [503, 'notAzure'],
    ] as const) {
      it(`is ${kind} with status ${status}, names the host, and is never shown`, async () => {
        loopback.answer = () => ({
          status,
          headers: { 'content-type': 'text/html' },
          body: '<html>Blocked</html>',
        });
        for (const ask of [() => read(), () => document()]) {
          await assert.rejects(ask(), error => {
            assert.ok(error instanceof AciError);
            assert.doesNotMatch(error.message, /html|Blocked/);
            assert.deepEqual([error.kind, error.host], [kind, host()]);
            return true;
          });
        }
      });
    }

    it('may be a refusal without a word', async () => {
      loopback.answer = () => ({ status: 403 });
      await assert.rejects(read(), { kind: 'notAzure' });
    });

    it('is told from a page of Azure Front Door', async () => {
      loopback.answer = () => ({
        status: 503,
        headers: { 'x-azure-ref': '1' },
        body: '<h2>Unavailable</h2>',
      });
      await assert.rejects(read(), { kind: 'service' });
    });

    it('is told from a refusal of Azure itself, by its request id', async () => {
      loopback.answer = () => ({ status: 403, headers: { 'x-ms-request-id': 'r' }, body: '<html></html>' });
      await assert.rejects(read(), { kind: 'refused' });
    });
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

  it('an answer that is larger than any of Azure is given up', async () => {
    const body = `{"content":"${'x'.repeat(65 * 1024 * 1024)}"}`;
    loopback.answer = () => ({ body });
    for (const ask of [() => read(), document]) {
      await assert.rejects(ask(), { name: 'AciError', kind: 'service', message: /is too large\.$/ });
    }
  });

  it('a group without an id is service', async () => {
    loopback.answer = () => ({ body: {} });
    await assert.rejects(read(), { name: 'AciError', kind: 'service' });
  });

  it('a refused connection is offline and names the host', async () => {
    const gone = await startLoopbackServer();
    await gone.close();
    const host = new URL(gone.origin).host;
    await assert.rejects(read(gone.cloud), {
      name: 'AciError',
      kind: 'offline',
      code: 'ECONNREFUSED',
      message: `No connection to ${host} (ECONNREFUSED).`,
    });
  });

  it('a certificate that nobody vouches for is that, and names the host', async () => {
    const { ca, ...untrusting } = cloudAt(loopback.origin);
    assert.ok(ca);
    const { host } = new URL(loopback.origin);
    await assert.rejects(read(untrusting), { name: 'AciError', kind: 'certificate', host });
  });

  for (const [code, kind] of [
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificateTime'],
    ['CERT_NOT_YET_VALID', 'certificateTime'],
    ['EPROTO', 'offline'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'offline'],
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ETIMEDOUT', 'offline'],
  ] as const) {
    it(`${code} is ${kind}, with host and code`, () => {
      const error = errorOfThrown(Object.assign(new Error('x'), { code }), 'management.azure.com');
      assert.ok(error instanceof AciError);
      assert.deepEqual([error.kind, error.code, error.host], [kind, code, 'management.azure.com']);
      assert.match(error.message, new RegExp(`management\\.azure\\.com.*\\(${code}\\)`));
    });
  }

  it('an abort is the reason of the signal, not an AciError', async () => {
    const controller = new AbortController();
    const reason = new Error('closed');
    loopback.answer = () => {
      controller.abort(reason);
      return { status: 500 };
    };
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
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
