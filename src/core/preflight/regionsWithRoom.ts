/** Where else a group would fit: the same questions, asked of every location that is offered. */
import type { AzureApi } from '../azureApi.ts';
import type { Location } from '../model/location.ts';
import { locationName, type PlannedGroup } from './plannedGroup.ts';
import { quotaFindings, usageNamed } from './quotaFindings.ts';

export interface RegionWithRoom {
  readonly location: Location;
  /** Undefined where Azure does not say. */
  readonly freeCores: number | undefined;
}

/** In Azure's order. A location that can't be asked is left out. Throws `AciError` where the list can't be read. */
export async function regionsWithRoom(
  aci: Pick<AzureApi, 'locations' | 'usages'>,
  planned: PlannedGroup,
  signal: AbortSignal,
): Promise<readonly RegionWithRoom[]> {
  const { subscriptionId } = planned;
  const others = (await aci.locations(subscriptionId, signal)).filter(
    ({ name }) => locationName(name) !== planned.location,
  );
  const asked = await Promise.allSettled(
    others.map(async (location): Promise<RegionWithRoom | undefined> => {
      const usages = await aci.usages(subscriptionId, location.name, signal);
      if (quotaFindings({ ...planned, location: location.name }, usages, undefined).length > 0)
        return undefined;
      const cores = usageNamed(usages, planned.coreKind);
      return { location, freeCores: cores && cores.limit - cores.used };
    }),
  );
  signal.throwIfAborted();
  return asked.flatMap(result => (result.status === 'fulfilled' ? (result.value ?? []) : []));
}
