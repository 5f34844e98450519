import assert from 'node:assert/strict';
import { ContainerInstanceManagementClient, type ContainerGroup } from '@azure/arm-containerinstance';
import { ClientSecretCredential } from '@azure/identity';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { emptySeed } from '../../src/emulator/seed/empty.ts';
import { armToken, send } from './emulatorClient.ts';
import { sendToRoutes, textOf } from './entra/sendToRoutes.ts';

/** The stock credential, told only where the emulator is and whom to trust. */
function credentialFor(emulator: Emulator, secret = emulator.clientSecret): ClientSecretCredential {
  return new ClientSecretCredential(emulator.tenantId, emulator.clientId, secret, {
    authorityHost: emulator.activeDirectoryEndpoint,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: emulator.ca },
  });
}

function clientFor(emulator: Emulator, subscriptionId: string): ContainerInstanceManagementClient {
  return new ContainerInstanceManagementClient(credentialFor(emulator), subscriptionId, {
    endpoint: emulator.resourceManagerEndpoint,
    credentialScopes: [`${emulator.resourceManagerEndpoint}/.default`],
    tlsOptions: { ca: emulator.ca },
    retryOptions: { maxRetries: 0 },
  });
}

async function running<T>(options: EmulatorOptions, use: (emulator: Emulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(options);
  try {
    return await use(emulator);
  } finally {
    await emulator.close();
  }
}

const [home] = emptySeed.tenants;
const elsewhere = { ...home, tenantId: '22222222-1111-4222-8333-000000000002', displayName: 'Elsewhere' };
const guest = { ...emptySeed.accounts[0], tenantIds: [home.tenantId, elsewhere.tenantId] as const };

const guestSeed = { ...emptySeed, tenants: [home, elsewhere] as const, accounts: [guest] as const };

/** Signs the guest in as a browser would. */
async function guestToken({ entra }: Emulator): Promise<string> {
  const scope = 'https://management.azure.com/.default';
  const base = 'https://login.microsoftonline.com/organizations/oauth2/v2.0';
  const redirect = 'http://localhost/';
  const query = new URLSearchParams({ client_id: 'editor', scope, redirect_uri: redirect, state: '' });
  const page = await sendToRoutes(entra.routes, `${base}/authorize?${query.toString()}`);
  const code = /name="code" value="([^"]+)"/.exec(typeof page.body === 'string' ? page.body : '')?.[1] ?? '';
  const form = { grant_type: 'authorization_code', client_id: 'editor', scope, redirect_uri: redirect, code };
  return textOf(await sendToRoutes(entra.routes, `${base}/token`, { form }), 'access_token');
}

describe('The emulator', () => {
  it('lists its demo estate to the unmodified SDK', () =>
    running({}, async emulator => {
      assert.ok(emulator.resourceManagerEndpoint.startsWith('https://127.0.0.1:'));
      const names: (string | undefined)[] = [];
      for (const id of emulator.subscriptionIds) {
        for await (const group of clientFor(emulator, id).containerGroups.list()) names.push(group.name);
      }
      assert.ok(names.includes('storefront-web'));
      assert.ok(names.length > 20);
    }));

  it('creates, shows, logs, stops and deletes a group for the unmodified SDK', () =>
    running({ seed: emptySeed, switches: { containers: { pace: 0.01 } } }, async emulator => {
      const [subscriptionId = ''] = emulator.subscriptionIds;
      emulator.estate.addResourceGroup({ subscriptionId, name: 'rg', location: 'westeurope' });
      const client = clientFor(emulator, subscriptionId);
      const body: ContainerGroup = {
        location: 'westeurope',
        osType: 'Linux',
        restartPolicy: 'Never',
        containers: [
          {
            name: 'job',
            image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
            command: ['/bin/sh', '-c', 'echo hello from the job; sleep 100'],
            resources: { requests: { cpu: 1, memoryInGB: 1 } },
          },
        ],
      };
      const created = await client.containerGroups.beginCreateOrUpdateAndWait('rg', 'mine', body, {
        updateIntervalInMs: 20,
      });
      assert.equal(created.provisioningState, 'Succeeded');
      const logs = await client.containers.listLogs('rg', 'mine', 'job');
      assert.equal(logs.content, 'hello from the job\n');
      await client.containerGroups.stop('rg', 'mine');
      assert.equal((await client.containerGroups.get('rg', 'mine')).instanceView?.state, 'Stopped');
      await client.containerGroups.beginDeleteAndWait('rg', 'mine');
      await assert.rejects(client.containerGroups.get('rg', 'mine'), {
        statusCode: 404,
        code: 'ResourceNotFound',
      });
    }));

  it('refuses a wrong secret so that the unmodified credential says why', () =>
    running({ seed: emptySeed }, async emulator => {
      const token = credentialFor(emulator, 'wrong').getToken(`${emulator.resourceManagerEndpoint}/.default`);
      await assert.rejects(token, /AADSTS7000215/);
    }));

  it('takes tokens that were asked for the public cloud, as clients with a fixed scope do', () =>
    running({ seed: emptySeed }, async emulator => {
      const { token } = await credentialFor(emulator).getToken('https://management.azure.com//.default');
      assert.equal(typeof emulator.entra.verify(token), 'object');
    }));

  it('sends a client away whose session was ended', () =>
    running({ seed: emptySeed }, async emulator => {
      const [subscriptionId = ''] = emulator.subscriptionIds;
      const client = clientFor(emulator, subscriptionId);
      await client.containerGroups.list().next();
      emulator.entra.revokeAll();
      await assert.rejects(client.containerGroups.list().next(), {
        statusCode: 401,
        code: 'InvalidAuthenticationToken',
      });
    }));

  it('lists every tenant of a guest, and an application its own', () =>
    running({ seed: guestSeed, switches: { entra: { passwordless: true } } }, async emulator => {
      const tenants = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` };
        const address = `${emulator.resourceManagerEndpoint}/tenants?api-version=2022-12-01`;
        const { body } = await send(emulator, address, { headers });
        return (body as { value: { tenantId: string }[] }).value.map(t => t.tenantId);
      };
      assert.deepEqual(await tenants(await guestToken(emulator)), guest.tenantIds);
      assert.deepEqual(await tenants(await armToken(emulator)), [home.tenantId]);
    }));

  it('makes a secret of its own with each start', async () => {
    const secret = () => running({ seed: emptySeed }, emulator => Promise.resolve(emulator.clientSecret));
    assert.notEqual(await secret(), await secret());
  });

  it('says that a port is taken', () =>
    running({ seed: emptySeed }, emulator =>
      assert.rejects(startEmulator({ seed: emptySeed, port: emulator.server.port }), { code: 'EADDRINUSE' }),
    ));
});
