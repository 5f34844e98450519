import assert from 'node:assert/strict';
import { resourceLabel, resourceText } from '../../../src/ui/deployments/resourceText.ts';

const base = '/subscriptions/s/resourceGroups/rg/providers';

describe('A resource of a deployment', () => {
  it('is called by its name and what it is, in words where it goes with container groups', () => {
    assert.equal(
      resourceLabel(`${base}/Microsoft.ContainerInstance/containerGroups/web`),
      'web (container group)',
    );
    assert.equal(resourceLabel(`${base}/Microsoft.Web/sites/shop`), 'shop (Microsoft.Web/sites)');
  });

  it('has the names of what it is a part of', () => {
    assert.deepEqual(
      resourceText(`${base}/Microsoft.Storage/storageAccounts/data/fileServices/default/shares/files`),
      { name: 'data / default / files', type: 'file share' },
    );
  });

  it('is called by what there is where its id is none', () => {
    assert.equal(resourceLabel('symbolicName'), 'symbolicName');
  });
});
