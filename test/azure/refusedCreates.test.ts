import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { FindingId } from '../../src/core/diagnosis/finding.ts';
import { AciError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { collect } from '../collect.ts';
import { TestClock } from '../testClock.ts';
import { cloudOf } from '../cloudOf.ts';

const demo = 'mcr.microsoft.com/aci-emulator';
const profile =
  `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.Network` +
  '/networkProfiles/never-made';
const created: GroupRef = {
  ...{ cloud: 'emulator', subscriptionId: development },
  ...{ resourceGroup: 'rg-playground', name: 'new' },
};

interface Wish {
  readonly image?: string;
  readonly properties?: JsonObject;
  /** What is the matter with Azure. */
  readonly azure?: (switches: Emulator['arm']['switches']) => void;
}

const wishes: readonly (readonly [string, Wish, FindingId])[] = [
  ['an image that is not accessible', { image: `${demo}/inaccessible` }, 'imageInaccessible'],
  ['a registry that is asked too often', { image: 'emulator/rate-limited' }, 'rateLimited'],
  [
    'a Windows that ACI does not run',
    { image: `${demo}/old-windows`, properties: { osType: 'Windows' } },
    'wrongOs',
  ],
  ['a Windows image in a Linux group', { image: 'mcr.microsoft.com/windows/servercore/iis' }, 'wrongOs'],
  ['a quota that is used up', { azure: switches => (switches.coresPerRegion = 0) }, 'quota'],
  ['a region that is full', { azure: ({ fullRegions }) => fullRegions.push('eastus') }, 'capacity'],
  [
    'a DNS label that is taken',
    { properties: { ipAddress: { type: 'Public', ports: [{ port: 80 }], dnsNameLabel: 'contoso-hello' } } },
    'dnsLabelTaken',
  ],
  ['a network profile that is not there', { properties: { networkProfile: { id: profile } } }, 'subnet'],
];

/** From a create through the real SDK to what a person is told. */
describe('A create that Azure refuses', () => {
  const signal = neverAborts();
  let emulator: Emulator;
  let aci: AzureApi;

  beforeEach(async () => {
    const time = new ManualClock();
    emulator = await startEmulator({ clock: time });
    const clock = new TestClock(30_000, ms => time.advance(ms));
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock });
    const [home] = await aci.tenants(signal);
    await aci.subscriptions(home?.id ?? '', signal);
  });
  afterEach(() => emulator.close());

  async function refusal({ image = 'nginx', properties = {}, azure }: Wish): Promise<AciError> {
    azure?.(emulator.arm.switches);
    const resources = { requests: { cpu: 1, memoryInGB: 1 } };
    const main = { name: 'main', properties: { image, resources, ports: [{ port: 80 }] } };
    const body = {
      location: 'eastus',
      properties: { osType: 'Linux', containers: [main], ...properties },
    };
    try {
      await collect(aci.putGroup(created, { apiVersion: '2023-05-01', body }, signal));
    } catch (error) {
      assert.ok(error instanceof AciError, String(error));
      return error;
    }
    return assert.fail('it was not refused');
  }

  for (const [what, wish, expected] of wishes) {
    it(`is explained: ${what} is ${expected}`, async () => {
      const error = await refusal(wish);
      const [found, ...others] = diagnose({ group: undefined, logs: new Map(), error, now: 0 });
      assert.deepEqual([found?.id, others.length], [expected, 0], error.message);
      assert.ok(found && found.steps.length > 0);
      assert.ok(found.evidence.some(quoted => quoted.kind === 'error' && quoted.requestId !== undefined));
    });
  }
});
