// @ts-check
// Deploys groups to an emulator that is started for them, and reports the result of each.
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { toAciError } from '../../src/core/errors.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription } from '../../src/emulator/seed/empty.ts';

const resourceGroup = { name: 'files', location: 'westeurope' };

/** Where files are deployed: a resource group of the emulator that has nothing else in it. */
export const target = /** @type {const} */ ({
  cloud: 'emulator',
  subscriptionId: emptySubscription,
  subscriptionName: 'Pay-As-You-Go',
  tenantId: emptySeed.tenants[0].tenantId,
  resourceGroup: {
    ...resourceGroup,
    id: `/subscriptions/${emptySubscription}/resourceGroups/${resourceGroup.name}`,
  },
});

/**
 * @param {readonly import('../../src/ui/deploy/checkFile.ts').GroupToSend[]} groups
 * @returns {Promise<readonly { name: string, state: string, error?: { code?: string, message: string } }[]>}
 */
export async function deployToEmulator(groups) {
  if (groups.length === 0) return [];
  const emulatorClock = new ManualClock();
  const emulator = await startEmulator({
    clock: emulatorClock,
    seed: emptySeed,
    switches: { arm: { throttling: false } },
  });
  try {
    const { signal } = new AbortController();
    const aci = createAzureApi(
      {
        id: 'emulator',
        displayName: 'Emulator',
        resourceManagerEndpoint: emulator.resourceManagerEndpoint,
        authorityHost: emulator.activeDirectoryEndpoint,
        scope: `${emulator.resourceManagerEndpoint}/.default`,
        ca: emulator.ca,
      },
      emulatorCredentials(emulator),
      { clock: skippingClock(emulatorClock), random: () => 0 },
    );
    await aci.createResourceGroup({ subscriptionId: emptySubscription, ...resourceGroup }, signal);
    const results = [];
    for (const { name, document } of groups) results.push(await deploy(aci, name, document, signal));
    return results;
  } finally {
    await emulator.close();
  }
}

/**
 * @param {import('../../src/core/azureApi.ts').AzureApi} aci
 * @param {string} name
 * @param {import('../../src/core/model/containerGroup.ts').RawContainerGroup} document
 * @param {AbortSignal} signal
 */
async function deploy(aci, name, document, signal) {
  const ref = /** @type {const} */ ({
    cloud: 'emulator',
    subscriptionId: emptySubscription,
    resourceGroup: resourceGroup.name,
    name,
  });
  try {
    for await (const step of aci.putGroup(ref, document, signal)) if (step.done) break;
    const { provisioningState } = await aci.getGroup(ref, signal);
    return { name, state: provisioningState };
  } catch (thrown) {
    const { code, message } = toAciError(thrown);
    return { name, state: 'Failed', error: { ...(code !== undefined && { code }), message } };
  }
}

/** A longer sleep is a time limit for something that hangs, and never ends (ms). */
const longestSleep = 10_000;

/**
 * A clock whose sleeps advance the emulator's clock instead of waiting.
 * @param {ManualClock} emulatorClock
 * @returns {import('../../src/core/clock.ts').Clock}
 */
function skippingClock(emulatorClock) {
  return {
    now: () => emulatorClock.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        signal.addEventListener('abort', abort, { once: true });
        if (ms > longestSleep) return;
        setImmediate(() => {
          signal.removeEventListener('abort', abort);
          emulatorClock.advance(ms);
          resolve();
        });
      }),
  };
}
