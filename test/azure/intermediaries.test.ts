import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { createCredentials } from '../../src/azure/credentials/credentials.ts';
import type { CloudEndpoints } from '../../src/core/account/cloudEndpoints.ts';
import { failure, signal, withAz, withEnvironment } from './credentials/credentialFixtures.ts';
import { ref } from './sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from './loopbackServer.ts';
import { TestClock } from '../testClock.ts';

const id = '11111111-1111-4111-8111-111111111111';
const app = (cloud: CloudEndpoints) =>
  createCredentials(
    { kind: 'clientSecret', tenantId: id, clientId: id, secret: () => Promise.resolve('hidden') },
    cloud,
  );

/** A proxy that refuses every tunnel with this answer. */
async function startProxy(answer: string): Promise<Server> {
  const proxy = createServer();
  proxy.on('connect', (_request, socket) => socket.end(answer));
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

describe('A proxy or gateway between here and Azure', () => {
  const far: CloudEndpoints = {
    id: 'custom',
    displayName: 'Far',
    resourceManagerEndpoint: 'https://management.far.example',
    authorityHost: 'https://login.far.example',
    scope: 'https://management.far.example/.default',
  };
  const readFar = () =>
    failure(createAzureApi(far, credentialsGiving(), { clock: new TestClock(30_000) }).getGroup(ref, signal));

  /** Runs `work` behind a proxy that refuses every tunnel with this answer. */
  async function behind<T>(answer: string, work: () => Promise<T>): Promise<T> {
    const proxy = await startProxy(answer);
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      return await withEnvironment({ HTTPS_PROXY: address, NO_PROXY: undefined, no_proxy: undefined }, work);
    } finally {
      proxy.close();
    }
  }

  const signInFirst =
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n';
  const forbidden =
    'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Denied.</html>';

  it('is told as a proxy that wants a sign-in', async () => {
    const { kind, host, message } = await behind(signInFirst, readFar);
    assert.deepEqual([kind, host], ['proxy', 'management.far.example']);
    assert.match(message, /^A proxy on the way to management\.far\.example wants a sign-in/);
  });

  it('is told as something that refuses the way', async () => {
    const { kind, host, message } = await behind(forbidden, readFar);
    assert.deepEqual([kind, host], ['notAzure', 'management.far.example']);
    assert.doesNotMatch(message, /html|Denied/);
  });

  it('is told so where a token is asked for, too', async () => {
    const asked = () => failure(app(far).getToken([far.scope], undefined, signal));
    for (const [answer, kind] of [
      [signInFirst, 'proxy'],
      [forbidden, 'notAzure'],
    ] as const) {
      const error = await behind(answer, asked);
      assert.deepEqual([error.kind, error.host, error.cause], [kind, 'login.far.example', undefined]);
    }
  });

  describe('where one signs in', () => {
    let loopback: LoopbackServer;
    before(async () => {
      loopback = await startLoopbackServer();
    });
    after(() => loopback.close());

    it('is told as a certificate that is not trusted', async () => {
      const { ca: _, ...untrusting } = loopback.cloud;
      const error = await failure(app(untrusting).getToken(['x'], undefined, signal));
      assert.deepEqual([error.kind, error.host], ['certificate', new URL(loopback.origin).host]);
    });

    it('is told as a page of something else', async () => {
      loopback.answer = () => ({ headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' });
      const error = await failure(app(loopback.cloud).getToken(['x'], undefined, signal));
      assert.deepEqual([error.kind, error.host], ['notAzure', new URL(loopback.origin).host]);
    });
  });

  it('is told as what the Azure CLI does not trust', () =>
    withAz(
      `echo "ERROR: SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain'))" >&2; exit 1`,
      async () => {
        const source = createCredentials({ kind: 'azureCli' }, far);
        const { code, message } = await failure(source.getToken([far.scope], undefined, signal));
        assert.equal(code, 'AzureCliCertificate');
        assert.match(message, /REQUESTS_CA_BUNDLE/);
      },
    ));
});
