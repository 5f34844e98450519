/** Where each cloud's price list is: the place where `azure`'s reader of it meets the settings. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CloudEndpoints } from './core/account/cloudEndpoints.ts';
import { systemClock } from './core/clock.ts';
import { createPriceList, type PriceList } from './core/cost/priceList.ts';
import { toAciError } from './core/errors.ts';
import type { Json } from './core/json.ts';
import type { CloudId } from './core/model/cloud.ts';
import type { ErrorReporter } from './ui/shared/errorReporter.vscode.ts';

interface PriceListAddress {
  readonly endpoint: string;
  readonly ca?: string | undefined;
}

/**
 * The public cloud has a price list, and the emulator its own: none is known to answer for US Government, and China's is
 * a spreadsheet (docs/azure-facts.md, "Prices"). `emulator` answers undefined as long as it has not started.
 */
export function createCloudPrices(
  memory: vscode.Memento,
  report: ErrorReporter,
  emulator: () => CloudEndpoints | undefined,
): PriceList {
  const addressOf = (cloud: CloudId): PriceListAddress | undefined => {
    if (cloud === 'azure') return { endpoint: setting('endpoint') };
    const started = cloud === 'emulator' ? emulator() : undefined;
    return started && { endpoint: started.resourceManagerEndpoint, ca: started.ca };
  };
  return createPriceList({
    clock: systemClock,
    storage: {
      read: () => memory.get<Json>('prices'),
      write: kept => memory.update('prices', kept),
    },
    source(cloud) {
      const address = addressOf(cloud);
      if (!address) return undefined;
      const currency = setting('currency').toUpperCase();
      return {
        endpoint: address.endpoint,
        currency,
        async rows(region, signal) {
          try {
            const { createRetailPrices } = await import('./azure/api/retailPrices.ts');
            return await createRetailPrices({ ...address, currency }).rows(region, signal);
          } catch (error) {
            report.log(l10n.t('Could not read the prices of {0}', region), toAciError(error));
            throw error;
          }
        },
      };
    },
  });
}

function setting(name: 'endpoint' | 'currency'): string {
  return vscode.workspace.getConfiguration('aci.prices').get(name, '').trim();
}
