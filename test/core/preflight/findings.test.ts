import assert from 'node:assert/strict';
import type { Capability, Location } from '../../../src/core/model/location.ts';
import type { Subnet } from '../../../src/core/model/subnet.ts';
import { imageFindings, type ImageInspection } from '../../../src/core/preflight/imageFindings.ts';
import { quotaFindings } from '../../../src/core/preflight/quotaFindings.ts';
import { capabilityFindings, locationFindings } from '../../../src/core/preflight/regionFindings.ts';
import { subnetFindings } from '../../../src/core/preflight/subnetFindings.ts';
import { container, planned } from './plannedGroups.ts';

const sized = (cpu: number, memoryInGB: number) => ({
  containers: [container('web', 'nginx', { cpu, memoryInGB })],
});

describe('Whether the location fits', () => {
  const offered: readonly Location[] = [
    { name: 'westeurope', displayName: 'West Europe', zones: ['1', '2'] },
    { name: 'eastus', displayName: 'East US' },
  ];
  const kinds = (location: string, zones: readonly string[] = []) =>
    locationFindings(planned({}, { location, zones }), offered);

  it('it does where it is offered, however it is written', () => {
    assert.deepEqual(kinds('West Europe'), []);
    assert.deepEqual(kinds('westeurope'), []);
  });

  it('where it is not, nothing can be sent; a location that is written nearly so is named', () => {
    assert.deepEqual(kinds('moonbase'), [
      { kind: 'locationNotOffered', location: 'moonbase', severity: 'fatal' },
    ]);
    for (const misspelt of ['westeuropa', 'westeurop', 'westeuorpe', 'wwesteurope'])
      assert.deepEqual(kinds(misspelt), [
        { kind: 'locationNotOffered', location: misspelt, similar: 'westeurope', severity: 'fatal' },
      ]);
  });

  it('a zone that the location does not list is a warning, and nothing where it lists none', () => {
    assert.deepEqual(kinds('westeurope', ['1', '3']), [
      { kind: 'zoneNotOffered', location: 'westeurope', zone: '3', zones: '1, 2', severity: 'warning' },
    ]);
    assert.deepEqual(kinds('eastus', ['3']), []);
  });

  it('nothing is said where Azure names no location at all', () => {
    assert.deepEqual(locationFindings(planned(), []), []);
  });
});

describe('Whether the size fits the location', () => {
  const row = (more: Partial<Capability>): Capability => ({
    ...{ osType: 'NotSpecified', ipAddressType: 'Public', gpu: 'None', maxCpu: 32, maxMemoryInGB: 256 },
    ...more,
  });
  const recorded = [
    row({}),
    row({ ipAddressType: 'Private', maxCpu: 16 }),
    row({ osType: 'Linux', gpu: 'V100', maxCpu: 24, maxMemoryInGB: 448 }),
  ];

  it('up to the largest that one group may have', () => {
    assert.deepEqual(capabilityFindings(planned(sized(32, 256)), recorded), []);
    assert.deepEqual(capabilityFindings(planned(sized(33, 257)), recorded), [
      { kind: 'cpuAboveRegion', location: 'westeurope', wanted: 33, max: 32, severity: 'fatal' },
      { kind: 'memoryAboveRegion', location: 'westeurope', wanted: 257, max: 256, severity: 'fatal' },
    ]);
  });

  it('by the row of its kind of address', () => {
    const inNetwork = planned({ ...sized(20, 20), ipAddress: { type: 'Private' } });
    assert.deepEqual(
      capabilityFindings(inNetwork, recorded).map(({ kind }) => kind),
      ['cpuAboveRegion'],
    );
  });

  it('a location with Linux only takes no Windows group', () => {
    const windows = planned({ osType: 'Windows' });
    assert.deepEqual(capabilityFindings(windows, [row({ osType: 'Linux' })]), [
      { kind: 'osNotOffered', location: 'westeurope', osType: 'Windows', severity: 'fatal' },
    ]);
  });

  it('a GPU is not to be had any more, whatever the rows say', () => {
    const group = planned({
      containers: [container('a', 'x', { cpu: 1, memoryInGB: 1, gpu: { count: 1, sku: 'V100' } })],
    });
    assert.deepEqual(capabilityFindings(group, recorded), [{ kind: 'gpuRetired', severity: 'fatal' }]);
  });

  it('of Spot and Confidential groups the rows say nothing', () => {
    assert.deepEqual(capabilityFindings(planned({ ...sized(40, 4), priority: 'Spot' }), recorded), []);
  });
});

