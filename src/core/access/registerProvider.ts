/** Registering Microsoft.ContainerInstance in a subscription: Azure takes some minutes, and says only how far it is. */
import type { Clock } from '../clock.ts';
import type { AccessApi } from '../azureApi.ts';

/** How long between two looks (ms): ever longer up to the last. */
const pollDelays = [2_000, 3_000, 5_000, 10_000] as const;
const longestDelay = 10_000;

/**
 * Asks for the provider, unless it is there, and answers once it is. `tell` hears the state of each look, as
 * ARM says it. Aborting ends the waiting only: what was asked for goes on in Azure. Throws `AciError`.
 */
export async function registerProviderAndWait(
  access: Pick<AccessApi, 'providerState' | 'registerProvider'>,
  clock: Clock,
  subscriptionId: string,
  tell: (state: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const isThere = async () => {
    const state = await access.providerState(subscriptionId, signal);
    tell(state);
    return state.toLowerCase() === 'registered';
  };
  if (await isThere()) return;
  await access.registerProvider(subscriptionId, signal);
  for (let look = 0; !(await isThere()); look++) await clock.sleep(pollDelays[look] ?? longestDelay, signal);
}
