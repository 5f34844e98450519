import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt } from '../../../../src/emulator/json.ts';
import {
  groupOf,
  groupUrl,
  otherSubscriptionId,
  otherTenantId,
  startArmServer,
  subscriptionId,
  tenantId,
  type Answer,
  type ArmServer,
} from '../armServer.ts';

const version = 'api-version=2021-04-01';

describe('Tenants, subscriptions and locations', () => {
  let azure: ArmServer;
  before(async () => {
    azure = await startArmServer();
  });
  after(() => azure.close());

  it('shows the tenant and the subscriptions of the caller, and no others', async () => {
    for (const [token, tenant, subscription] of [
      ['alice', tenantId, subscriptionId],
      ['carol', otherTenantId, otherSubscriptionId],
    ] as const) {
      const tenants = await azure.call('GET', '/tenants?api-version=2022-12-01', { token });
      assert.deepEqual(
        objectsAt(tenants.json, 'value').map(t => t['tenantId']),
        [tenant],
      );
      const subscriptions = await azure.call('GET', '/subscriptions?api-version=2022-12-01', { token });
      assert.deepEqual(
        objectsAt(subscriptions.json, 'value').map(s => s['subscriptionId']),
        [subscription],
      );
    }
  });

  it('shows one subscription', async () => {
    const { status, json } = await azure.call('GET', `/subscriptions/${subscriptionId}?${version}`);
    assert.equal(status, 200);
    assert.deepEqual([json['displayName'], json['state']], ['Contoso Production', 'Enabled']);
  });

  it('lists locations by name and display name, logical ones among them', async () => {
    const { json } = await azure.call('GET', `/subscriptions/${subscriptionId}/locations?${version}`);
    const locations = objectsAt(json, 'value');
    const westus = locations.find(p => p['name'] === 'westus') ?? {};
    assert.equal(westus['displayName'], 'West US');
    assert.equal(objectAt(westus, 'metadata')['regionType'], 'Physical');
    const europe = locations.find(p => p['name'] === 'europe') ?? {};
    assert.equal(objectAt(europe, 'metadata')['regionType'], 'Logical');
  });

  it('says where container groups are offered, by display name', async () => {
    const { json } = await azure.call(
      'GET',
      `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance?${version}`,
    );
    assert.equal(json['registrationState'], 'Registered');
    const type = objectsAt(json, 'resourceTypes').find(t => t['resourceType'] === 'containerGroups') ?? {};
    const locations = type['locations'];
    assert.ok(
      Array.isArray(locations) && locations.includes('West Europe') && !locations.includes('West India'),
    );
    assert.ok(Array.isArray(type['apiVersions']) && type['apiVersions'][0] === '2025-09-01');
  });

  it('shows capabilities whose plain rows name no operating system', async () => {
    const { text } = await azure.call(
      'GET',
      `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/locations/westus/capabilities?api-version=2023-05-01`,
    );
    assert.match(
      text,
      /"osType":"NotSpecified","location":"westus","ipAddressType":"Public","gpu":"None","capabilities":\{"maxMemoryInGB":256\.0,"maxCpu":32\.0,"maxGpuCount":0\}/,
    );
  });

  it('has no capabilities for unknown locations and those without container groups', async () => {
    for (const location of ['nowhere', 'West India', 'global']) {
      const { status, json } = await azure.call(
        'GET',
        `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/locations/${encodeURIComponent(location)}/capabilities?api-version=2023-05-01`,
      );
      const error = objectAt(json, 'error');
      assert.deepEqual([status, error['code']], [400, 'NoRegisteredProviderFound']);
      const name = location.replace(' ', '').toLowerCase();
      assert.ok(
        textAt(error, 'message').startsWith(
          `No registered resource provider found for location '${name}' and API version '2023-05-01' for type 'locations/capabilities'.`,
        ),
        textAt(error, 'message'),
      );
    }
  });

  it('lists the operations of the provider', async () => {
    const { json } = await azure.call(
      'GET',
      '/providers/Microsoft.ContainerInstance/operations?api-version=2023-05-01',
    );
    const names = objectsAt(json, 'value').map(o => o['name']);
    assert.ok(names.includes('Microsoft.ContainerInstance/containerGroups/containers/attach/action'));
  });
});

