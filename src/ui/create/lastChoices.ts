import type { Draft } from './draft.ts';
import type { Shelf } from './rememberedCreates.ts';
import type { Size } from '../../core/rules/size.ts';

/** What was chosen the last time. Never a secret. */
export interface LastChoices {
  readonly subscriptionId?: string;
  readonly location?: string;
  readonly size?: Size;
}

const key = 'aci.lastCreate';

export function lastChoices(memory: Shelf): LastChoices {
  return memory.get<LastChoices>(key, {});
}

/** Keeps what the next wizard offers first. */
export async function rememberChoices(memory: Shelf, { subscription, location, size }: Draft): Promise<void> {
  const last: LastChoices = {
    ...(subscription && { subscriptionId: subscription.id }),
    ...(location !== undefined && { location }),
    ...(size && { size }),
  };
  await memory.update(key, last);
}
