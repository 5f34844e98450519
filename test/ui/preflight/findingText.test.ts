import assert from 'node:assert/strict';
import type { FindingDetail } from '../../../src/core/preflight/finding.ts';
import { findingText, waitingText } from '../../../src/ui/preflight/findingText.ts';

const region = { location: 'westeurope', wanted: 40, max: 32 };
const image = { image: 'nginx:1' };
/** One of each kind: a kind that is not here does not compile. */
const examples = {
  locationNotOffered: { kind: 'locationNotOffered', location: 'westeuropa', similar: 'westeurope' },
  osNotOffered: { kind: 'osNotOffered', location: 'westeurope', osType: 'Windows' },
  cpuAboveRegion: { kind: 'cpuAboveRegion', ...region },
  memoryAboveRegion: { kind: 'memoryAboveRegion', ...region },
  gpuRetired: { kind: 'gpuRetired' },
  zoneNotOffered: { kind: 'zoneNotOffered', location: 'westeurope', zone: '4', zones: '1, 2' },
  tooManyGroups: { kind: 'tooManyGroups', location: 'westeurope', used: 100, limit: 100 },
  tooFewCores: {
    ...{ kind: 'tooFewCores', location: 'westeurope', quota: 'Standard Cores' },
    ...{ wanted: 4, used: 98, limit: 100 },
  },
  labelInUse: { kind: 'labelInUse', label: 'shop', host: 'shop.westeurope.azurecontainer.io' },
  subnetMissing: { kind: 'subnetMissing', subnet: 'aci' },
  subnetElsewhere: { kind: 'subnetElsewhere', subnet: 'aci', location: 'eastus' },
  subnetDelegated: { kind: 'subnetDelegated', subnet: 'aci', service: 'Microsoft.Web/serverFarms' },
  subnetInUse: { kind: 'subnetInUse', subnet: 'aci' },
  subnetFull: { kind: 'subnetFull', subnet: 'aci' },
  imageMissing: { kind: 'imageMissing', ...image },
  imageDenied: { kind: 'imageDenied', ...image },
  imagePlatform: { kind: 'imagePlatform', ...image, platforms: 'linux/arm64' },
  imageOs: { kind: 'imageOs', ...image, osType: 'Windows', platforms: 'linux/amd64' },
  imageWindowsVersion: { kind: 'imageWindowsVersion', ...image, version: '10.0.14393' },
  imageTooLarge: { kind: 'imageTooLarge', ...image, sizeInGB: 16 },
  registryUnreachable: { kind: 'registryUnreachable', ...image, registry: 'ghcr.io' },
  registryThrottled: { kind: 'registryThrottled', ...image, registry: 'docker.io' },
  notChecked: { kind: 'notChecked', check: 'usages', message: 'Azure says no.' },
} as const satisfies Readonly<Record<FindingDetail['kind'], FindingDetail>>;

describe('What the check before sending says', () => {
  it('is a sentence for each kind, with every value of it', () => {
    for (const example of Object.values(examples)) {
      const text = findingText(example);
      assert.notEqual(text, example.kind);
      assert.match(text, /\S [^]*[.?]$/, example.kind);
      assert.ok(!/\{\d\}/.test(text), text);
    }
  });

  it('names the location that was meant, and the numbers of a quota', () => {
    assert.equal(
      findingText(examples.locationNotOffered),
      'There is no location "westeuropa". Do you mean "westeurope"?',
    );
    assert.match(
      findingText(examples.tooFewCores),
      /needs 4 vCPU, and of 100 "Standard Cores" .* 98 are in use/,
    );
  });

  it('says what is waited for, and nothing once that is over', () => {
    assert.equal(waitingText(['usages', 'images']), 'waiting for quota, image');
    assert.equal(waitingText([]), '');
  });
});
