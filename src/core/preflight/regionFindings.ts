/** Whether the region has what the group asks for: by its list of locations, and by the capabilities API. */
import { offeredOsTypes, largestSize } from '../rules/size.ts';
import type { Capability, Location } from '../model/location.ts';
import { fatal, type Finding, warning } from './finding.ts';
import { locationName, type PlannedGroup } from './plannedGroup.ts';

/** `LocationNotAvailableForResourceType` (Azure Resource Manager, "Resolve errors for location not available"). */
export function locationFindings(
  { location, zones }: PlannedGroup,
  offered: readonly Location[],
): readonly Finding[] {
  if (location === '' || offered.length === 0) return [];
  const found = offered.find(({ name }) => locationName(name) === location);
  if (!found) {
    const similar = offered.find(({ name }) => isSimilar(locationName(name), location));
    return [fatal({ kind: 'locationNotOffered', location, ...(similar && { similar: similar.name }) })];
  }
  const inRegion = found.zones;
  // Only a region whose zones are listed says anything about them.
  if (!inRegion || inRegion.length === 0) return [];
  return zones
    .filter(zone => !inRegion.includes(zone))
    .map(zone => warning({ kind: 'zoneNotOffered', location, zone, zones: inRegion.join(', ') }));
}

/** One letter more, less or other, or two neighbours that changed places. */
function isSimilar(a: string, b: string): boolean {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < shorter.length && shorter.charAt(at) === longer.charAt(at)) at++;
  const [restOfLonger, restOfShorter] = [longer.slice(at), shorter.slice(at)];
  if (longer.length > shorter.length + 1) return false;
  if (longer.length > shorter.length) return restOfLonger.slice(1) === restOfShorter;
  const swapped = `${restOfShorter.charAt(1)}${restOfShorter.charAt(0)}${restOfShorter.slice(2)}`;
  return restOfLonger === swapped || restOfLonger.slice(1) === restOfShorter.slice(1);
}

/**
 * The most that a region gives to one group. `ServiceUnavailable` comes on top, when there is no room at the moment:
 * no API tells that before.
 */
export function capabilityFindings(
  { location, osType, ipAddressType, coreKind, cpu, memoryInGB, gpu }: PlannedGroup,
  capabilities: readonly Capability[],
): readonly Finding[] {
  // "This product is retired as of July 14, 2025" ("Resource availability & quota limits for ACI").
  if (gpu) return [fatal({ kind: 'gpuRetired' })];
  if (capabilities.length === 0) return [];
  if (!offeredOsTypes(capabilities).includes(osType))
    return [fatal({ kind: 'osNotOffered', location, osType })];
  // Spot and Confidential groups have smaller maximums, which the API does not list: rules of files know them.
  if (coreKind !== 'StandardCores') return [];
  const rows = capabilities.filter(row => isForAddress(row, ipAddressType));
  const max = largestSize(rows.length > 0 ? rows : capabilities, osType);
  return [
    ...(cpu > max.cpu ? [fatal({ kind: 'cpuAboveRegion', location, wanted: cpu, max: max.cpu })] : []),
    ...(memoryInGB > max.memoryInGB
      ? [fatal({ kind: 'memoryAboveRegion', location, wanted: memoryInGB, max: max.memoryInGB })]
      : []),
  ];
}

/** A group without an address may be in either row. */
function isForAddress(row: Capability, type: PlannedGroup['ipAddressType']): boolean {
  return type === undefined || row.ipAddressType.toLowerCase() === type.toLowerCase();
}
