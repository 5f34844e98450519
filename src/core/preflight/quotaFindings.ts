/** Whether the subscription's limits in the region leave room, by the usages API. */
import type { Usage } from '../model/usage.ts';
import { fatal, type Finding } from './finding.ts';
import type { PlannedGroup } from './plannedGroup.ts';

/**
 * `ContainerGroupQuotaReached` ("Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota
 * 'StandardCores' exceeded in region …"). `live`: the group as it is there already, whose cores are counted.
 */
export function quotaFindings(
  planned: PlannedGroup,
  usages: readonly Usage[],
  live: PlannedGroup | undefined,
): readonly Finding[] {
  const { location, coreKind, cpu } = planned;
  const groups = usageNamed(usages, 'ContainerGroups');
  const cores = usageNamed(usages, coreKind);
  const counted = live?.location === location && live.coreKind === coreKind ? live.cpu : 0;
  const more = cpu - counted;
  return [
    ...(groups && !live && groups.used >= groups.limit
      ? [fatal({ kind: 'tooManyGroups', location, used: groups.used, limit: groups.limit })]
      : []),
    ...(cores && more > 0 && cores.used + more > cores.limit
      ? [
          fatal({
            kind: 'tooFewCores',
            location,
            quota: cores.displayName,
            wanted: cpu,
            used: cores.used,
            limit: cores.limit,
          }),
        ]
      : []),
  ];
}

/** Names of usages compare without case: recorded ids and names spell them differently. */
export function usageNamed(usages: readonly Usage[], name: string): Usage | undefined {
  return usages.find(usage => usage.name.toLowerCase() === name.toLowerCase());
}
