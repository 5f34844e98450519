import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { production } from '../../../src/emulator/seed/contoso.ts';
import { arm } from '../client.ts';

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
    for (const [path, place] of [
      [inSubscription, 'global'],
      [one, 'westeurope'],
      [`${one}/subnets`, 'westeurope'],
    ]) {
      const { status, body } = await arm(emulator, `${path}?api-version=2024-05-02`);
      const { error } = body as { error: { code: string; message: string } };
      assert.deepEqual([status, error.code], [400, 'NoRegisteredProviderFound']);
      const start = `No registered resource provider found for location '${place}' and API version '2024-05-02' for type 'virtualNetworks'. The supported api-versions are '2014-12-01-preview, `;
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
});
