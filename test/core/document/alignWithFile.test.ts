import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesBetween } from '../../../src/core/document/changes.ts';
import { alignWithFile } from '../../../src/core/document/alignWithFile.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { groups } from './generatedGroups.ts';

const live: JsonObject = {
  apiVersion: '2025-09-01',
  name: 'web',
  location: 'eastus',
  properties: {
    sku: 'Standard',
    containers: [
      {
        name: 'app',
        properties: {
          image: 'nginx',
          ports: [],
          environmentVariables: [],
          configMap: { keyValuePairs: {} },
          resources: { requests: { memoryInGB: 1, cpu: 1 } },
        },
      },
      { name: 'side', properties: { image: 'redis', command: ['a', 'b'] } },
    ],
    initContainers: [],
    osType: 'Linux',
    future: { depth: 1 },
  },
};

describe("A live group beside somebody's file", () => {
  it('is in the order of the file, and without what says nothing', () => {
    const file: JsonObject = {
      name: 'web',
      location: 'eastus',
      properties: {
        osType: 'Linux',
        restartPolicy: 'Always',
        containers: [
          { name: 'side', properties: { image: 'redis:7', command: ['b', 'a'] } },
          { name: 'app', properties: { resources: { requests: { cpu: 2 } }, image: 'nginx', ports: [] } },
        ],
      },
    };
    assert.equal(
      JSON.stringify(alignWithFile(file, live), undefined, 1),
      JSON.stringify(
        {
          apiVersion: '2025-09-01',
          name: 'web',
          location: 'eastus',
          properties: {
            osType: 'Linux',
            containers: [
              { name: 'side', properties: { image: 'redis', command: ['a', 'b'] } },
              {
                name: 'app',
                properties: { resources: { requests: { cpu: 1, memoryInGB: 1 } }, image: 'nginx', ports: [] },
              },
            ],
            future: { depth: 1 },
          },
        },
        undefined,
        1,
      ),
    );
  });

  it('is the same group, whatever the groups', () =>
    fc.assert(
      fc.property(groups, groups, (file, group) => {
        assert.deepEqual(changesBetween(group, alignWithFile(file, group)), []);
      }),
    ));

  it('is the file itself where nothing differs, whatever the group', () =>
    fc.assert(
      fc.property(groups, group =>
        assert.equal(JSON.stringify(alignWithFile(group, group)), JSON.stringify(group)),
      ),
    ));
});
