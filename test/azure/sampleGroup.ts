/** A small group, as ARM would answer with it. */
import type { JsonObject } from '../../src/core/json.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';

export const ref: GroupRef = { cloud: 'emulator', subscriptionId: 's1', resourceGroup: 'rg', name: 'web' };
export const groupId =
  '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web';

export function groupBody(properties: JsonObject = {}, name = 'web'): JsonObject {
  return {
    properties: {
      provisioningState: 'Succeeded',
      containers: [
        { name: 'web', properties: { image: 'nginx', resources: { requests: { cpu: 1, memoryInGB: 1 } } } },
      ],
      osType: 'Linux',
      ...properties,
    },
    id: groupId.replace(/web$/, name),
    name,
    type: 'Microsoft.ContainerInstance/containerGroups',
    location: 'westeurope',
  };
}