describe('Resource groups', () => {
  let azure: ArmServer;
  beforeEach(async () => {
    azure = await startArmServer();
  });
  afterEach(() => azure.close());

  const url = (name: string) =>
    `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(name)}?${version}`;
  const list = `/subscriptions/${subscriptionId}/resourceGroups?${version}`;
  const outcome = ({ status, json }: Answer) => `${status} ${textAt(objectAt(json, 'error'), 'code')}`.trim();

  it('are created with 201, changed with 200, shown, and checked with HEAD', async () => {
    const created = await azure.call('PUT', url('new'), {
      body: { location: 'West Europe', tags: { a: 'b' } },
    });
    assert.equal(created.status, 201);
    assert.deepEqual(created.json, {
      id: `/subscriptions/${subscriptionId}/resourceGroups/new`,
      name: 'new',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
      tags: { a: 'b' },
      properties: { provisioningState: 'Succeeded' },
    });
    assert.equal((await azure.call('PUT', url('NEW'), { body: { location: 'westeurope' } })).status, 200);
    assert.equal((await azure.call('GET', url('new'))).json['name'], 'new');
    assert.equal((await azure.call('HEAD', url('new'))).status, 204);
    assert.equal((await azure.call('HEAD', url('other'))).status, 404);
    assert.equal(outcome(await azure.call('GET', url('other'))), '404 ResourceGroupNotFound');
  });

  it('are refused with wrong names and locations', async () => {
    const put = async (name: string, body: unknown) => outcome(await azure.call('PUT', url(name), { body }));
    assert.equal(await put('a b', { location: 'westus' }), '400 InvalidResourceGroup');
    assert.equal(await put('ends.', { location: 'westus' }), '400 InvalidResourceGroup');
    assert.equal(await put('x'.repeat(91), { location: 'westus' }), '400 InvalidResourceGroup');
    assert.equal(await put('fine-1_(2).3', { location: 'westus' }), '201');
    assert.equal(await put('new', {}), '400 LocationRequired');
    assert.equal(await put('new', { location: 'atlantis' }), '400 LocationNotAvailableForResourceGroup');
    assert.equal(await put('rg', { location: 'eastus' }), '409 InvalidResourceGroupLocation');
  });

  it('are listed in pages of $top', async () => {
    for (const name of ['a', 'b', 'c']) await azure.call('PUT', url(name), { body: { location: 'westus' } });
    const first = await azure.call('GET', `${list}&$top=3`);
    assert.deepEqual(
      objectsAt(first.json, 'value').map(g => g['name']),
      ['a', 'b', 'c'],
    );
    const second = await azure.call('GET', textAt(first.json, 'nextLink'));
    assert.deepEqual(
      objectsAt(second.json, 'value').map(g => g['name']),
      ['rg'],
    );
    assert.equal(second.json['nextLink'], undefined);
  });

  it('go with all that is in them, after a while', async () => {
    await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    const { status, headers } = await azure.call('DELETE', url('rg'));
    assert.equal(status, 202);
    const location = headers.location ?? '';
    assert.equal((await azure.call('GET', location)).status, 202);
    assert.equal(
      objectAt((await azure.call('GET', url('rg'))).json, 'properties')['provisioningState'],
      'Deleting',
    );
    assert.equal(
      outcome(await azure.call('PUT', groupUrl('late'), { body: groupOf() })),
      '409 ResourceGroupBeingDeleted',
    );
    azure.clock.advance(azure.arm.switches.resourceGroupDeletionMs);
    assert.equal((await azure.call('GET', location)).status, 200);
    assert.equal((await azure.call('HEAD', url('rg'))).status, 404);
    assert.equal(azure.arm.estate.allGroups().length, 0);
  });
});
