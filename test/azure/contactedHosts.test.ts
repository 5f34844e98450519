import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { createCredentials } from '../../src/azure/credentials/credentials.ts';
import { createCertificate } from '../../src/emulator/certificate.ts';
import { cloudOf } from '../cloudOf.ts';
import { failure, startEmpty, withSecret } from './credentials/credentialFixtures.ts';
import { ref } from './sampleGroup.ts';
import {
  credentialsGiving,
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
} from './loopbackServer.ts';
import { TestClock } from '../testClock.ts';

const container = { group: ref, container: 'web' };
const size = { columns: 80, rows: 24 };
const registry = {
  id: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg',
  name: 'reg',
  adminUserEnabled: false,
};

/** Redirects of ARM, `nextLink`s and poll addresses: see tokens.test.ts. */
describe('What is secret goes to no other host', () => {
  const { signal } = new AbortController();
  let azure: LoopbackServer;
  let elsewhere: LoopbackServer;

  beforeEach(async () => {
    azure = await startLoopbackServer();
    elsewhere = await startLoopbackServer(() => ({ body: {} }));
    elsewhere.server.on('upgrade', (request, socket) => {
      elsewhere.asked.push({ method: 'GET', path: request.url ?? '', headers: request.headers, body: '' });
      socket.destroy();
    });
  });
  afterEach(async () => {
    await azure.close();
    await elsewhere.close();
  });

  const open = () =>
    createAzureApi(
      { ...azure.cloud, graph: { endpoint: azure.origin, scope: 'graph' } },
      credentialsGiving(),
      {
        clock: new TestClock(10_000),
      },
    );
  const redirect = (status: number, path: string): Answer => ({
    status,
    headers: { location: `${elsewhere.origin}${path}` },
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`when a registry redirects with ${status}`, async () => {
      const loginServer = new URL(azure.origin).host;
      azure.answer = ({ path }) =>
        path.startsWith('/subscriptions/')
          ? { body: { id: registry.id, name: 'reg', properties: { loginServer } } }
          : redirect(status, path);
      await failure(open().repositories({ ...registry, loginServer }, signal));
      assert.deepEqual(elsewhere.asked, []);
    });

    it(`when Microsoft Graph redirects with ${status}`, async () => {
      azure.answer = ({ path }) => redirect(status, path);
      const scope = { cloud: 'emulator' as const, id: '/subscriptions/s1' };
      await failure(open().access.findPrincipals(scope, 'alex', signal));
      assert.ok(azure.asked.some(({ path }) => path.startsWith('/v1.0/')));
      assert.deepEqual(elsewhere.asked, []);
    });

    it(`when Entra redirects with ${status}, asked for a token`, async () => {
      const emulator = await startEmpty();
      try {
        let asked = 0;
        emulator.server.interceptRequest = ({ method, url }) => {
          if (method !== 'POST') return undefined;
          asked++;
          return { status, headers: { location: `${elsewhere.origin}${url.pathname}` } };
        };
        // The other host is one that is trusted, too: it isn't its certificate that keeps it away.
        const cloud = { ...cloudOf(emulator), ca: `${emulator.ca}\n${azure.cloud.ca ?? ''}` };
        await failure(
          createCredentials(withSecret(emulator), cloud).getToken([cloud.scope], undefined, signal),
        );
        assert.ok(asked > 0);
        assert.deepEqual(elsewhere.asked, []);
      } finally {
        await emulator.close();
      }
    });
  }

  describe('by a socket to a container', () => {
    const offer = (webSocketUri: string) => () => ({ body: { webSocketUri, password: 'pass[[EOM]]' } });
    const secureOrigin = () => azure.origin.replace('https', 'wss');

    for (const [what, begin] of [
      ['exec', () => open().exec(container, '/bin/sh', size, signal)],
      ['attach', () => open().attach(container, signal)],
    ] as const) {
      it(`that redirects (${what})`, async () => {
        azure.answer = offer(`${secureOrigin()}/socket`);
        azure.server.on('upgrade', (_request, socket) => {
          socket.end(
            `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${elsewhere.origin}/socket\r\nContent-Length: 0\r\n\r\n`,
          );
        });
        await failure(begin());
        assert.deepEqual(elsewhere.asked, []);
      });

      for (const address of ['ws://127.0.0.1:1/x', 'http://127.0.0.1:1/x', 'wss:', 'nonsense', '']) {
        it(`at ${JSON.stringify(address)}, which is not encrypted (${what})`, async () => {
          azure.answer = offer(address);
          assert.equal((await failure(begin())).kind, 'service');
        });
      }

      it(`the account's token (${what}): the host gets the password that Azure made for it`, async () => {
        azure.answer = offer(`${secureOrigin()}/socket`);
        const authorization = new Promise<string | undefined>(resolve => {
          azure.server.on('upgrade', (request, socket) => {
            resolve(request.headers.authorization);
            socket.destroy();
          });
        });
        await failure(begin());
        assert.equal(await authorization, what === 'attach' ? 'pass[[EOM]]' : undefined);
      });
    }
  });
});

describe('What is secret goes to no host that only pretends to be the right one', () => {
  const { signal } = new AbortController();
  let pretender: Server;
  let azure: LoopbackServer;
  let heard: string[];
  let origin: string;

  beforeEach(async () => {
    // Of an authority that nobody trusts.
    const { keyPem, certPem } = await createCertificate();
    heard = [];
    pretender = createServer({ key: keyPem, cert: certPem }, (request, response) => {
      heard.push(request.url ?? '');
      response.end('{}');
    });
    const sockets = new WebSocketServer({ server: pretender });
    sockets.on('connection', () => heard.push('socket'));
    await new Promise<void>(resolve => pretender.listen(0, '127.0.0.1', resolve));
    origin = `https://127.0.0.1:${(pretender.address() as AddressInfo).port}`;
    azure = await startLoopbackServer();
  });
  afterEach(async () => {
    await azure.close();
    pretender.closeAllConnections();
    await new Promise(resolve => pretender.close(resolve));
    assert.deepEqual(heard, []);
  });

  const ofArm = () => ({ ...azure.cloud, resourceManagerEndpoint: origin });

  it('as the Azure Resource Manager, with or without an authority of our own', async () => {
    const { ca: _, ...withoutAuthority } = ofArm();
    for (const cloud of [ofArm(), withoutAuthority]) {
      const aci = createAzureApi(cloud, credentialsGiving(), { clock: new TestClock(10_000) });
      assert.equal((await failure(aci.getGroup(ref, signal))).kind, 'certificate');
    }
  });

  it('as Entra', async () => {
    const emulator = await startEmpty();
    try {
      const cloud = { ...cloudOf(emulator), authorityHost: origin };
      await failure(
        createCredentials(withSecret(emulator), cloud).getToken([cloud.scope], undefined, signal),
      );
    } finally {
      await emulator.close();
    }
  });

  it('as a socket to a container', async () => {
    azure.answer = () => ({
      body: { webSocketUri: `${origin.replace('https', 'wss')}/socket`, password: 'pass[[EOM]]' },
    });
    const aci = createAzureApi(azure.cloud, credentialsGiving(), { clock: new TestClock(10_000) });
    assert.equal((await failure(aci.exec(container, '/bin/sh', size, signal))).kind, 'certificate');
    assert.equal((await failure(aci.attach(container, signal))).kind, 'certificate');
  });
});
