import assert from 'node:assert/strict';
import type { Deployment, DeploymentOperation } from '../../../src/core/deployments/deploymentsApi.ts';
import { madeGroups, makesGroups } from '../../../src/core/deployments/madeGroups.ts';

const groupId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/web';
const store = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/files';

function deployment(more: Partial<Deployment>): Deployment {
  return {
    ref: { cloud: 'azure', subscriptionId: 's', resourceGroup: 'r', name: 'dep' },
    state: 'Succeeded',
    timestamp: 0,
    duration: 0,
    parameters: {},
    outputs: [],
    outputResources: [],
    validatedResources: [],
    resourceTypes: [],
    ...more,
  };
}

describe('The container groups of a deployment', () => {
  it('are those among its resources, each once', () => {
    const outputResources = [store, groupId, groupId.toUpperCase(), `${groupId}/x/y`];
    assert.deepEqual(madeGroups(deployment({ outputResources })), [
      { cloud: 'azure', subscriptionId: 's', resourceGroup: 'r', name: 'web' },
    ]);
  });

  it('are those that its operations created, which a deployment that failed does not list, and none that it only read', () => {
    const operationOn = (operation: string, name: string): DeploymentOperation => ({
      ...{ id: name, operation, state: 'Succeeded', timestamp: 0, duration: 0 },
      target: {
        id: groupId.replace(/web$/, name),
        type: 'Microsoft.ContainerInstance/containerGroups',
        name,
      },
    });
    const operations = [operationOn('Create', 'made'), operationOn('Read', 'was-there')];
    assert.deepEqual(
      madeGroups(deployment({ state: 'Failed' }), operations).map(({ name }) => name),
      ['made'],
    );
  });

  for (const [what, more, answer] of [
    ['a group among its resources', { outputResources: [groupId] }, 'yes'],
    [
      'a group that it was to make',
      { state: 'Failed', resourceTypes: ['microsoft.containerinstance/ContainerGroups'] },
      'yes',
    ],
    ['other resources only', { outputResources: [store] }, 'no'],
    [
      'inner templates that made no group',
      { outputResources: [store], resourceTypes: ['Microsoft.Resources/deployments'] },
      'no',
    ],
    [
      'inner templates that failed',
      { state: 'Failed', resourceTypes: ['Microsoft.Resources/deployments'] },
      'unknown',
    ],
  ] as const)
    it(`${what}: ${answer}`, () => {
      assert.equal(makesGroups(deployment(more)), answer);
    });
});
