import assert from 'node:assert/strict';
import type { DeploymentOperation } from '../../../src/core/deployments/deploymentsApi.ts';
import { durationText } from '../../../src/ui/deployments/durationText.ts';
import { progressText } from '../../../src/ui/deployments/progressText.ts';

const base = '/subscriptions/s/resourceGroups/rg/providers';

function operation(type: string, name: string, state: string, verb = 'Create'): DeploymentOperation {
  const id = `${base}/${type}/${name}`;
  return {
    ...{ id: `${id}/operation`, operation: verb, state, timestamp: 0, duration: 0 },
    target: { id, type, name },
  };
}

describe('The progress of a deployment', () => {
  it('waits until Azure has begun with something', () => {
    assert.equal(progressText([]), 'Waiting for Azure…');
  });

  it('counts what is done of what Azure has begun with, and names what it is at', () => {
    const running = operation('Microsoft.ContainerInstance/containerGroups', 'web', 'Running');
    const done = operation('Microsoft.Storage/storageAccounts', 'data', 'Succeeded');
    assert.equal(progressText([running]), '0 of 1 resource done. Creating web (container group)…');
    assert.equal(progressText([done, running]), '1 of 2 resources done. Creating web (container group)…');
    assert.equal(progressText([done]), '1 of 1 resource done.');
  });

  it('says how many have failed', () => {
    const failed = operation('Microsoft.ContainerInstance/containerGroups', 'web', 'Failed');
    const done = operation('Microsoft.Storage/storageAccounts', 'data', 'Succeeded');
    assert.equal(progressText([done, failed]), '1 of 2 resources done. 1 failed.');
  });

  it('counts neither inner deployments, nor reads, nor outputs, and a resource that is tried again once', () => {
    const inner = operation('Microsoft.Resources/deployments', 'inner', 'Running');
    const read = operation('Microsoft.Network/virtualNetworks', 'net', 'Succeeded', 'Read');
    const first = operation('Microsoft.ContainerInstance/containerGroups', 'web', 'Failed');
    const second = operation('Microsoft.ContainerInstance/containerGroups', 'web', 'Succeeded');
    const { target: _, ...outputs } = operation('', '', 'Succeeded', 'EvaluateDeploymentOutput');
    assert.equal(progressText([inner, read, first, second, outputs]), '1 of 1 resource done.');
  });
});

describe('A duration', () => {
  it('is written in the two units that matter', () => {
    assert.deepEqual([0, 45_400, 125_000, 3_780_000].map(durationText), [
      '0 s',
      '45 s',
      '2 min 5 s',
      '1 h 3 min',
    ]);
  });
});
