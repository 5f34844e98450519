import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';

describe('Virtual networks', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let aci: AzureApi;

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    aci = createAzureApi(loopback.cloud, credentialsGiving());
  });
  afterEach(() => loopback.close());

  it('a subnet is usable when it is delegated to ACI, or empty and not delegated at all', async () => {
    const delegated = (serviceName: string) => ({ delegations: [{ properties: { serviceName } }] });
    const subnet = (name: string, properties: object) => ({ id: `/x/${name}`, name, properties });
    const subnets = [
      subnet('aci', {
        ...delegated('Microsoft.ContainerInstance/containerGroups'),
        serviceAssociationLinks: [{}],
      }),
      subnet('empty', { addressPrefixes: ['10.0.1.0/24'] }),
      subnet('web', delegated('Microsoft.Web/serverFarms')),
      subnet('machines', { ipConfigurations: [{ id: 'nic' }] }),
    ];
    loopback.answer = () => ({
      body: { value: [{ name: 'net', location: 'westeurope', properties: { subnets } }] },
    });
    const read = await aci.subnets('s1', signal);
    assert.deepEqual(
      read.map(({ name, usable }) => [name, usable]),
      [
        ['aci', true],
        ['empty', true],
        ['web', false],
        ['machines', false],
      ],
    );
    assert.deepEqual(read[1], {
      id: '/x/empty',
      name: 'empty',
      virtualNetwork: 'net',
      location: 'westeurope',
      addressPrefix: '10.0.1.0/24',
      usable: true,
      delegations: [],
    });
  });

  it('has as many free addresses as its prefix holds, but for those in use and the five of Azure', async () => {
    const properties = { addressPrefix: '10.0.0.0/28', ipConfigurations: [{ id: 'a' }, { id: 'b' }] };
    const subnets = [{ id: '/x/small', name: 'small', properties }];
    loopback.answer = () => ({
      body: { value: [{ name: 'net', location: 'westeurope', properties: { subnets } }] },
    });
    const [subnet] = await aci.subnets('s1', signal);
    assert.equal(subnet?.freeAddresses, 9);
  });
});
