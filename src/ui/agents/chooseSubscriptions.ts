import type { Subscription } from '../../core/model/subscription.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findSubscription } from './readGroups.ts';

/** The one of that name or id, or all that the person looks at. Throws `OperationError` with the candidates. */
export async function chooseSubscriptions(
  { subscriptions }: Pick<OperationDeps, 'subscriptions'>,
  text: string | undefined,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const all = await subscriptions(signal);
  return text === undefined ? all : [findSubscription(all, text)];
}
