/**
 * The yardstick: LIST, then GET each. Strictly one after the other the 10,000 would take some ten minutes, so that
 * eight are under way at a time, as many as the extension's own: all are really sent and counted, and the time
 * flatters the yardstick.
 */
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collect } from '../../collect.ts';

const atATime = 8;

/** Reads every group that there is, with its state. */
export async function listThenGetEach(aci: AzureApi): Promise<void> {
  for (const tenant of await aci.tenants(neverAborts())) {
    for (const { id } of await aci.subscriptions(tenant.id, neverAborts())) {
      const groups = (await collect(aci.listGroups(id, neverAborts()))).flat();
      await getEach(
        aci,
        groups.map(({ ref }) => ref),
      );
    }
  }
}

async function getEach(aci: AzureApi, refs: readonly GroupRef[]): Promise<void> {
  const left = refs.values();
  const worker = async () => {
    for (const ref of left) await aci.getGroup(ref, neverAborts());
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
