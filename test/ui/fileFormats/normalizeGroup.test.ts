import assert from 'node:assert/strict';
import { asObject } from '../../../src/core/json.ts';
import { normalizeGroup, normalizePath } from '../../../src/ui/fileFormats/normalizeGroup.ts';

describe('A normalized group', () => {
  it("has the service's spelling of every name that it knows, and no other name changed", () =>
    assert.deepEqual(
      normalizeGroup({
        Location: 'westeurope',
        TAGS: { Owner: 'me', NAME: 'x' },
        Properties: {
          OSType: 'linux',
          volumes: [
            { name: 'v', AzureFile: { sharename: 's', storageaccountkey: 'k' } },
            { secret: { CPU: 'eA==' } },
          ],
          mine: { Name: 1 },
        },
      }),
      {
        location: 'westeurope',
        tags: { Owner: 'me', NAME: 'x' },
        properties: {
          osType: 'linux',
          volumes: [
            { name: 'v', azureFile: { shareName: 's', storageAccountKey: 'k' } },
            { secret: { CPU: 'eA==' } },
          ],
          mine: { Name: 1 },
        },
      },
    ));

  it('has numbers where the service wants numbers, and texts where it wants texts', () => {
    const container = (cpu: string | number, port: string | number, value: string | number | boolean) => ({
      properties: {
        containers: [
          {
            name: 'web',
            properties: {
              ports: [{ port }],
              environmentVariables: [{ name: 'A', value }],
              resources: { requests: { cpu, memoryInGB: 1 } },
            },
          },
        ],
      },
    });
    assert.deepEqual(normalizeGroup(container('1.5', '80', 8080)), container(1.5, 80, '8080'));
    assert.deepEqual(normalizeGroup(container(1.5, 80, true)), container(1.5, 80, 'true'));
    assert.deepEqual(normalizeGroup(container('many', '${PORT}', 'x')), container('many', '${PORT}', 'x'));
  });

  it('leaves nothing, and what it can not convert, as it is', () => {
    const odd = { tags: null, properties: { containers: 'none', zones: { a: 1 }, osType: ['Linux'] } };
    assert.deepEqual(normalizeGroup(odd), odd);
  });

  it('takes the later of two spellings of one name', () =>
    assert.deepEqual(asObject(normalizeGroup({ location: 'a', Location: 'b' }))['location'], 'b'));

  it('has its places where the file has them', () =>
    assert.deepEqual(normalizePath(['PROPERTIES', 'Containers', 0, 'properties', 'Image', 'Deeper']), [
      'properties',
      'containers',
      0,
      'properties',
      'image',
      'Deeper',
    ]));
});
