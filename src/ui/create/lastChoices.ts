import type { CreateDraft } from './createDraft.ts';
import type { MementoLike } from '../shared/pendingWork.ts';
import type { Size } from '../../core/rules/size.ts';

/** What was chosen the last time. Never a secret. */
export interface LastChoices {
  readonly subscriptionId?: string;
  readonly location?: string;
  readonly size?: Size;
}

const key = 'aci.lastCreate';

export function lastChoices(memory: MementoLike): LastChoices {
  return memory.get<LastChoices>(key, {});
}

/** Keeps what the next wizard offers first. */
export async function rememberChoices(
  memory: MementoLike,
  { subscription, location, size }: CreateDraft,
): Promise<void> {
  const last: LastChoices = {
    ...(subscription && { subscriptionId: subscription.id }),
    ...(location !== undefined && { location }),
    ...(size && { size }),
  };
  await memory.update(key, last);
}
