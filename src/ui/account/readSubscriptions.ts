import type { AzureApi } from '../../core/azureApi.ts';
import type { Subscription } from '../../core/model/subscription.ts';

/** Every subscription of every tenant. One failing tenant hides nothing; throws `AciError` where there is nothing else. */
export async function readSubscriptions(
  aci: Pick<AzureApi, 'tenants' | 'subscriptions'>,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const tenants = await aci.tenants(signal);
  const read = await Promise.allSettled(
    tenants.map(({ id, account }) => aci.subscriptions(id, signal, account?.id)),
  );
  const found = read.flatMap(result => (result.status === 'fulfilled' ? result.value : []));
  const [failed] = read.filter(result => result.status === 'rejected');
  if (found.length === 0 && failed) throw failed.reason;
  return found;
}
