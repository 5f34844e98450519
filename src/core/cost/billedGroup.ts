/** What of a group's body (`core/document`) decides its price. */
import type { BilledGroup } from './groupCost.ts';
import { asNumber, asObject, asObjects, asText, isObject, type JsonObject } from '../json.ts';

/** Undefined for a group with a GPU: those are another product, which Azure retired in July 2025. */
export function billedGroupOfBody(body: JsonObject): BilledGroup | undefined {
  const properties = asObject(body['properties']);
  const requests = asObjects(properties['containers']).map(container =>
    asObject(asObject(asObject(container['properties'])['resources'])['requests']),
  );
  if (requests.some(({ gpu }) => isObject(gpu))) return undefined;
  const is = (key: string, value: string) => asText(properties[key]).toLowerCase() === value;
  return {
    osType: is('osType', 'windows') ? 'Windows' : 'Linux',
    sku: asText(properties['sku']) || 'Standard',
    priority: is('priority', 'spot') ? 'Spot' : 'Regular',
    containers: requests.map(({ cpu, memoryInGB }) => ({
      cpu: asNumber(cpu),
      memoryInGB: asNumber(memoryInGB),
    })),
  };
}
