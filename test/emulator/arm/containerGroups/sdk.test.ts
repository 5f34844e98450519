import assert from 'node:assert/strict';
import { ContainerInstanceManagementClient, type ContainerGroup } from '@azure/arm-containerinstance';
import type { TokenCredential } from '@azure/core-auth';
import { isRestError } from '@azure/core-rest-pipeline';
import { startArmServer, subscriptionId, type ArmServer } from '../armServer.ts';

/** The unmodified SDK, over https, trusting only the emulator's authority. */
describe('The Azure SDK against the emulator', () => {
  let azure: ArmServer;
  let client: ContainerInstanceManagementClient;
  const quick = { updateIntervalInMs: 1 };

  beforeEach(async () => {
    azure = await startArmServer();
    // Every request takes a second of the emulator's time, so that polling comes to an end.
    azure.server.interceptRequest = () => {
      azure.clock.advance(1000);
      return undefined;
    };
    const credential: TokenCredential = {
      getToken: () => Promise.resolve({ token: 'alice', expiresOnTimestamp: Date.now() + 3_600_000 }),
    };
    client = new ContainerInstanceManagementClient(credential, subscriptionId, {
      endpoint: azure.server.origin,
      credentialScopes: [`${azure.server.origin}/.default`],
      tlsOptions: { ca: azure.ca },
      retryOptions: { maxRetries: 0 },
    });
  });
  afterEach(() => azure.close());

  const body: ContainerGroup = {
    location: 'westus',
    osType: 'Linux',
    containers: [
      {
        name: 'web',
        image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
        ports: [{ port: 80 }],
        resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
      },
    ],
    ipAddress: { type: 'Public', ports: [{ port: 80, protocol: 'TCP' }] },
  };
  const create = (name: string) => client.containerGroups.beginCreateOrUpdateAndWait('rg', name, body, quick);

  it('creates, shows, tags, stops, starts, restarts and deletes a group', async () => {
    const created = await create('web');
    assert.deepEqual([created.provisioningState, created.instanceView?.state], ['Succeeded', 'Running']);
    assert.match(created.ipAddress?.ip ?? '', /^\d+\.\d+\.\d+\.\d+$/);

    const tagged = await client.containerGroups.update('rg', 'web', { tags: { owner: 'me' } });
    assert.deepEqual(tagged.tags, { owner: 'me' });

    await client.containerGroups.stop('rg', 'web');
    assert.equal((await client.containerGroups.get('rg', 'web')).instanceView?.state, 'Stopped');

    await client.containerGroups.beginStartAndWait('rg', 'web', quick);
    await client.containerGroups.beginRestartAndWait('rg', 'web', quick);
    const group = await client.containerGroups.get('rg', 'web');
    assert.equal(group.containers[0]?.instanceView?.currentState?.state, 'Running');

    await client.containerGroups.beginDeleteAndWait('rg', 'web', quick);
    await assert.rejects(
      client.containerGroups.get('rg', 'web'),
      (error: unknown) => isRestError(error) && error.code === 'ResourceNotFound' && error.statusCode === 404,
    );
  });

  it('lists over pages, by subscription and by resource group', async () => {
    azure.arm.switches.pageSize = 2;
    for (const name of ['a', 'b', 'c']) await create(name);
    const names: (string | undefined)[] = [];
    for await (const group of client.containerGroups.list()) names.push(group.name);
    assert.deepEqual(names, ['a', 'b', 'c']);
    const pages: number[] = [];
    for await (const page of client.containerGroups.listByResourceGroup('rg').byPage())
      pages.push(page.length);
    assert.deepEqual(pages, [2, 1]);
  });

  it('reads logs, attaches, and asks for capabilities and operations', async () => {
    await create('web');
    assert.match(
      (await client.containers.listLogs('rg', 'web', 'web', { tail: 1 })).content ?? '',
      /listening on port 80/,
    );
    assert.match((await client.containers.attach('rg', 'web', 'web')).webSocketUri ?? '', /^wss:/);
    const capabilities = [];
    for await (const row of client.location.listCapabilities('westus')) capabilities.push(row);
    assert.equal(capabilities[0]?.capabilities?.maxCpu, 32);
    const operations = [];
    for await (const operation of client.operations.list()) operations.push(operation.name);
    assert.ok(operations.length > 10);
  });

  it('tells why a group is refused', async () => {
    await assert.rejects(
      client.containerGroups.beginCreateOrUpdate('rg', 'web', { ...body, containers: [] }),
      (error: unknown) => isRestError(error) && error.code === 'MissingContainers',
    );
  });
});
