import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { development, production } from '../../../src/emulator/seed/contoso.ts';
import { arm } from '../emulatorClient.ts';

interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly properties: {
    readonly addressPrefix?: string;
    readonly addressPrefixes?: string[];
    readonly delegations: { readonly properties: { readonly serviceName: string } }[];
  };
}

interface Network {
  readonly name: string;
  readonly type: string;
  readonly location: string;
  readonly properties: {
    readonly addressSpace: { readonly addressPrefixes: string[] };
    readonly subnets: Subnet[];
  };
}

const version = 'api-version=2024-05-01';
const inSubscription = `/subscriptions/${production}/providers/Microsoft.Network/virtualNetworks`;
const inGroup = (group: string) =>
  `/subscriptions/${production}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks`;

describe('Virtual networks', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const list = async <T>(path: string) => {
    const { status, body } = await arm(emulator, `${path}?${version}`);
    assert.equal(status, 200);
    return (body as { value: T[] }).value;
  };

  it('are listed by subscription and by resource group', async () => {
    const [network] = await list<Network>(inSubscription);
    assert.equal(network?.name, 'vnet-prod-weu');
    assert.equal(network.type, 'Microsoft.Network/virtualNetworks');
    assert.deepEqual(network.properties.addressSpace, { addressPrefixes: ['10.20.0.0/16'] });
    assert.deepEqual(await list(inGroup('RG-Network-Prod')), [network]);
    assert.deepEqual(await list(inGroup('rg-payments-prod')), []);
  });

  it('show whom a subnet is delegated to, and one prefix or several', async () => {
    const subnets = await list<Subnet>(`${inGroup('rg-network-prod')}/vnet-prod-weu/subnets`);
    const seen = subnets.map(({ name, properties: { addressPrefix, addressPrefixes, delegations } }) => [
      name,
      addressPrefix ?? addressPrefixes,
      delegations.map(d => d.properties.serviceName),
    ]);
    assert.deepEqual(seen, [
      ['snet-gateway', '10.20.0.0/24', []],
      ['snet-aci', '10.20.4.0/24', ['Microsoft.ContainerInstance/containerGroups']],
      ['snet-aci-batch', ['10.20.8.0/24', 'fd00:20:8::/64'], ['Microsoft.ContainerInstance/containerGroups']],
      ['snet-web', '10.20.12.0/24', ['Microsoft.Web/serverFarms']],
    ]);
    const [network] = await list<Network>(inSubscription);
    assert.deepEqual(network?.properties.subnets, subnets);
  });

  it('are not shown by an api-version that nobody knows', async () => {
    const one = `${inGroup('rg-network-prod')}/vnet-prod-weu`;
    for (const [path, location] of [
      [inSubscription, 'global'],
      [one, 'westeurope'],
      [`${one}/subnets`, 'westeurope'],
    ]) {
      const { status, body } = await arm(emulator, `${path}?api-version=2024-05-02`);
      const { error } = body as { error: { code: string; message: string } };
      assert.deepEqual([status, error.code], [400, 'NoRegisteredProviderFound']);
      const start = `No registered resource provider found for location '${location}' and API version '2024-05-02' for type 'virtualNetworks'. The supported api-versions are '2014-12-01-preview, `;
      assert.equal(error.message.slice(0, start.length), start);
      assert.match(error.message, / 2024-05-01, /);
    }
  });

  const missing: [string, string, string][] = [
    ['an unknown network', `${inGroup('rg-network-prod')}/nowhere/subnets`, 'ResourceNotFound'],
    ['an unknown resource group', inGroup('nowhere'), 'ResourceGroupNotFound'],
    [
      'an unknown subscription',
      inSubscription.replace(production, '99999999-0000-4000-8000-000000000001'),
      'SubscriptionNotFound',
    ],
  ];
  for (const [what, path, code] of missing) {
    it(`are not found in ${what}`, async () => {
      const { status, body } = await arm(emulator, `${path}?${version}`);
      assert.equal(status, 404);
      assert.equal((body as { error: { code: string } }).error.code, code);
    });
  }

  describe('that are made', () => {
    const group = `/subscriptions/${development}/resourceGroups/rg-playground`;
    const id = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-made`;
    const toGroups = {
      name: 'aci',
      properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' },
    };
    const put = (path: string, json: unknown) => arm(emulator, `${path}?${version}`, { method: 'PUT', json });
    const remove = (path: string) => arm(emulator, `${path}?${version}`, { method: 'DELETE' });
    const codeOf = ({ status, body }: { status: number; body: unknown }) => [
      status,
      (body as { error: { code: string } }).error.code,
    ];

    it('begin without subnets and get them one by one, as `az container create --vnet` does it', async () => {
      assert.deepEqual(codeOf(await arm(emulator, `${id}/subnets/aci?${version}`)), [
        404,
        'ResourceNotFound',
      ]);
      const made = await put(id, {
        location: 'eastus',
        properties: { addressSpace: { addressPrefixes: ['10.7.0.0/16'] } },
      });
      assert.equal(made.status, 201);
      assert.equal(
        (made.body as { properties: { provisioningState: string } }).properties.provisioningState,
        'Succeeded',
      );
      assert.deepEqual(codeOf(await arm(emulator, `${id}/subnets/aci?${version}`)), [404, 'NotFound']);
      const subnet = await put(`${id}/subnets/aci`, {
        properties: { addressPrefix: '10.7.1.0/24', delegations: [toGroups] },
      });
      assert.equal(subnet.status, 201);
      assert.deepEqual(await list(`${id}/subnets`), [subnet.body]);
      // A PUT of the network that doesn't name its subnets leaves them.
      const tagged = await put(id, {
        location: 'eastus',
        tags: { a: 'b' },
        properties: { addressSpace: { addressPrefixes: ['10.7.0.0/16'] } },
      });
      assert.equal(tagged.status, 200);
      assert.deepEqual((tagged.body as Network).properties.subnets, [subnet.body]);
    });

    it('refuse a subnet outside of them', async () => {
      const answer = await put(`${id}/subnets/outside`, { properties: { addressPrefix: '10.8.1.0/24' } });
      assert.deepEqual(codeOf(answer), [400, 'NetcfgInvalidSubnet']);
    });

    it('keep a subnet that a container group is in', async () => {
      const inSubnet = `${group}/providers/Microsoft.ContainerInstance/containerGroups/in-subnet?api-version=2023-05-01`;
      const container = {
        name: 'app',
        properties: { image: 'nginx', resources: { requests: { cpu: 1, memoryInGB: 1 } } },
      };
      const properties = {
        osType: 'Linux',
        containers: [container],
        subnetIds: [{ id: `${id}/subnets/aci` }],
      };
      const created = await arm(emulator, inSubnet, {
        method: 'PUT',
        json: { location: 'eastus', properties },
      });
      assert.equal(created.status, 201);
      for (const path of [`${id}/subnets/aci`, id]) {
        assert.deepEqual(codeOf(await remove(path)), [400, 'InUseSubnetCannotBeDeleted']);
      }
      emulator.estate.removeGroup({
        subscriptionId: development,
        resourceGroup: 'rg-playground',
        name: 'in-subnet',
      });
      assert.equal((await remove(`${id}/subnets/aci`)).status, 200);
      assert.equal((await remove(id)).status, 200);
      assert.equal((await remove(id)).status, 204);
    });
  });
});
