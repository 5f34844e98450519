import assert from 'node:assert/strict';
import http from 'node:http';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { emptySeed } from '../../src/emulator/seed/empty.ts';
import { cloudHosts, startCloudProxy, type CloudProxy } from '../e2e/cloudProxy.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks through the proxy as a client does that believes it speaks to the host itself. */
async function get(proxy: CloudProxy, ca: string, address: string): Promise<Answer> {
  const url = new URL(address);
  const { hostname, port } = new URL(proxy.proxyUrl);
  const tunnel = await new Promise<Socket>((resolve, reject) => {
    const connect = http.request({ host: hostname, port, method: 'CONNECT', path: `${url.hostname}:443` });
    connect.on('connect', (response, socket: Socket) => {
      if (response.statusCode === 200) resolve(socket);
      else reject(new Error(`CONNECT answered ${response.statusCode ?? 0}`));
    });
    connect.on('error', reject).end();
  });
  const socket = tls.connect({ socket: tunnel, servername: url.hostname, ca });
  return new Promise((resolve, reject) => {
    const request = http.request({
      path: url.pathname + url.search,
      headers: { host: url.host },
      createConnection: () => socket,
    });
    request.on('error', reject).on('response', response => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.end();
  });
}

describe('The cloud proxy', () => {
  let emulator: Emulator;
  let proxy: CloudProxy;
  before(async () => {
    emulator = await startEmulator({ seed: emptySeed, certificateNames: cloudHosts });
    proxy = await startCloudProxy(emulator);
  });
  after(async () => {
    await proxy.stop();
    await emulator.close();
  });

  it('lets the emulator answer as Entra, under its own name', async () => {
    const address = 'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration';
    const { status, body } = await get(proxy, emulator.ca, address);
    assert.equal(status, 200);
    const { token_endpoint: endpoint } = JSON.parse(body) as { token_endpoint: string };
    assert.equal(endpoint, 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token');
  });

  it('lets the emulator answer as ARM, which wants a token', async () => {
    const address = 'https://management.azure.com/subscriptions?api-version=2022-12-01';
    assert.equal((await get(proxy, emulator.ca, address)).status, 401);
  });

  it('refuses every other host, and notes it', async () => {
    await assert.rejects(get(proxy, emulator.ca, 'https://example.org/'), /CONNECT answered 502/);
    assert.deepEqual(proxy.refused, ['example.org:443']);
  });
});
