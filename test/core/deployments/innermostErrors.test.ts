import assert from 'node:assert/strict';
import type { DeploymentError, DeploymentOperation } from '../../../src/core/deployments/deploymentsApi.ts';
import { innermostErrors, innermostErrorsOf } from '../../../src/core/deployments/innermostErrors.ts';

const group = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/web';
const root = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Resources/deployments/dep';
const nested = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Resources/deployments/inner';

function error(code: string, more: Partial<DeploymentError> = {}): DeploymentError {
  return { code, message: `${code} happened.`, details: [], ...more };
}

function failed(id: string, failure: DeploymentError): DeploymentOperation {
  return {
    id: `${id}/operations/1`,
    operation: 'Create',
    state: 'Failed',
    timestamp: 0,
    duration: 0,
    target: { id, type: '', name: '' },
    error: failure,
  };
}

describe('The innermost errors', () => {
  it('are those that wrap no other, with the resource that the errors around them name', () => {
    const found = innermostErrors(
      error('DeploymentFailed', {
        target: root,
        details: [
          error('ResourceDeploymentFailure', { target: group, details: [error('InaccessibleImage')] }),
          error('Conflict', { target: 'properties.sku' }),
        ],
      }),
    );
    assert.deepEqual(found, [
      { code: 'InaccessibleImage', message: 'InaccessibleImage happened.', resourceId: group },
      { code: 'Conflict', message: 'Conflict happened.', target: 'properties.sku', resourceId: root },
    ]);
  });

  it('have a message, or the error around them speaks for them', () => {
    const found = innermostErrors(error('Outer', { details: [error('Inner', { message: '' })] }));
    assert.deepEqual(found, [{ code: 'Outer', message: 'Outer happened.' }]);
  });

  it('are told once, however often Azure tells them', () => {
    const image = error('InaccessibleImage');
    const found = innermostErrorsOf(error('DeploymentFailed', { target: root, details: [image] }), [
      failed(nested, error('DeploymentFailed', { target: nested, details: [image] })),
      failed(group, image),
      failed(group, image),
    ]);
    assert.deepEqual(found, [{ code: image.code, message: image.message, resourceId: group }]);
  });

  it('are told of each resource that has them', () => {
    const found = innermostErrorsOf(undefined, [
      failed(group, error('Timeout')),
      failed(`${group}2`, error('Timeout')),
    ]);
    assert.deepEqual(
      found.map(({ resourceId }) => resourceId),
      [group, `${group}2`],
    );
  });
});
