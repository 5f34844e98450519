/** Registering Microsoft.ContainerInstance in a subscription: Azure takes some minutes, and says only how far it is. */
import type { Clock } from '../clock.ts';
import type { AccessApi } from '../azureApi.ts';

/** Delays between two reads (ms); the last one repeats. */
const pollDelays = [2_000, 3_000, 5_000, 10_000] as const;
const longestDelay = 10_000;

/**
 * Registers the provider unless it is registered, and resolves when it is. `onState` gets each state that ARM answers.
 * Aborting ends the waiting only: the registration goes on in Azure. Throws `AciError`.
 */
export async function registerProviderAndWait(
  access: Pick<AccessApi, 'providerState' | 'registerProvider'>,
  clock: Clock,
  subscriptionId: string,
  onState: (state: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const isRegistered = async () => {
    const state = await access.providerState(subscriptionId, signal);
    onState(state);
    return state.toLowerCase() === 'registered';
  };
  if (await isRegistered()) return;
  await access.registerProvider(subscriptionId, signal);
  for (let attempt = 0; !(await isRegistered()); attempt++)
    await clock.sleep(pollDelays[attempt] ?? longestDelay, signal);
}
