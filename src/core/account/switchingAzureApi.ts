import { forwardAzureApi } from './forwardAzureApi.ts';
import type { AzureApi } from '../azureApi.ts';
import { AciError } from '../errors.ts';
import type { CloudId } from '../model/cloud.ts';

/**
 * An `AzureApi` that passes every call on to the one that is current when the call is made. What is about another cloud
 * than the present one is refused (`invalid`): what was asked for before a switch must not happen after it, elsewhere.
 */
export function createSwitchingAzureApi(
  current: () => Promise<AzureApi>,
  presentCloud: () => CloudId,
): AzureApi {
  return forwardAzureApi(async ({ cloud }) => {
    if (cloud === undefined || cloud === presentCloud()) return current();
    throw new AciError('invalid', 'What was chosen is in another cloud than the one that is chosen now.');
  });
}
