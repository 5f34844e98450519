import type { JsonObject } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { type PlannedGroup, readPlannedGroup } from '../../../src/core/preflight/plannedGroup.ts';

export const ref: GroupRef = {
  cloud: 'azure',
  subscriptionId: 's1',
  resourceGroup: 'rg',
  name: 'web',
};

export function container(
  name: string,
  image: string,
  requests: JsonObject = { cpu: 1, memoryInGB: 1.5 },
): JsonObject {
  return { name, properties: { image, resources: { requests } } };
}

/** A small Linux group in `westeurope`, with what differs from it. */
export function groupDocument(properties: JsonObject = {}, more: JsonObject = {}) {
  const body = {
    location: 'West Europe',
    properties: { osType: 'Linux', containers: [container('web', 'nginx:1')], ...properties },
    ...more,
  };
  return { apiVersion: '2025-09-01', body };
}

export function planned(properties: JsonObject = {}, more: JsonObject = {}): PlannedGroup {
  return readPlannedGroup(ref, groupDocument(properties, more));
}
