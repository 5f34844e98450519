import assert from 'node:assert/strict';
import { billedGroupOfBody } from '../../../src/core/cost/billedGroup.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const containerOf = (requests: JsonObject): JsonObject => ({
  name: 'app',
  properties: { image: 'nginx', resources: { requests, limits: { cpu: 4, memoryInGB: 16 } } },
});

describe('What is billed of a body', () => {
  it('is what its containers request, whatever their limits and whatever init containers there are', () => {
    const body = {
      location: 'eastus',
      properties: {
        osType: 'windows',
        sku: 'Confidential',
        priority: 'Spot',
        containers: [containerOf({ cpu: 1, memoryInGB: 1.5 }), containerOf({ cpu: 0.5, memoryInGB: 1 })],
        initContainers: [{ name: 'init', properties: { image: 'alpine' } }],
      },
    };
    assert.deepEqual(billedGroupOfBody(body), {
      osType: 'Windows',
      sku: 'Confidential',
      priority: 'Spot',
      containers: [
        { cpu: 1, memoryInGB: 1.5 },
        { cpu: 0.5, memoryInGB: 1 },
      ],
    });
  });

  it('is a regular one of the Standard SKU for Linux where nothing else is said', () => {
    assert.deepEqual(billedGroupOfBody({ properties: { containers: [{ name: 'app' }] } }), {
      osType: 'Linux',
      sku: 'Standard',
      priority: 'Regular',
      containers: [{ cpu: undefined, memoryInGB: undefined }],
    });
    assert.deepEqual(billedGroupOfBody({})?.containers, []);
  });

  it('is not known of a group with a GPU', () => {
    const gpu = { count: 1, sku: 'V100' };
    assert.equal(
      billedGroupOfBody({ properties: { containers: [containerOf({ cpu: 1, memoryInGB: 1, gpu })] } }),
      undefined,
    );
  });
});
