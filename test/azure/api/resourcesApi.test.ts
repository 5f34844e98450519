import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collect } from '../../collect.ts';
import { groupBody } from '../sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';

describe('Tenants, subscriptions and what is in them', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let aci: AzureApi;

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    aci = createAzureApi(loopback.cloud, credentialsGiving());
  });
  afterEach(() => loopback.close());

  it('a lent subscription belongs to the tenant it is reached through, unless its own is at hand', async () => {
    const credentials = credentialsGiving();
    aci = createAzureApi(loopback.cloud, credentials);
    loopback.answer = () => ({
      body: { value: [{ subscriptionId: 's1', name: 's1', displayName: 'Lent', tenantId: 'owner' }] },
    });
    assert.equal((await aci.subscriptions('borrower', signal))[0]?.tenantId, 'borrower');
    await aci.resourceGroups('s1', signal);
    await aci.subscriptions('owner', signal);
    await aci.resourceGroups('S1', signal);
    await aci.subscriptions('borrower', signal);
    await aci.resourceGroups('s1', signal);
    assert.deepEqual(credentials.tenants, ['borrower', 'borrower', 'owner', 'owner', 'borrower', 'owner']);
  });

  it('locations come in the order of the provider, with the names of the subscription', async () => {
    loopback.answer = ({ path }) =>
      path.includes('/providers/')
        ? {
            body: {
              resourceTypes: [
                { resourceType: 'operations', locations: [] },
                { resourceType: 'containerGroups', locations: ['West Europe', 'Jio India West', 'UK South'] },
              ],
            },
          }
        : {
            body: {
              value: [
                { name: 'uksouth', displayName: 'UK South' },
                { name: 'westeurope', displayName: 'West Europe' },
                { name: 'eastasia', displayName: 'East Asia' },
              ],
            },
          };
    assert.deepEqual(await aci.locations('s1', signal), [
      { name: 'westeurope', displayName: 'West Europe' },
      { name: 'jioindiawest', displayName: 'Jio India West' },
      { name: 'uksouth', displayName: 'UK South' },
    ]);
  });

  it('lists that never end are given up', async () => {
    let page = 0;
    loopback.answer = ({ path }) => ({
      body: { value: [], nextLink: `${loopback.origin}${path.replace(/&page=.*/, '')}&page=${page++}` },
    });
    await assert.rejects(aci.resourceGroups('s1', signal), /lists more than 1000 pages/);
  });

  it('lists follow nextLink to the end', async () => {
    loopback.answer = ({ path }) => {
      const page = Number(new URL(path, loopback.origin).searchParams.get('page') ?? '0');
      const nextLink =
        page < 2 ? `${loopback.origin}/subscriptions/s1/resourcegroups?page=${page + 1}` : undefined;
      return { body: { value: [{ name: `rg${page}`, location: 'westeurope' }], nextLink } };
    };
    const names = (await aci.resourceGroups('s1', signal)).map(({ name }) => name);
    assert.deepEqual(names, ['rg0', 'rg1', 'rg2']);
  });

  it('a list with something in it that makes no sense is not known: left out, it would count as gone', async () => {
    for (const rubbish of ['rubbish', null, [], {}, { ...groupBody(), id: 7, name: 7 }]) {
      loopback.answer = () => ({
        body: { value: [{ ...groupBody(), tenantId: 't', subscriptionId: 's' }, rubbish] },
      });
      const unknown = { name: 'AciError', kind: 'service' };
      await assert.rejects(collect(aci.listGroups('s1', signal)), unknown);
      await assert.rejects(aci.resourceGroups('s1', signal), unknown);
      await assert.rejects(aci.subscriptions('t', signal), unknown);
      await assert.rejects(aci.tenants(signal), unknown);
    }
  });

  it('a list that leads back to itself ends in an error', async () => {
    loopback.answer = ({ path }) => ({
      body: { value: [groupBody()], nextLink: `${loopback.origin}${path}` },
    });
    const again = { name: 'AciError', kind: 'service' };
    await assert.rejects(aci.resourceGroups('s1', signal), again);
    await assert.rejects(collect(aci.listGroups('s1', signal)), again);
    assert.ok(loopback.asked.length < 5);
  });

  it('whether a resource group exists is asked with HEAD; trouble is not an answer', async () => {
    const statuses = [204, 404, 403];
    loopback.answer = ({ method }) => ({
      status: method === 'HEAD' ? (statuses.shift() ?? 500) : 500,
      headers: { 'x-ms-request-id': 'r1' },
    });
    assert.equal(await aci.resourceGroupExists('s1', 'a b', signal), true);
    assert.equal(await aci.resourceGroupExists('s1', 'a b', signal), false);
    await assert.rejects(aci.resourceGroupExists('s1', 'a b', signal), {
      name: 'AciError',
      kind: 'refused',
    });
    assert.match(loopback.asked[0]?.path ?? '', /\/resourcegroups\/a%20b\?/);
  });
});
