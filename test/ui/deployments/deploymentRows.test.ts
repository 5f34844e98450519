import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/core/deployments/deploymentsApi.ts';
import { deploymentRow, isAboutGroups } from '../../../src/ui/deployments/deploymentRows.ts';

const deployment: Deployment = {
  ref: { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'shop-1' },
  state: 'Succeeded',
  timestamp: 1_000_000,
  duration: 45_000,
  parameters: {},
  outputs: [],
  outputResources: [
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web',
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/data',
  ],
  validatedResources: [],
  resourceTypes: [],
};

describe('A deployment in the list', () => {
  it('says what became of it, when, how long it took, and which container groups it made', () => {
    const { label, description, detail } = deploymentRow(deployment, 1_180_000);
    assert.deepEqual(
      [label, description, detail],
      ['$(pass) shop-1', 'Succeeded · 3 minutes ago · 45 s', 'web'],
    );
  });

  it('says for how long it has been under way', () => {
    const { label, description } = deploymentRow({ ...deployment, state: 'Running' }, 1_180_000);
    assert.deepEqual([label, description], ['$(sync~spin) shop-1', 'Running for 45 s']);
  });

  it('says why it failed, by the innermost error, in one line', () => {
    const error = {
      code: 'DeploymentFailed',
      message: 'At least one resource deployment operation failed.',
      details: [{ code: 'InaccessibleImage', message: "The image 'x'\nis not accessible.", details: [] }],
    };
    const { detail } = deploymentRow({ ...deployment, state: 'Failed', error }, 1_180_000);
    assert.equal(detail, "InaccessibleImage: The image 'x' is not accessible.");
  });

  it('has no link or icon of its name', () => {
    const ref = { ...deployment.ref, name: '$(trash)' };
    assert.equal(deploymentRow({ ...deployment, ref }, 0).label, '$(pass) $\u2060(trash)');
  });

  it('is shown at first where it made container groups, may have, or is under way', () => {
    const other = { ...deployment, outputResources: deployment.outputResources.slice(1) };
    assert.deepEqual(
      [
        isAboutGroups(deployment),
        isAboutGroups(other),
        isAboutGroups({ ...other, state: 'Running' }),
        isAboutGroups({ ...other, resourceTypes: ['Microsoft.ContainerInstance/containerGroups'] }),
      ],
      [true, false, true, true],
    );
  });
});
