/** What a container group costs while it runs. An estimate: vCPUs, memory and Windows by list price, nothing else. */
import type { RegionRates, ResourceRates } from './regionRates.ts';
import type { ContainerGroup } from '../model/containerGroup.ts';
import { minimumSize, type Size } from '../rules/size.ts';

/** What of a group decides its price. */
export interface BilledGroup extends Pick<ContainerGroup, 'osType' | 'sku' | 'priority'> {
  /** The containers' `requests`; without init containers, which have none. */
  readonly containers: readonly {
    readonly cpu: number | undefined;
    readonly memoryInGB: number | undefined;
  }[];
}

export interface GroupCost {
  readonly perHour: number;
  readonly perMonth: number;
  /** `USD`. */
  readonly currency: string;
  /** What is billed. */
  readonly size: Size;
}

/** Hours in a month, as Azure's price calculator counts them. */
export const hoursPerMonth = 730;

/** Undefined where the list has no price for such a group, or the group doesn't say what it requests. */
export function groupCost(group: BilledGroup, rates: RegionRates): GroupCost | undefined {
  const resources = resourceRates(group, rates);
  const size = billedSize(group.containers);
  // "Windows Software Duration" is for each vCPU, beside the vCPU itself (docs/azure-facts.md, "Prices").
  const windows = group.osType === 'Windows' ? rates.windowsVCpuHour : 0;
  if (!resources || !size || windows === undefined) return undefined;
  const perHour = size.cpu * (resources.vCpuHour + windows) + size.memoryInGB * resources.gbHour;
  return { perHour, perMonth: perHour * hoursPerMonth, currency: rates.currency, size };
}

/**
 * The sum of the containers' `requests`: `limits` never add ("Container groups", Resource allocation). vCPUs are rounded
 * up to whole ones on the group's sum (support in MicrosoftDocs/azure-docs#66379); at least 1 vCPU and 1 GB for a group
 * ("Container groups"). Whether a bill rounds memory is not known. Undefined where a container requests nothing.
 */
export function billedSize(containers: BilledGroup['containers']): Size | undefined {
  let cpu = 0;
  let memoryInGB = 0;
  for (const requests of containers) {
    // Documents may hold anything while they are written.
    if (!isAmount(requests.cpu) || !isAmount(requests.memoryInGB)) return undefined;
    cpu += requests.cpu;
    memoryInGB += requests.memoryInGB;
  }
  if (containers.length === 0) return undefined;
  return {
    cpu: Math.max(minimumSize.cpu, Math.ceil(withoutNoise(cpu))),
    memoryInGB: Math.max(minimumSize.memoryInGB, withoutNoise(memoryInGB)),
  };
}

function isAmount(amount: number | undefined): amount is number {
  return amount !== undefined && amount > 0 && Number.isFinite(amount);
}

/** 0.1 + 0.2 + 0.7 is a little more than 1 in binary, and would be rounded up to 2. */
function withoutNoise(sum: number): number {
  return Math.round(sum * 1e6) / 1e6;
}

/** Spot is for the Standard SKU only, and Dedicated has no meters of its own (docs/azure-facts.md, "Prices"). */
function resourceRates({ sku, priority }: BilledGroup, rates: RegionRates): ResourceRates | undefined {
  switch (sku.toLowerCase()) {
    case 'standard':
      return priority === 'Spot' ? rates.spot : rates.standard;
    case 'confidential':
      return priority === 'Spot' ? undefined : rates.confidential;
    default:
      return undefined;
  }
}
