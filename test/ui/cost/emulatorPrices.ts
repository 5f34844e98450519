import { createRetailPrices } from '../../../src/azure/api/retailPrices.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { createPriceList, type PriceList } from '../../../src/core/cost/priceList.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';

/** The emulator's price list, kept nowhere but here. */
export function emulatorPrices(
  { resourceManagerEndpoint: endpoint, ca }: Pick<Emulator, 'resourceManagerEndpoint' | 'ca'>,
  clock: Clock,
): PriceList {
  let kept: Json | undefined;
  const source = createRetailPrices({ endpoint, currency: 'USD', ca });
  return createPriceList({
    clock,
    storage: {
      read: () => kept,
      write: given => {
        kept = JSON.parse(JSON.stringify(given)) as Json;
        return Promise.resolve();
      },
    },
    source: cloud => (cloud === 'emulator' ? source : undefined),
  });
}
