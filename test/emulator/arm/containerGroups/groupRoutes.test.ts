import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  groupOf,
  groupUrl,
  minute,
  resourceGroupUrl,
  startArmServer,
  subscriptionId,
  tenantId,
  version,
  type ArmServer,
} from '../armServer.ts';

describe('Container groups over ARM', () => {
  let azure: ArmServer;
  beforeEach(async () => {
    azure = await startArmServer();
  });
  afterEach(() => azure.close());

  const list = `${resourceGroupUrl}/providers/Microsoft.ContainerInstance/containerGroups`;
  const properties = (body: JsonObject) => objectAt(body, 'properties');
  const container = (body: JsonObject) =>
    objectAt(objectsAt(properties(body), 'containers')[0] ?? {}, 'properties');
  const running = async (name = 'web', body: unknown = groupOf()) => {
    assert.equal((await azure.call('PUT', groupUrl(name), { body })).status, 201);
    azure.clock.advance(minute);
  };

  it('answers a PUT with 201, the whole group and the address of its operation', async () => {
    const { status, json, headers } = await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(json), ['properties', 'id', 'name', 'type', 'location']);
    assert.deepEqual(Object.keys(properties(json)), [
      'sku',
      'provisioningState',
      'provisioningTimeoutInSeconds',
      'isCustomProvisioningTimeout',
      'containers',
      'initContainers',
      'osType',
      'instanceView',
    ]);
    assert.equal(properties(json)['provisioningState'], 'Pending');
    assert.deepEqual(properties(json)['instanceView'], { events: [], state: 'Pending' });
    const url = new URL(String(headers['azure-asyncoperation']));
    assert.equal(url.origin, azure.server.origin);
    const [, id] = String(headers['x-ms-request-id']).split(':');
    assert.match(url.pathname, new RegExp(`/locations/westus/operations/${id}$`));
    assert.equal(headers.location, undefined);
    assert.equal(headers['retry-after'], undefined);
    assert.equal(headers['x-ms-ratelimit-remaining-subscription-resource-requests-pt5m'], '99');
    assert.equal(headers['x-ms-ratelimit-remaining-subscription-resource-requests-pt1h'], '299');
  });

  it('prints CPU and memory as decimals, ports and counts as whole numbers', async () => {
    const { text } = await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    assert.match(text, /"requests":\{"memoryInGB":1\.5,"cpu":1\.0\}/);
    assert.match(text, /"port":80[,}]/);
  });

  it('polls an operation from Pending to Succeeded', async () => {
    const { headers } = await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    const poll = () => azure.call('GET', String(headers['azure-asyncoperation']));
    const first = await poll();
    assert.deepEqual(Object.keys(first.json), ['id', 'status', 'startTime', 'properties']);
    assert.equal(first.json['status'], 'Pending');
    assert.match(textAt(first.json, 'startTime'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
    azure.clock.advance(minute);
    const last = await poll();
    assert.equal(last.json['status'], 'Succeeded');
    assert.deepEqual(
      objectsAt(properties(last.json), 'events').map(e => e['name']),
      ['Pulling', 'Pulled', 'Started'],
    );
  });

  it('shows instance views in GET, and nowhere in LIST', async () => {
    await running();
    const { json } = await azure.call('GET', groupUrl('web'));
    assert.equal(objectAt(properties(json), 'instanceView')['state'], 'Running');
    assert.equal(objectAt(objectAt(container(json), 'instanceView'), 'currentState')['state'], 'Running');
    const all = await azure.call('GET', `${list}?${version}`);
    assert.doesNotMatch(all.text, /instanceView/);
    assert.equal(objectsAt(all.json, 'value').length, 1);
  });

  it('lists in pages that nextLink joins', async () => {
    azure.arm.switches.pageSize = 2;
    for (const name of ['a', 'b', 'c', 'd', 'e']) await running(name);
    const names: unknown[] = [];
    const pages: number[] = [];
    let next: string | undefined =
      `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/containerGroups?${version}`;
    while (next !== undefined) {
      const { json } = await azure.call('GET', next);
      const value = objectsAt(json, 'value');
      pages.push(value.length);
      names.push(...value.map(g => g['name']));
      next = typeof json['nextLink'] === 'string' ? json['nextLink'] : undefined;
    }
    assert.deepEqual(names, ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(pages, [2, 2, 1]);
  });

  it('keeps secrets to itself', async () => {
    const secrets = {
      imageRegistryCredentials: [
        { server: 'emulator.azurecr.io', username: 'emulator', password: 'emulator-password' },
      ],
      volumes: [
        {
          name: 'files',
          azureFile: { shareName: 's', storageAccountName: 'a', storageAccountKey: 'hush-1' },
        },
        { name: 'secret', secret: { key: 'aHVzaC0y' } },
      ],
      diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: 'hush-3' } },
    };
    const environmentVariables = [
      { name: 'OPEN', value: 'yes' },
      { name: 'SHUT', secureValue: 'hush-4' },
    ];
    const body = groupOf({ properties: secrets, container: { environmentVariables } });
    const put = await azure.call('PUT', groupUrl('web'), { body });
    azure.clock.advance(minute);
    const get = await azure.call('GET', groupUrl('web'));
    for (const { text } of [put, get, await azure.call('GET', `${list}?${version}`)]) {
      assert.doesNotMatch(text, /hush|aHVzaC0y|emulator-password/);
    }
    assert.deepEqual(container(get.json)['environmentVariables'], [
      { name: 'OPEN', value: 'yes' },
      { name: 'SHUT' },
    ]);
    assert.deepEqual(properties(get.json)['volumes'], [
      { name: 'files', azureFile: { shareName: 's', storageAccountName: 'a' } },
      { name: 'secret', secret: {} },
    ]);
  });

  it('gives a public address, and a name where a label was asked for', async () => {
    const ipAddress = { type: 'Public', ports: [{ protocol: 'TCP', port: 80 }], dnsNameLabel: 'front-door' };
    const put = await azure.call('PUT', groupUrl('web'), { body: groupOf({ properties: { ipAddress } }) });
    assert.deepEqual(properties(put.json)['ipAddress'], {
      ports: [{ protocol: 'TCP', port: 80 }],
      type: 'Public',
      dnsNameLabel: 'front-door',
      fqdn: 'front-door.westus.azurecontainer.io',
    });
    azure.clock.advance(minute);
    const { json } = await azure.call('GET', groupUrl('web'));
    assert.deepEqual(Object.keys(objectAt(properties(json), 'ipAddress')), [
      'ports',
      'ip',
      'type',
      'dnsNameLabel',
      'fqdn',
    ]);
  });

  it('shows only what the api-version knows', async () => {
    await running();
    const keys = async (asked: string) => {
      const { json } = await azure.call('GET', groupUrl('web').replace('2023-05-01', asked));
      return [...Object.keys(properties(json)), ...Object.keys(container(json))];
    };
    assert.ok(!(await keys('2018-10-01')).includes('sku'));
    assert.ok(!(await keys('2021-10-01')).includes('provisioningTimeoutInSeconds'));
    assert.ok((await keys('2022-09-01')).includes('provisioningTimeoutInSeconds'));
    assert.ok(!(await keys('2023-05-01')).includes('configMap'));
    assert.ok((await keys('2024-05-01-preview')).includes('configMap'));
    assert.ok((await keys('2025-09-01')).includes('isCreatedFromStandbyPool'));
  });

  it('does nothing for a PUT of what is there already: 200 and no operation', async () => {
    await running();
    const { status, headers, json } = await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    assert.equal(status, 200);
    assert.equal(headers['azure-asyncoperation'], undefined);
    assert.equal(properties(json)['provisioningState'], 'Succeeded');
    assert.equal(objectAt(container(json), 'instanceView')['restartCount'], 0);
  });

  it('lets the containers be for a PUT of what a GET has shown, with another tag', async () => {
    const ipAddress = { type: 'Public', ports: [{ port: 80 }], dnsNameLabel: 'front-door' };
    const identity = { type: 'SystemAssigned' };
    await running('web', groupOf({ properties: { ipAddress }, top: { identity } }));
    const before = await azure.call('GET', groupUrl('web'));
    const { status, headers, json } = await azure.call('PUT', groupUrl('web'), {
      body: { ...before.json, tags: { owner: 'me' } },
    });
    assert.deepEqual([status, headers['azure-asyncoperation']], [200, undefined]);
    assert.deepEqual(json, { ...before.json, tags: { owner: 'me' } });
  });

  it('restarts the containers for a PUT that changes something', async () => {
    await running();
    const body = groupOf({ container: { command: ['node', '/usr/src/app/index.js'] } });
    const { status, headers } = await azure.call('PUT', groupUrl('web'), { body });
    assert.equal(status, 200);
    assert.ok(headers['azure-asyncoperation']);
    azure.clock.advance(minute);
    const { json } = await azure.call('GET', groupUrl('web'));
    assert.deepEqual(container(json)['command'], ['node', '/usr/src/app/index.js']);
    assert.equal(properties(json)['provisioningState'], 'Succeeded');
  });

  it('stops with 204 and no operation, also twice', async () => {
    await running('web', groupOf({ properties: { ipAddress: { type: 'Public', ports: [{ port: 80 }] } } }));
    for (const attempt of [1, 2]) {
      const { status, headers, text } = await azure.call('POST', groupUrl('web', '/stop'));
      assert.deepEqual([attempt, status, text], [attempt, 204, '']);
      assert.equal(headers['azure-asyncoperation'], undefined);
    }
    const { json } = await azure.call('GET', groupUrl('web'));
    assert.equal(objectAt(properties(json), 'instanceView')['state'], 'Stopped');
    assert.equal(objectAt(properties(json), 'ipAddress')['ip'], undefined);
  });

  it('starts a stopped group with 202 and an operation, a running one with 204', async () => {
    await running();
    assert.equal((await azure.call('POST', groupUrl('web', '/start'))).status, 204);
    await azure.call('POST', groupUrl('web', '/stop'));
    const { status, headers } = await azure.call('POST', groupUrl('web', '/start'));
    assert.equal(status, 202);
    azure.clock.advance(minute);
    const poll = await azure.call('GET', String(headers['azure-asyncoperation']));
    assert.equal(poll.json['status'], 'Succeeded');
  });

  it('restarts with 204 and an operation, during which it is in transition', async () => {
    await running();
    const { status, headers } = await azure.call('POST', groupUrl('web', '/restart'));
    assert.equal(status, 204);
    assert.ok(headers['azure-asyncoperation']);
    const again = await azure.call('POST', groupUrl('web', '/restart'));
    assert.equal(again.status, 409);
    assert.equal(objectAt(again.json, 'error')['code'], 'ContainerGroupTransitioning');
    azure.clock.advance(minute);
    assert.equal((await azure.call('POST', groupUrl('web', '/restart'))).status, 204);
  });

  it('can be started, stopped and deleted while it restarts', async () => {
    await running();
    await azure.call('POST', groupUrl('web', '/restart'));
    assert.equal((await azure.call('POST', groupUrl('web', '/start'))).status, 204);
    const deleted = await azure.call('DELETE', groupUrl('web'));
    assert.deepEqual([deleted.status, properties(deleted.json)['provisioningState']], [200, 'Updating']);
    await running();
    await azure.call('POST', groupUrl('web', '/restart'));
    assert.equal((await azure.call('POST', groupUrl('web', '/stop'))).status, 204);
    const { json } = await azure.call('GET', groupUrl('web'));
    assert.equal(objectAt(properties(json), 'instanceView')['state'], 'Stopped');
  });

  it('can be neither started nor stopped while it is being created', async () => {
    await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    for (const verb of ['/stop', '/start', '/restart']) {
      assert.equal((await azure.call('POST', groupUrl('web', verb))).status, 409, verb);
    }
  });

  it('patches tags, on a stopped group too, and nothing else', async () => {
    await running();
    await azure.call('POST', groupUrl('web', '/stop'));
    const body = { tags: { owner: 'me' }, properties: { osType: 'Windows' } };
    const { status, json } = await azure.call('PATCH', groupUrl('web'), { body });
    assert.equal(status, 200);
    assert.deepEqual(json['tags'], { owner: 'me' });
    assert.equal(properties(json)['osType'], 'Linux');
  });

  it('forgets tags that a PATCH does not name, or keeps them where it is told to', async () => {
    await running();
    const patch = (tags: JsonObject) => azure.call('PATCH', groupUrl('web'), { body: { tags } });
    await patch({ owner: 'me' });
    assert.deepEqual((await patch({ team: 'web' })).json['tags'], { team: 'web' });
    azure.arm.switches.patchTags = 'merge';
    assert.deepEqual((await patch({ owner: 'you' })).json['tags'], { team: 'web', owner: 'you' });
  });

  it('deletes with 200 and the group as it was, then knows it no more', async () => {
    await running();
    const { status, json, headers } = await azure.call('DELETE', groupUrl('web'));
    assert.equal(status, 200);
    assert.equal(objectAt(properties(json), 'instanceView')['state'], 'Running');
    assert.equal(headers['azure-asyncoperation'], undefined);
    assert.equal((await azure.call('DELETE', groupUrl('web'))).status, 204);
    const gone = await azure.call('GET', groupUrl('web'));
    assert.equal(gone.status, 404);
    assert.deepEqual(objectAt(gone.json, 'error'), {
      code: 'ResourceNotFound',
      message:
        "The Resource 'Microsoft.ContainerInstance/containerGroups/web' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    });
    assert.equal(gone.headers['x-ms-failure-cause'], 'gateway');
  });

  it('can delete a group that is still being created', async () => {
    await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    assert.equal((await azure.call('DELETE', groupUrl('web'))).status, 200);
  });

  it('reads logs, whole or their tail, with or without timestamps', async () => {
    const command = ['/bin/sh', '-c', 'echo one; echo two; sleep 600'];
    await running('web', groupOf({ container: { image: 'alpine', command } }));
    const logs = async (query = '') => {
      const { status, json } = await azure.call('GET', `${groupUrl('web', '/containers/web/logs')}${query}`);
      assert.equal(status, 200);
      return textAt(json, 'content');
    };
    assert.equal(await logs(), 'one\ntwo\n');
    assert.equal(await logs('&tail=1'), 'two\n');
    assert.match(await logs('&tail=1&timestamps=true'), /^\d{4}-\d\d-\d\dT\S+Z two\n$/);
    const missing = await azure.call('GET', groupUrl('web', '/containers/other/logs'));
    assert.equal(missing.status, 404);
  });

  it('finds names whatever their case, and keeps the case they were created with', async () => {
    await running('web');
    const { status, json } = await azure.call(
      'GET',
      groupUrl('WEB').replace('/resourceGroups/rg/', '/resourcegroups/RG/'),
    );
    assert.equal(status, 200);
    assert.equal(json['name'], 'web');
    assert.match(textAt(json, 'id'), /\/resourceGroups\/rg\/.*\/containerGroups\/web$/);
  });

  it('lets two groups of one name live in two resource groups', async () => {
    azure.arm.estate.addResourceGroup({ subscriptionId, name: 'rg2', location: 'westus' });
    await running('web');
    const elsewhere = groupUrl('web').replace('/rg/', '/rg2/');
    assert.equal((await azure.call('PUT', elsewhere, { body: groupOf() })).status, 201);
  });

  it('names the identities that Entra gave a group', async () => {
    const body = groupOf({ top: { identity: { type: 'SystemAssigned' } } });
    const { json } = await azure.call('PUT', groupUrl('web'), { body });
    assert.deepEqual(Object.keys(json), ['properties', 'identity', 'id', 'name', 'type', 'location']);
    const identity = objectAt(json, 'identity');
    assert.deepEqual(Object.keys(identity), ['principalId', 'tenantId', 'type']);
    assert.equal(identity['tenantId'], tenantId);
  });
});
