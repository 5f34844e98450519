/** `usages`: a subscription's quotas in a region; rows, names and the odd spellings of ids as recorded. */
import { quotaUsage } from '../containerGroups/rules/quotaRules.ts';
import type { ArmContext } from '../context.ts';
import type { JsonObject } from '../../json.ts';

export function usages(
  { estate, switches }: Pick<ArmContext, 'estate' | 'switches'>,
  subscriptionId: string,
  location: string,
): JsonObject[] {
  const { containerGroups, confidentialGroups, cores } = quotaUsage(estate, subscriptionId, location);
  const { groupsPerRegion, coresPerRegion } = switches;
  const row = (id: string, value: string, localizedValue: string, usage: number, limit: number) => ({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/locations/${location}/usages/${id}`,
    unit: 'Count',
    currentValue: Math.ceil(usage),
    limit,
    name: { value, localizedValue },
  });
  return [
    row('ContainerGroups', 'ContainerGroups', 'Container Groups', containerGroups, groupsPerRegion),
    row('standardCores', 'StandardCores', 'Standard Cores', cores.StandardCores, coresPerRegion),
    row(
      'standardSpotCores',
      'StandardSpotCores',
      'Standard Spot Cores',
      cores.StandardSpotCores,
      coresPerRegion,
    ),
    row('standardK80Cores', 'StandardK80Cores', 'Standard K80 Cores', 0, 0),
    row('standardP100Cores', 'StandardP100Cores', 'Standard P100 Cores', 0, 0),
    row('standardV100Cores', 'StandardV100Cores', 'Standard V100 Cores', 0, 0),
    row('DedicatedContainerGroups', 'DedicatedContainerGroups', 'Dedicated Container Groups', 0, 0),
    row('dedicatedCores', 'DedicatedCores', 'Dedicated Cores', 0, coresPerRegion),
    row(
      'ConfidentialContainerGroups',
      'ConfidentialContainerGroups',
      'Dedicated Container Groups',
      confidentialGroups,
      groupsPerRegion,
    ),
    row('confidentialCores', 'ConfidentialCores', 'Dedicated Cores', cores.ConfidentialCores, coresPerRegion),
  ];
}
