/** Whether the group's subnets can take it ("Virtual network scenarios and resources" of ACI). */
import type { Subnet } from '../model/subnet.ts';
import { fatal, type Finding, warning } from './finding.ts';
import { locationName, type PlannedGroup } from './plannedGroup.ts';

const service = 'Microsoft.ContainerInstance/containerGroups';

/**
 * `subnets`: those of the subscriptions that the group's subnets are in. One that is not among them may be hidden from
 * the account: a warning only.
 */
export function subnetFindings(
  { subnetIds, location }: PlannedGroup,
  subnets: readonly Subnet[],
): readonly Finding[] {
  return subnetIds.flatMap(id => {
    const subnet = subnets.find(known => known.id.toLowerCase() === id.toLowerCase());
    const name = id.split('/').at(-1) ?? id;
    if (!subnet) return [warning({ kind: 'subnetMissing', subnet: name })];
    return findingsOf(subnet, name, location);
  });
}

function findingsOf(subnet: Subnet, name: string, location: string): readonly Finding[] {
  if (location !== '' && locationName(subnet.location) !== location)
    return [fatal({ kind: 'subnetElsewhere', subnet: name, location: subnet.location })];
  const other = subnet.delegations.find(delegation => delegation.toLowerCase() !== service.toLowerCase());
  if (other !== undefined) return [fatal({ kind: 'subnetDelegated', subnet: name, service: other })];
  if (!subnet.usable) return [warning({ kind: 'subnetInUse', subnet: name })];
  return subnet.freeAddresses !== undefined && subnet.freeAddresses <= 0
    ? [warning({ kind: 'subnetFull', subnet: name })]
    : [];
}