describe('Whether the quota leaves room', () => {
  const usages = (groups: number, cores: number) => [
    { name: 'ContainerGroups', displayName: 'Container Groups', used: groups, limit: 100 },
    { name: 'StandardCores', displayName: 'Standard Cores', used: cores, limit: 10 },
  ];

  it('to the last core', () => {
    assert.deepEqual(quotaFindings(planned(sized(4, 4)), usages(99, 6), undefined), []);
    assert.deepEqual(quotaFindings(planned(sized(4, 4)), usages(99, 7), undefined), [
      {
        kind: 'tooFewCores',
        location: 'westeurope',
        quota: 'Standard Cores',
        wanted: 4,
        used: 7,
        limit: 10,
        severity: 'fatal',
      },
    ]);
  });

  it('and to the last group, which one that is there already does not need', () => {
    assert.deepEqual(quotaFindings(planned(), usages(100, 0), undefined), [
      { kind: 'tooManyGroups', location: 'westeurope', used: 100, limit: 100, severity: 'fatal' },
    ]);
    assert.deepEqual(quotaFindings(planned(), usages(100, 0), planned()), []);
  });

  it('the cores that the group has already are counted already', () => {
    const live = planned(sized(3, 4));
    assert.deepEqual(quotaFindings(planned(sized(4, 4)), usages(5, 9), live), []);
    assert.equal(quotaFindings(planned(sized(5, 4)), usages(5, 9), live).length, 1);
  });
});

describe('Whether the subnet takes the group', () => {
  const subnet = (more: Partial<Subnet>): Subnet => ({
    ...{
      id: '/n/aci',
      name: 'aci',
      virtualNetwork: 'n',
      location: 'westeurope',
      addressPrefix: '10.0.0.0/24',
    },
    ...{ usable: true, delegations: [], freeAddresses: 250 },
    ...more,
  });
  const group = planned({ subnetIds: [{ id: '/N/ACI' }] });
  const found = (more: Partial<Subnet>) => subnetFindings(group, [subnet(more)]);

  it('it does where it is empty or delegated to container groups, in the same location', () => {
    assert.deepEqual(found({}), []);
    assert.deepEqual(found({ delegations: ['Microsoft.ContainerInstance/containerGroups'] }), []);
  });

  it('one in another location, or of another service, can never', () => {
    assert.deepEqual(found({ location: 'eastus' }), [
      { kind: 'subnetElsewhere', subnet: 'ACI', location: 'eastus', severity: 'fatal' },
    ]);
    assert.deepEqual(found({ delegations: ['Microsoft.Web/serverFarms'], usable: false }), [
      { kind: 'subnetDelegated', subnet: 'ACI', service: 'Microsoft.Web/serverFarms', severity: 'fatal' },
    ]);
  });

  it('one that is used, full or not to be seen is a warning', () => {
    const kinds = [found({ usable: false }), found({ freeAddresses: 0 }), subnetFindings(group, [])];
    assert.deepEqual(
      kinds.flat().map(({ kind, severity }) => [kind, severity]),
      [
        ['subnetInUse', 'warning'],
        ['subnetFull', 'warning'],
        ['subnetMissing', 'warning'],
      ],
    );
  });
});

describe('Whether the image can be pulled and run', () => {
  const image = { image: 'ghcr.io/me/web:1', container: 'web', isPulledByIdentity: false };
  const found = (inspection: ImageInspection, osType: 'Linux' | 'Windows' = 'Linux') =>
    imageFindings(image, { osType }, inspection);
  const made = (...platforms: readonly string[]): ImageInspection => ({
    kind: 'found',
    platforms: platforms.map(text => {
      const [os = '', architecture = '', osVersion] = text.split('/');
      return { os, architecture, ...(osVersion !== undefined && { osVersion }) };
    }),
  });

  it('one for amd64 and the right system can, whatever else it is made for', () => {
    assert.deepEqual(found(made('linux/amd64', 'linux/arm64')), []);
    assert.deepEqual(found(made('linux/amd64', 'windows/amd64/10.0.20348.1'), 'Windows'), []);
  });

  it('one for arm64 only, or for the other system, can not', () => {
    assert.deepEqual(found(made('linux/arm64')), [
      { kind: 'imagePlatform', image: image.image, platforms: 'linux/arm64', severity: 'fatal' },
    ]);
    assert.deepEqual(found(made('linux/amd64'), 'Windows'), [
      { kind: 'imageOs', image: image.image, osType: 'Windows', platforms: 'linux/amd64', severity: 'fatal' },
    ]);
  });

  it('of Windows, versions that the service names as supported', () => {
    const supported = (version: string) => found(made(`windows/amd64/${version}`), 'Windows').length === 0;
    assert.deepEqual(
      ['10.0.20348.2762', '10.0.17763.1040', '10.0.17763.1', '10.0.14393.4000', '10.0.19042.1'].map(
        supported,
      ),
      [true, true, false, false, false],
    );
  });

  it('a registry that has no such image stops it; one that gives no answer warns', () => {
    const answers = (['missing', 'denied', 'unreachable', 'throttled', 'unknown'] as const).map(kind =>
      found({ kind }).map(finding => [finding.kind, finding.severity]),
    );
    assert.deepEqual(answers, [
      [['imageMissing', 'fatal']],
      [['imageDenied', 'warning']],
      [['registryUnreachable', 'warning']],
      [['registryThrottled', 'warning']],
      [],
    ]);
  });

  it('more than 15 GB may not be taken', () => {
    const large: ImageInspection = { kind: 'found', platforms: [], size: 15.1e9 };
    assert.deepEqual(found(large), [
      { kind: 'imageTooLarge', image: image.image, sizeInGB: 15.1, severity: 'warning' },
    ]);
    assert.deepEqual(found({ ...large, size: 15e9 }), []);
  });
});
