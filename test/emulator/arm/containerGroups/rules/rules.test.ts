import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt } from '../../../../../src/emulator/json.ts';
import {
  groupOf,
  groupUrl,
  minute,
  resourceGroupUrl,
  otherSubscriptionId,
  startArmServer,
  subscriptionId,
  toContainerGroups,
  version,
  type GroupChanges,
  type ArmServer,
} from '../../armServer.ts';

/** In the network `vnet` of the resource group `rg`. */
const subnetId = (name: string, subscription = subscriptionId) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/${name}`;

describe('What a container group must keep to', () => {
  let azure: ArmServer;
  before(async () => {
    azure = await startArmServer();
    azure.addSubnet(subnetId('aci'), toContainerGroups);
    azure.addSubnet(subnetId('plain'));
  });
  after(() => azure.close());

  const refusal = async (name: string, body: unknown) => {
    const { status, json } = await azure.call('PUT', groupUrl(name), { body });
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
    ['a port that is a word', { container: { ports: [{ port: 'http' }] } }, '400 InvalidRequestContent'],
    ['a port with decimals', { container: { ports: [{ port: 80.5 }] } }, '400 InvalidRequestContent'],
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
      {
        container: { ports: [1, 2, 3, 4, 5, 6].map(port => ({ port })) },
        properties: { ipAddress: address(1, 2, 3, 4, 5, 6) },
      },
      '400 InvalidIpAddressPorts',
    ],
    [
      'a port that no container has',
      { properties: { ipAddress: address(8080) } },
      '400 UnreferencedIpAddressPorts',
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
      'a label that begins with a digit',
      { properties: { ipAddress: { ...address(80), dnsNameLabel: '1shops' } } },
      '400 InvalidDnsNameLabel',
    ],
    [
      'a label with a capital',
      { properties: { ipAddress: { ...address(80), dnsNameLabel: 'Shops' } } },
      '400 InvalidDnsNameLabel',
    ],
    [
      'a private address without a subnet',
      { properties: { ipAddress: { ...address(80), type: 'Private' } } },
      '400 PrivateIPAddressNotSupported',
    ],
    [
      'a label on a private address',
      { properties: { ipAddress: { ...address(80), type: 'Private', dnsNameLabel: 'shops' } } },
      '400 DnsNameLabelNotSupported',
    ],
    [
      'a public address in a subnet',
      { properties: { ipAddress: address(80), subnetIds: [{ id: subnetId('aci') }] } },
      '400 PublicIPAddressNotSupportedInVirtualNetwork',
    ],
    [
      'a variable with a space in its name',
      { container: { environmentVariables: [{ name: 'A B', value: '' }] } },
      '400 InvalidContainerEnvironmentVariable',
    ],
    [
      'a variable that begins with a digit',
      { container: { environmentVariables: [{ name: '2FA_MODE', value: '' }] } },
      '400 InvalidContainerEnvironmentVariable',
    ],
    [
      'a variable without a name',
      { container: { environmentVariables: [{ value: 'x' }] } },
      '400 InvalidRequestContent',
    ],
    ['no size', { container: { resources: undefined } }, '400 ResourceRequestsNotSpecified'],
    ['no memory', size(1, undefined), '400 ResourceSomeRequestsNotSpecified'],
    ['memory in hundredths', size(1, 1.25), '400 InvalidMemoryRequirement'],
    [
      'a limit below the request',
      { container: { resources: { requests: { cpu: 2, memoryInGB: 4 }, limits: { cpu: 1 } } } },
      '400 ResourceLimitsLessThanRequests',
    ],
    [
      'a limit above what the group has',
      { container: { resources: { requests: { cpu: 1, memoryInGB: 2 }, limits: { memoryInGB: 3 } } } },
      '400 ContainerLimitGreaterThanContainerGroupTotalRequest',
    ],
    [
      'a GPU',
      {
        container: {
          resources: { requests: { cpu: 1, memoryInGB: 2, gpu: { count: 1, sku: 'V100' } } },
        },
      },
      '400 ContainerGroupQuotaReached',
    ],
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
      '400 VolumesNotFound',
    ],
    [
      'a mount with a colon',
      {
        properties: { volumes: [{ name: 'v', emptyDir: {} }] },
        container: { volumeMounts: [{ name: 'v', mountPath: 'c:/v' }] },
      },
      '400 InvalidVolumeMountPath',
    ],
    [
      'two volumes of one name',
      {
        properties: {
          volumes: [
            { name: 'v', emptyDir: {} },
            { name: 'v', emptyDir: {} },
          ],
        },
      },
      '400 DuplicateVolumes',
    ],
    [
      'a file share on Windows',
      {
        properties: {
          osType: 'Windows',
          volumes: [{ name: 'v', azureFile: { shareName: 's', storageAccountName: 'a' } }],
        },
      },
      '400 WindowsContainersVolumeNotSupported',
    ],
    [
      'a secret that is no base64',
      { properties: { volumes: [{ name: 'v', secret: { note: 'My first secret' } }] } },
      '400 InvalidSecretVolume',
    ],
    [
      'a credential without a server',
      { properties: { imageRegistryCredentials: [{ username: 'u' }] } },
      '400 InvalidRequestContent',
    ],
    [
      'a registry with a port',
      { properties: { imageRegistryCredentials: [{ server: 'gitlab.com:443', username: 'u' }] } },
      '400 InvalidImageRegistryServer',
    ],
    [
      'a registry with a protocol',
      { properties: { imageRegistryCredentials: [{ server: 'https://shop.azurecr.io', username: 'u' }] } },
      '400 InvalidImageRegistryServer',
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
    ['tags that are objects', { top: { tags: { a: {} } } }, '400 InvalidRequestContent'],
    [
      'a subnet that is no id',
      { properties: { subnetIds: [{ id: 'my-subnet' }] } },
      '400 LinkedInvalidPropertyId',
    ],
    [
      'a subnet of a subscription that is not there',
      { properties: { subnetIds: [{ id: subnetId('aci', '99999999-0000-4000-8000-000000000000') }] } },
      '403 LinkedAuthorizationFailed',
    ],
    [
      'a subnet of another tenant',
      { properties: { subnetIds: [{ id: subnetId('aci', otherSubscriptionId) }] } },
      '403 LinkedAuthorizationFailed',
    ],
    [
      'a subnet that is not there',
      { properties: { subnetIds: [{ id: subnetId('lost') }] } },
      '400 SubnetNotFound',
    ],
    [
      'a subnet that is not delegated',
      { properties: { subnetIds: [{ id: subnetId('plain') }] } },
      '400 SubnetMissingRequiredDelegation',
    ],
    [
      'a network instead of a subnet',
      { properties: { subnetIds: [{ id: subnetId('').replace('/subnets/', '') }] } },
      '500 InternalServerError',
    ],
  ];
  for (const [what, changes, expected] of cases) {
    it(`refuses ${what}: ${expected}`, async () => {
      assert.equal(await refusal('web', groupOf(changes)), expected);
      assert.equal((await azure.call('GET', groupUrl('web'))).status, 404);
    });
  }

  const taken: readonly (readonly [string, GroupChanges])[] = [
    [
      'variables with underscores at their ends',
      { container: { environmentVariables: [{ name: '_X_', value: '1' }] } },
    ],
    [
      'a volume of four letters, mounted at a relative path',
      {
        properties: { volumes: [{ name: 'logs', emptyDir: {} }] },
        container: { volumeMounts: [{ name: 'logs', mountPath: 'mnt/logs' }] },
      },
    ],
    [
      'a private address in a delegated subnet',
      {
        properties: { ipAddress: { ...address(80), type: 'Private' }, subnetIds: [{ id: subnetId('aci') }] },
      },
    ],
    ['tags that are numbers', { top: { tags: { a: 1 } } }],
    [
      'a priority and an operating system in another case',
      { properties: { osType: 'linux', priority: 'regular' } },
    ],
  ];
  for (const [what, changes] of taken) {
    it(`takes ${what}`, async () => {
      const { status, text } = await azure.call('PUT', groupUrl('taken'), { body: groupOf(changes) });
      assert.equal(status, 201, text);
      await azure.call('DELETE', groupUrl('taken'));
    });
  }

  it('takes a container name with two hyphens', async () => {
    const [container] = groupOf().properties.containers;
    const containers = [{ ...container, name: 'aci--dns--sidecar' }];
    const { status } = await azure.call('PUT', groupUrl('taken'), {
      body: groupOf({ properties: { containers } }),
    });
    assert.equal(status, 201);
    await azure.call('DELETE', groupUrl('taken'));
  });

  it('says in the words of the service what is wrong', async () => {
    const messageOf = async (changes: GroupChanges) => {
      const { json } = await azure.call('PUT', groupUrl('web'), { body: groupOf(changes) });
      return textAt(objectAt(json, 'error'), 'message');
    };
    assert.equal(
      await messageOf({ container: { environmentVariables: [{ name: '1', value: '' }] } }),
      "The environment variable name in container 'web' of container group 'web' is invalid. A valid environment variable name must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName').",
    );
    assert.equal(
      await messageOf({ properties: { ipAddress: { ...address(80), dnsNameLabel: 'node' } } }),
      "The DNS name label 'node' in container group 'web' is invalid. It can contain only lowercase letters, numbers and hyphens. The first character must be a letter. The last character must be a letter or number. The value must be between 5 and 63 characters long.",
    );
    assert.equal(
      await messageOf({ properties: { subnetIds: [{ id: subnetId('plain') }] } }),
      "Subnet missing required delegation 'Microsoft.ContainerInstance' for container group 'web'.",
    );
  });

  it('refuses a subnet that the caller may not join', async () => {
    const own = await startArmServer();
    own.addSubnet(subnetId('aci'), toContainerGroups);
    own.arm.switches.restrictions.push({ scope: subnetId('aci'), access: 'read' });
    const { status, json } = await own.call('PUT', groupUrl('web'), {
      body: groupOf({ properties: { subnetIds: [{ id: subnetId('aci') }] } }),
    });
    assert.deepEqual([status, objectAt(json, 'error')['code']], [403, 'LinkedAuthorizationFailed']);
    assert.match(textAt(objectAt(json, 'error'), 'message'), /subnets\/join\/action/);
    await own.close();
  });

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
    let own: ArmServer;
    beforeEach(async () => {
      own = await startArmServer();
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
      assert.equal(await put('second', labelled('taken-name')), '409 DnsNameLabelNotAvailable');
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

    it('counts the cores of Spot groups as `usages` does: beside the standard ones', async () => {
      own.arm.switches.coresPerRegion = 2;
      const spot = (cpu: number) => groupOf({ ...size(cpu, 1), properties: { priority: 'Spot' } });
      assert.equal(await put('spot', spot(2)), '201');
      assert.equal(await put('standard', groupOf(size(1, 1))), '201');
      assert.equal(await put('more-spot', spot(1)), '400 ContainerGroupQuotaReached');
      const { json } = await own.call(
        'GET',
        `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/locations/westus/usages?${version}`,
      );
      const used = objectsAt(json, 'value').map(row => [
        textAt(objectAt(row, 'name'), 'value'),
        row['currentValue'],
      ]);
      assert.deepEqual(
        used.filter(([name]) => name === 'StandardCores' || name === 'StandardSpotCores'),
        [
          ['StandardCores', 2],
          ['StandardSpotCores', 2],
        ],
      );
    });

    it('refuses another group in a region that is full', async () => {
      own.arm.switches.fullRegions.push('westus');
      assert.equal(await put('second', groupOf()), '409 ServiceUnavailable');
      assert.equal(await put('second', groupOf({ top: { location: 'eastus' } })), '201');
      assert.equal(await put('first', labelled('taken-name')), '200');
    });

    it('refuses updates of what a group keeps until it is deleted', async () => {
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
      const { status, json } = await azure.call('GET', `${url}?api-version=2030-01-01`);
      const error = objectAt(json, 'error');
      assert.deepEqual([status, error['code']], [400, 'NoRegisteredProviderFound']);
      assert.match(textAt(error, 'message'), /2025-09-01.*westus/);
    }
    assert.equal((await azure.call('GET', `${list}?${version}`)).status, 200);
  });
});
