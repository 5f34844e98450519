import assert from 'node:assert/strict';
import type { WhatIfChange, WhatIfPropertyChange } from '../../../src/core/deployments/deploymentsApi.ts';
import { forecastOf } from '../../../src/core/deployments/whatIfForecast.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const scope = '/subscriptions/s1/resourceGroups/rg1/providers';
const groupId = `${scope}/Microsoft.ContainerInstance/containerGroups/web`;
const storeId = `${scope}/Microsoft.Storage/storageAccounts/files`;

function change(
  resourceId: string,
  type: WhatIfChange['type'],
  more: Partial<WhatIfChange> = {},
): WhatIfChange {
  return { resourceId, type, delta: [], ...more };
}

function property(path: string, more: Partial<WhatIfPropertyChange>): WhatIfPropertyChange {
  return { path, type: 'Modify', children: [], ...more };
}

function group(image: string, more: JsonObject = {}, variables: JsonObject[] = []): JsonObject {
  const resources = { requests: { cpu: 1, memoryInGB: 1 } };
  return {
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      containers: [{ name: 'app', properties: { image, resources, environmentVariables: variables } }],
      ...more,
    },
  };
}

describe('What a template would change', () => {
  it('is counted, and told in an order: deleted, created and changed first', () => {
    const { counts, resources } = forecastOf(
      [
        change(`${storeId}1`, 'Ignore'),
        change(`${storeId}2`, 'Create'),
        change(`${storeId}3`, 'NoChange'),
        change(`${storeId}4`, 'Delete'),
        change('odd', 'Unsupported', { unsupportedReason: 'Nobody knows.' }),
        change(`${storeId}5`, 'Create'),
      ],
      { secrets: [] },
    );
    assert.deepEqual(counts, {
      Create: 2,
      Delete: 1,
      Ignore: 1,
      Deploy: 0,
      NoChange: 1,
      Modify: 0,
      Unsupported: 1,
    });
    assert.deepEqual(
      resources.map(({ name, change: type, reason }) => [name, type, reason]),
      [
        ['files4', 'Delete', undefined],
        ['files2', 'Create', undefined],
        ['files5', 'Create', undefined],
        ['odd', 'Unsupported', 'Nobody knows.'],
        ['files3', 'NoChange', undefined],
        ['files1', 'Ignore', undefined],
      ],
    );
  });

  it('is told property by property, without what only a service writes', () => {
    const [resource] = forecastOf(
      [
        change(storeId, 'Modify', {
          delta: [
            property('sku.name', { before: 'Standard_LRS', after: 'Standard_GRS' }),
            property('properties.rules', {
              type: 'Array',
              children: [
                property('1', { type: 'Create', after: 'b' }),
                property('0', { type: 'NoEffect', after: 'c' }),
              ],
            }),
            property('tags.a.b', { type: 'Delete', before: 'x' }),
            property('properties.provisioningState', { type: 'Delete', before: 'Succeeded' }),
            property('etag', { type: 'Delete', before: '1' }),
          ],
        }),
      ],
      { secrets: [] },
    ).resources;
    assert.deepEqual(resource?.properties, [
      { path: 'sku.name', kind: 'changed', before: 'Standard_LRS', after: 'Standard_GRS' },
      { path: 'properties.rules[1]', kind: 'added', after: 'b' },
      { path: 'tags.a.b', kind: 'removed', before: 'x', isUncertain: true },
    ]);
    assert.equal(resource.verdict, undefined);
  });

  for (const [what, wanted, verdict] of [
    ['another image', group('nginx:2'), 'restartsAll'],
    ['another size', group('nginx:1', { osType: 'Windows' }), 'needsRecreate'],
    ['tags only', { ...group('nginx:1'), tags: { a: 'b' } }, 'inPlace'],
    ['nothing that we see', group('nginx:1'), 'restartsAll'],
  ] as const)
    it(`has our own verdict on a container group: ${what}`, () => {
      const { resources } = forecastOf(
        [change(groupId, 'Modify', { before: group('nginx:1'), after: wanted })],
        { secrets: [] },
      );
      assert.equal(resources[0]?.verdict, verdict);
    });

  it('is worked out from the live group and the evaluated template, where these are known', () => {
    const { resources } = forecastOf(
      [
        change(groupId, 'Modify', {
          before: group('nginx:1'),
          after: group("[parameters('image')]"),
          delta: [property('properties.instanceView', { type: 'Delete', before: {} })],
        }),
      ],
      {
        secrets: [],
        live: new Map([
          [groupId.toLowerCase(), { ...group('nginx:1', { provisioningState: 'Succeeded' }), name: 'web' }],
        ]),
        wanted: new Map([[groupId.toLowerCase(), group('nginx:2')]]),
      },
    );
    assert.deepEqual(resources[0]?.properties, [
      {
        path: 'properties.containers.app.properties.image',
        kind: 'changed',
        before: 'nginx:1',
        after: 'nginx:2',
      },
    ]);
  });

  it('shows no secret', () => {
    const secrets = ['hunter2hunter2', 'abc'];
    const { resources } = forecastOf(
      [
        change(groupId, 'Modify', {
          before: group('nginx:1', {}, [{ name: 'TOKEN', value: 'ghp_plainoldtoken' }]),
          after: group(
            'nginx:abc',
            { imageRegistryCredentials: [{ server: 'r.io', username: 'u', password: 'p4ssw0rd!' }] },
            [
              { name: 'DB_PASSWORD', value: 'visible-secret-1' },
              { name: 'KEY', secureValue: 'not-to-be-shown' },
              { name: 'URL', value: 'http://x/?k=hunter2hunter2' },
            ],
          ),
        }),
        change(storeId, 'Modify', {
          delta: [
            property('properties.adminPassword', { before: 'old-secret-pw', after: 'new-secret-pw' }),
            property('properties.plain', { before: 'x', after: 'abc' }),
          ],
        }),
      ],
      { secrets },
    );
    const text = JSON.stringify(resources);
    for (const secret of [
      'hunter2hunter2',
      'ghp_plainoldtoken',
      'p4ssw0rd!',
      'visible-secret-1',
      'not-to-be-shown',
      'secret-pw',
      '"abc"',
    ])
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
    assert.ok(text.includes('nginx:abc'), 'a short secret does not tear other words apart');
    assert.ok(text.includes('http://x/?k=••••••'));
  });
});
