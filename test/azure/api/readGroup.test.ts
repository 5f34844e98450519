import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEvents, readGroup } from '../../../src/azure/api/readGroup.ts';
import { createDeduplicate } from '../../../src/azure/api/deduplicate.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { groupId } from '../sampleGroup.ts';
import { leaves, withLeaf } from '../groupPropertyPaths.ts';

/** As Azure answered in 2024, shortened. */
const running: JsonObject = {
  properties: {
    sku: 'Standard',
    provisioningState: 'Succeeded',
    provisioningTimeoutInSeconds: 1800,
    containers: [
      {
        name: 'web',
        properties: {
          image: 'nginx:1.27',
          command: ['nginx', '-g', 'daemon off;'],
          ports: [
            { protocol: 'TCP', port: 80 },
            { port: 53, protocol: 'UDP' },
          ],
          environmentVariables: [
            { name: 'KEY', value: 'VALUE' },
            { name: 'EMPTY', value: '' },
            { name: 'SECRET' },
          ],
          instanceView: {
            restartCount: 2,
            currentState: { state: 'Running', startTime: '2024-10-29T17:08:21.5Z', detailStatus: '' },
            previousState: {
              state: 'Terminated',
              startTime: '2024-10-29T17:08:00Z',
              exitCode: 1,
              finishTime: '2024-10-29T17:08:10.1234567Z',
              detailStatus: 'Error',
            },
            events: [
              {
                count: 3,
                firstTimestamp: '2024-10-29T17:08:00Z',
                lastTimestamp: '2024-10-29T17:08:20Z',
                name: 'BackOff',
                message: 'Back-off restarting failed container',
                type: 'Warning',
              },
            ],
          },
          resources: { requests: { memoryInGB: 1.5, cpu: 0.5 } },
        },
      },
    ],
    initContainers: [{ name: 'prepare', properties: { image: 'alpine' } }],
    restartPolicy: 'OnFailure',
    ipAddress: {
      ports: [{ port: 80 }],
      ip: '20.1.2.3',
      type: 'Public',
      dnsNameLabel: 'web',
      fqdn: 'web.westeurope.azurecontainer.io',
    },
    osType: 'Linux',
    instanceView: { events: [], state: 'Running' },
  },
  id: groupId,
  name: 'web',
  type: 'Microsoft.ContainerInstance/containerGroups',
  location: 'westeurope',
  tags: { owner: 'me' },
};

describe("a group's JSON", () => {
  it('becomes a group', () => {
    assert.deepEqual(readGroup('azure', running), {
      ref: { cloud: 'azure', subscriptionId: 's1', resourceGroup: 'rg', name: 'web' },
      id: groupId,
      location: 'westeurope',
      tags: { owner: 'me' },
      osType: 'Linux',
      sku: 'Standard',
      priority: 'Regular',
      restartPolicy: 'OnFailure',
      provisioningState: 'Succeeded',
      ipAddress: {
        type: 'Public',
        ip: '20.1.2.3',
        dnsNameLabel: 'web',
        fqdn: 'web.westeurope.azurecontainer.io',
        ports: [{ port: 80, protocol: 'TCP' }],
      },
      subnetIds: [],
      containers: [
        {
          name: 'web',
          isInit: false,
          image: 'nginx:1.27',
          command: ['nginx', '-g', 'daemon off;'],
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
          environmentVariables: [
            { name: 'KEY', value: 'VALUE', secure: false },
            { name: 'EMPTY', value: '', secure: false },
            { name: 'SECRET', secure: true },
          ],
          cpu: 0.5,
          memoryInGB: 1.5,
          instanceView: {
            restartCount: 2,
            currentState: {
              state: 'Running',
              detailStatus: '',
              startTime: Date.UTC(2024, 9, 29, 17, 8, 21, 500),
            },
            previousState: {
              state: 'Terminated',
              detailStatus: 'Error',
              startTime: Date.UTC(2024, 9, 29, 17, 8, 0),
              finishTime: Date.UTC(2024, 9, 29, 17, 8, 10, 123),
              exitCode: 1,
            },
            events: [
              {
                name: 'BackOff',
                message: 'Back-off restarting failed container',
                type: 'Warning',
                count: 3,
                firstTimestamp: Date.UTC(2024, 9, 29, 17, 8, 0),
                lastTimestamp: Date.UTC(2024, 9, 29, 17, 8, 20),
              },
            ],
          },
        },
      ],
      initContainers: [
        {
          name: 'prepare',
          isInit: true,
          image: 'alpine',
          command: [],
          ports: [],
          environmentVariables: [],
          cpu: undefined,
          memoryInGB: undefined,
          instanceView: undefined,
        },
      ],
      state: 'Running',
      events: [],
    });
  });

  it('takes the defaults of ACI where nothing is said', () => {
    const group = readGroup('azure', { id: groupId });
    assert.ok(group);
    const { restartPolicy, sku, priority, osType, state, ipAddress, containers, tags } = group;
    assert.deepEqual(
      { restartPolicy, sku, priority, osType, state, ipAddress, containers, tags },
      {
        restartPolicy: 'Always',
        sku: 'Standard',
        priority: 'Regular',
        osType: 'Linux',
        state: undefined,
        ipAddress: undefined,
        containers: [],
        tags: {},
      },
    );
  });

  it('is no group without the id of one', () => {
    for (const body of [
      undefined,
      null,
      'x',
      [],
      {},
      { id: 7 },
      { id: '/subscriptions/s1/resourceGroups/rg' },
    ]) {
      assert.equal(readGroup('azure', body), undefined);
    }
  });

  it('keeps the spelling of the id, whatever the case of its fixed parts', () => {
    const id =
      '/subscriptions/S/resourcegroups/My-RG/providers/microsoft.containerinstance/containergroups/Web';
    assert.deepEqual(readGroup('china', { id })?.ref, {
      cloud: 'china',
      subscriptionId: 'S',
      resourceGroup: 'My-RG',
      name: 'Web',
    });
  });

  it('is read whatever stands in the place of any of its properties', () => {
    const places = fc.constantFrom(...leaves(running));
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 6 }), fc.jsonValue(), (leaf, depth, value) => {
        const keys = leaf.keys.slice(0, depth);
        if (keys[0] === 'id') return;
        const group = readGroup('azure', withLeaf(running, { ...leaf, keys }, value));
        assert.equal(group?.ref.name, 'web');
        assert.ok(
          group.containers.every(({ name, image }) => typeof name === 'string' && typeof image === 'string'),
        );
      }),
    );
  });

  it('shares what it has in common with another group, and is the same as without', () => {
    const share = createDeduplicate();
    const [first, second] = [readGroup('azure', running, share), readGroup('azure', running, share)];
    assert.deepEqual(first, readGroup('azure', running));
    assert.deepEqual(second, first);
    assert.equal(second?.containers, first?.containers);
    assert.equal(second?.tags, first?.tags);
  });

  it('events are read whatever they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        for (const { name, count, type } of readEvents(value)) {
          assert.equal(typeof name, 'string');
          assert.equal(typeof count, 'number');
          assert.match(type, /^(?:Normal|Warning)$/);
        }
      }),
    );
  });
});
