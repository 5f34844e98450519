/** Quotas of a subscription in a region, what its groups use of them, and whether another group fits. */
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { ArmError } from '../../armError.ts';
import type { ArmSwitches } from '../../armSwitches.ts';
import type { Estate, Group, GroupBody, GroupKey } from '../../estate.ts';
import { containerGroupType } from '../groupId.ts';
import { isOneOf } from './badRequest.ts';
import { unavailableError } from './groupRules.ts';
import { requestsOf, totalRequests } from './sizeRules.ts';

/** Cores have a quota for each of these, as `usages` names them. */
export type CoreQuota = 'StandardCores' | 'StandardSpotCores' | 'ConfidentialCores';

function coreQuotaOf(properties: JsonObject): CoreQuota {
  if (isOneOf(properties['sku'], 'Confidential')) return 'ConfidentialCores';
  return isOneOf(properties['priority'], 'Spot') ? 'StandardSpotCores' : 'StandardCores';
}

export interface QuotaUsage {
  readonly containerGroups: number;
  readonly confidentialGroups: number;
  readonly cores: Readonly<Record<CoreQuota, number>>;
}

/** What the groups of a subscription use in a region. */
export function quotaUsage(estate: Estate, subscriptionId: string, location: string): QuotaUsage {
  const groups = estate.groups(subscriptionId).filter(group => group.location === location);
  const using = (quota: CoreQuota) => groups.filter(group => coreQuotaOf(group.properties) === quota);
  return {
    containerGroups: groups.length,
    confidentialGroups: using('ConfidentialCores').length,
    cores: {
      StandardCores: coresOf(using('StandardCores')),
      StandardSpotCores: coresOf(using('StandardSpotCores')),
      ConfidentialCores: coresOf(using('ConfidentialCores')),
    },
  };
}

function coresOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { properties }) => sum + totalRequests(properties).cpu, 0);
}

/**
 * Throws 400 where a group exceeds what the subscription may have in its region. GPUs were retired (2025-07-14, the
 * page on resource availability), so there are none; `P100Cores` is of a report on terraform.
 */
export function checkQuota(
  estate: Estate,
  switches: ArmSwitches,
  { subscriptionId }: GroupKey,
  { location, properties }: GroupBody,
): void {
  const used = quotaUsage(estate, subscriptionId, location);
  const coreQuota = coreQuotaOf(properties);
  const { cpu, gpus } = totalRequests(properties);
  const check = (quota: string, limit: number, usage: number, requested: number) => {
    if (usage + requested <= limit || requested === 0) return;
    throw new ArmError(
      400,
      'ContainerGroupQuotaReached',
      `Resource type '${containerGroupType}' container group quota '${quota}' exceeded in region '${location}'. Limit: '${limit}', Usage: '${usage}' Requested: '${requested}'.`,
    );
  };
  check('ContainerGroups', switches.groupsPerRegion, used.containerGroups, 1);
  check(coreQuota, switches.coresPerRegion, used.cores[coreQuota], cpu);
  check(`Standard${gpuSku(properties)}Cores`, switches.gpusPerRegion, 0, gpus);
}

/**
 * Throws where an address has more ports than the subscription may have on one: five, or what support has granted
 * ("Resource availability and quota limits"; MicrosoftDocs/azure-docs#101382).
 */
export function checkPortQuota(
  { portsPerAddress }: ArmSwitches,
  key: GroupKey,
  { properties }: GroupBody,
): void {
  const ports = objectsAt(objectAt(properties, 'ipAddress'), 'ports').length;
  if (ports <= portsPerAddress) return;
  throw new ArmError(
    400,
    'InvalidIpAddressPorts', // [guess]
    `The 'ipAddress' of container group '${key.name}' has '${ports}' ports. An IP address can have no more than '${portsPerAddress}' ports.`,
  );
}

function gpuSku(properties: JsonObject): string {
  const gpus = objectsAt(properties, 'containers').map(c => textAt(objectAt(requestsOf(c), 'gpu'), 'sku'));
  return gpus.find(sku => sku !== '') ?? 'V100';
}

/** A full region keeps the groups that it has. */
export function checkCapacity(
  estate: Estate,
  { fullRegions }: ArmSwitches,
  key: GroupKey,
  body: GroupBody,
): void {
  if (fullRegions.includes(body.location) && !estate.group(key)) throw unavailableError(body);
}
