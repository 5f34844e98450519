/** What a subscription uses of its quotas in a region: rows, names and the odd spellings of ids as recorded. */
import type { JsonObject } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import type { Group } from '../estate.ts';
import { textAt } from '../json/jsonValues.ts';
import { totalRequests } from '../containerGroups/rules/sizeRules.ts';

export function usages(
  { estate, switches }: ArmContext,
  subscriptionId: string,
  location: string,
): JsonObject[] {
  const there = estate.groups(subscriptionId).filter(group => group.location === location);
  const { groupsPerRegion, coresPerRegion } = switches;
  const confidential = there.filter(({ properties }) => textAt(properties, 'sku') === 'Confidential');
  const spot = there.filter(({ properties }) => textAt(properties, 'priority') === 'Spot');
  const standard = there.filter(group => !confidential.includes(group) && !spot.includes(group));
  const row = (id: string, value: string, localizedValue: string, currentValue: number, limit: number) => ({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/locations/${location}/usages/${id}`,
    unit: 'Count',
    currentValue,
    limit,
    name: { value, localizedValue },
  });
  return [
    row('ContainerGroups', 'ContainerGroups', 'Container Groups', there.length, groupsPerRegion),
    row('standardCores', 'StandardCores', 'Standard Cores', cores(standard), coresPerRegion),
    row('standardSpotCores', 'StandardSpotCores', 'Standard Spot Cores', cores(spot), coresPerRegion),
    row('standardK80Cores', 'StandardK80Cores', 'Standard K80 Cores', 0, 0),
    row('standardP100Cores', 'StandardP100Cores', 'Standard P100 Cores', 0, 0),
    row('standardV100Cores', 'StandardV100Cores', 'Standard V100 Cores', 0, 0),
    row('DedicatedContainerGroups', 'DedicatedContainerGroups', 'Dedicated Container Groups', 0, 0),
    row('dedicatedCores', 'DedicatedCores', 'Dedicated Cores', 0, coresPerRegion),
    row(
      'ConfidentialContainerGroups',
      'ConfidentialContainerGroups',
      'Dedicated Container Groups',
      confidential.length,
      groupsPerRegion,
    ),
    row('confidentialCores', 'ConfidentialCores', 'Dedicated Cores', cores(confidential), coresPerRegion),
  ];
}

function cores(groups: readonly Group[]): number {
  return Math.ceil(groups.reduce((sum, { properties }) => sum + totalRequests(properties).cpu, 0));
}
