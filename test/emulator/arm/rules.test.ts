import assert from 'node:assert/strict';
import { objectAt, textAt } from '../../../src/emulator/arm/json.ts';
import {
  groupOf,
  groupUrl,
  minute,
  resourceGroupUrl,
  startWorld,
  subscriptionId,
  version,
  type GroupChanges,
  type World,
} from './world.ts';

describe('What a container group must keep to', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const refusal = async (name: string, body: unknown) => {
    const { status, json } = await world.call('PUT', groupUrl(name), { body });
    const error = objectAt(json, 'error');
    assert.notEqual(textAt(error, 'message'), '');
    return `${status} ${textAt(error, 'code')}`;
  };
  const address = (...ports: number[]) => ({ type: 'Public', ports: ports.map(port => ({ port })) });
  const size = (cpu: unknown, memoryInGB: unknown): GroupChanges => ({
    container: { resources: { requests: { cpu, memoryInGB } } },
  });
  const many = (count: number) => {
    const one = groupOf({ container: { ports: [] } }).properties.containers[0];
    return {
      properties: { containers: Array.from({ length: count }, (_, i) => ({ ...one, name: `c${i}` })) },
    };
  };

  const cases: readonly (readonly [string, GroupChanges, string])[] = [
    ['no location', { top: { location: undefined } }, '400 LocationRequired'],
    [
      'a region that does not offer it',
      { top: { location: 'westindia' } },
      '400 LocationNotAvailableForResourceType',
    ],
    ['a region that is none', { top: { location: 'atlantis' } }, '400 LocationNotAvailableForResourceType'],
    ['no properties', { top: { properties: undefined } }, '400 InvalidRequestContent'],
    ['no operating system', { properties: { osType: undefined } }, '400 InvalidOsType'],
    ['an unknown restart policy', { properties: { restartPolicy: 'Sometimes' } }, '400 InvalidRestartPolicy'],
    ['no containers', { properties: { containers: [] } }, '400 MissingContainers'],
    ['containers that are no list', { properties: { containers: 'web' } }, '400 InvalidRequestContent'],
    ['61 containers', many(61), '400 TooManyContainers'],
    ['no image', { container: { image: undefined } }, '400 MissingImage'],
    [
      'an image that is not accessible',
      { container: { image: 'mcr.microsoft.com/aci-emulator/inaccessible' } },
      '400 InaccessibleImage',
    ],
    ['port 0', { container: { ports: [{ port: 0 }] } }, '400 InvalidContainerPorts'],
    ['port 65536', { container: { ports: [{ port: 65536 }] } }, '400 InvalidContainerPorts'],
    ['a port that is text', { container: { ports: [{ port: 'http' }] } }, '400 InvalidRequestContent'],
    [
      'a doubled port',
      { container: { ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }] } },
      '400 DuplicateContainerPorts',
    ],
    ['an address without ports', { properties: { ipAddress: address() } }, '400 MissingIpAddressPorts'],
    [
      'an address with a doubled port',
      { properties: { ipAddress: address(80, 80) } },
      '400 InvalidIpAddressPorts',
    ],
    [
      'six ports on an address',
      { properties: { ipAddress: address(1, 2, 3, 4, 5, 6) } },
      '400 InvalidIpAddressPorts',
    ],
    [
      'a port that no container has',
      { properties: { ipAddress: address(8080) } },
      '400 UnusedIpAddressPorts',
    ],
    [
      'a label of four letters',
      { properties: { ipAddress: { ...address(80), dnsNameLabel: 'shop' } } },
      '400 InvalidDnsNameLabel',
    ],
    [
      'a label that ends in a hyphen',
      { properties: { ipAddress: { ...address(80), dnsNameLabel: 'shops-' } } },
      '400 InvalidDnsNameLabel',
    ],
    [
      'a label on a private address',
      { properties: { ipAddress: { ...address(80), type: 'Private', dnsNameLabel: 'shops' } } },
      '400 DnsNameLabelNotSupported',
    ],
    [
      'a public address in a subnet',
      { properties: { ipAddress: address(80), subnetIds: [{ id: '/s' }] } },
      '400 PublicIPAddressNotSupportedInVirtualNetwork',
    ],
    [
      'a variable with a space in its name',
      { container: { environmentVariables: [{ name: 'A B', value: '' }] } },
      '400 InvalidEnvironmentVariableName',
    ],
    [
      'a variable without a name',
      { container: { environmentVariables: [{ value: 'x' }] } },
      '400 InvalidRequestContent',
    ],
    ['no size', { container: { resources: undefined } }, '400 ResourceRequestsNotSpecified'],
    ['CPU 0', size(0, 1), '400 InvalidResourceRequests'],
    ['memory -1', size(1, -1), '400 InvalidResourceRequests'],
    ['memory as text', size(1, 'much'), '400 InvalidRequestContent'],
    ['memory 1e9', size(1, 1e9), '409 ServiceUnavailable'],
    ['CPU 33', size(33, 1), '409 ServiceUnavailable'],
    [
      'two Windows containers',
      { properties: { ...many(2).properties, osType: 'Windows' } },
      '400 MultipleContainersNotSupported',
    ],
    [
      'a mount of no volume',
      { container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] } },
      '400 VolumeNotFound',
    ],
    [
      'a credential without a server',
      { properties: { imageRegistryCredentials: [{ username: 'u' }] } },
      '400 InvalidRequestContent',
    ],
    [
      'a credential without a user',
      { properties: { imageRegistryCredentials: [{ server: 's' }] } },
      '400 AmbiguousImageResitryCredentialType',
    ],
    [
      'a credential of a strange identity',
      { properties: { imageRegistryCredentials: [{ server: 's', identity: '/i' }] } },
      '400 InvalidImageRegistryIdentity',
    ],
    [
      'a spot group with an address',
      { properties: { priority: 'Spot', ipAddress: address(80) } },
      '400 SpotPriorityContainerGroupNotSupportedForInboundConnectivity',
    ],
    ['an unknown priority', { properties: { priority: 'High' } }, '400 PriorityNotSpecified'],
    [
      'an unknown network profile',
      { properties: { networkProfile: { id: '/p' } } },
      '400 NetworkProfileNotFound',
    ],
    ['tags that are numbers', { top: { tags: { a: 1 } } }, '400 InvalidRequestContent'],
  ];
  for (const [what, changes, expected] of cases) {
    it(`refuses ${what}: ${expected}`, async () => {
      assert.equal(await refusal('web', groupOf(changes)), expected);
      assert.equal((await world.call('GET', groupUrl('web'))).status, 404);
    });
  }

  for (const name of ['-web', 'web-', 'we_b', 'we--b', 'w'.repeat(64)]) {
    it(`refuses the group name ${name}`, async () => {
      assert.equal(await refusal(name, groupOf()), '400 InvalidContainerGroupName');
    });
  }

  for (const name of ['Web', '-web', 'we_b', 'w'.repeat(64)]) {
    it(`refuses the container name ${name}`, async () => {
      const [container] = groupOf().properties.containers;
      const body = groupOf({ properties: { containers: [{ ...container, name }] } });
      assert.equal(await refusal('web', body), '400 InvalidContainerName');
    });
  }

  it('refuses a body that is no JSON, and one that is no object', async () => {
    assert.equal(await refusal('web', '{"location":'), '400 InvalidRequestContent');
    assert.equal(await refusal('web', '[]'), '400 InvalidRequestContent');
    assert.equal(await refusal('web', undefined), '400 InvalidRequestContent');
  });

  describe('beside other groups', () => {
    const labelled = (dnsNameLabel: string) =>
      groupOf({ properties: { ipAddress: { ...address(80), dnsNameLabel } } });
    let own: World;
    beforeEach(async () => {
      own = await startWorld();
      const { status } = await own.call('PUT', groupUrl('first'), { body: labelled('taken-name') });
      assert.equal(status, 201);
      own.clock.advance(minute);
    });
    afterEach(() => own.close());
    const put = async (name: string, body: unknown) => {
      const { status, json } = await own.call('PUT', groupUrl(name), { body });
      return `${status} ${textAt(objectAt(json, 'error'), 'code')}`.trim();
    };

    it('refuses a label that another group of the region has', async () => {
      assert.equal(await put('second', labelled('Taken-Name')), '400 DnsNameLabelAlreadyTaken');
      assert.equal(await put('second', { ...labelled('taken-name'), location: 'eastus' }), '201');
    });

    it('refuses more groups or cores than the quota of the region', async () => {
      own.arm.switches.groupsPerRegion = 1;
      assert.equal(await put('second', groupOf()), '400 ContainerGroupQuotaReached');
      assert.equal(await put('second', groupOf({ top: { location: 'eastus' } })), '201');
      own.arm.switches.groupsPerRegion = 10;
      own.arm.switches.coresPerRegion = 2;
      assert.equal(await put('third', groupOf(size(1.5, 1))), '400 ContainerGroupQuotaReached');
      assert.equal(await put('third', groupOf(size(1, 1))), '201');
    });

    it('refuses another group in a region that is full', async () => {
      own.arm.switches.fullRegions.push('westus');
      assert.equal(await put('second', groupOf()), '409 ServiceUnavailable');
      assert.equal(await put('second', groupOf({ top: { location: 'eastus' } })), '201');
      assert.equal(await put('first', labelled('taken-name')), '200');
    });

    it('refuses updates of what a group keeps for life', async () => {
      const forbidden: GroupChanges[] = [
        { properties: { ipAddress: { ...address(80), dnsNameLabel: 'taken-name' }, restartPolicy: 'Never' } },
        { properties: { osType: 'Windows' } },
        size(2, 1.5),
      ];
      for (const changes of forbidden) {
        assert.equal(await put('first', groupOf(changes)), '400 InvalidContainerGroupUpdate');
      }
    });

    it('refuses to move a group', async () => {
      assert.equal(
        await put('first', { ...labelled('taken-name'), location: 'eastus' }),
        '409 InvalidResourceLocation',
      );
    });

    it('refuses a PUT while the group is still being created', async () => {
      assert.equal(await put('second', groupOf()), '201');
      assert.equal(
        await put('second', groupOf({ container: { command: ['x'] } })),
        '409 ContainerGroupTransitioning',
      );
    });

    it('refuses what a policy denies, by name', async () => {
      own.arm.switches.policies.push({ name: 'Only Europe', deniedLocations: ['West US'] });
      const { status, json } = await own.call('PUT', groupUrl('second'), { body: groupOf() });
      const error = objectAt(json, 'error');
      assert.deepEqual(
        [status, error['code'], error['target']],
        [403, 'RequestDisallowedByPolicy', 'second'],
      );
      assert.match(JSON.stringify(error['additionalInfo']), /Only Europe/);
    });

    it('refuses a subscription that is not registered, until it is', async () => {
      const at = own.arm.estate.subscriptions.findIndex(s => s.subscriptionId === subscriptionId);
      const [subscription] = own.arm.estate.subscriptions.slice(at, at + 1);
      assert.ok(subscription);
      own.arm.estate.subscriptions[at] = { ...subscription, registered: false };
      assert.equal(await put('second', groupOf()), '409 MissingSubscriptionRegistration');
      const provider = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/register?api-version=2021-04-01`;
      const asked = await own.call('POST', provider);
      assert.deepEqual([asked.status, asked.json['registrationState']], [200, 'Registering']);
      assert.equal(await put('second', groupOf()), '409 MissingSubscriptionRegistration');
      own.clock.advance(own.arm.switches.registrationMs);
      const { json } = await own.call('GET', provider.replace('/register', ''));
      assert.equal(json['registrationState'], 'Registered');
      assert.equal(await put('second', groupOf()), '201');
    });
  });

  it('names the api-versions and regions it knows when asked for another', async () => {
    const list = `${resourceGroupUrl}/providers/Microsoft.ContainerInstance/containerGroups`;
    for (const url of [list, groupUrl('web').replace(/\?.*/, '')]) {
      const { status, json } = await world.call('GET', `${url}?api-version=2030-01-01`);
      const error = objectAt(json, 'error');
      assert.deepEqual([status, error['code']], [400, 'NoRegisteredProviderFound']);
      assert.match(textAt(error, 'message'), /2025-09-01.*westus/);
    }
    assert.equal((await world.call('GET', `${list}?${version}`)).status, 200);
  });
});
