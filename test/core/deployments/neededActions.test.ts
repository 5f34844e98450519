import assert from 'node:assert/strict';
import { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import { neededActions } from '../../../src/core/deployments/neededActions.ts';
import { templateResources } from '../../../src/core/deployments/templateResources.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { TestClock } from '../../testClock.ts';

const scope = { cloud: 'azure' as const, id: '/subscriptions/s/resourceGroups/r' };

describe('Deploying a template needs', () => {
  const resource = (type: string, name: string) => ({ type, apiVersion: '2023-05-01', name });
  const actions = neededActions(
    templateResources(
      {
        contentVersion: '1.0.0.0',
        resources: [
          resource('Microsoft.ContainerInstance/containerGroups', 'one'),
          resource('Microsoft.ContainerInstance/containerGroups', 'two'),
          { ...resource('Microsoft.Storage/storageAccounts', 'files'), condition: false },
          resource('Microsoft.Network/virtualNetworks', 'net'),
        ],
      },
      {
        subscriptionId: 's',
        resourceGroup: { id: scope.id, name: 'r', location: 'westeurope' },
        parameters: {},
      },
    ),
  );

  it('the right to deploy, and to write each type of resource that it makes', () => {
    assert.deepEqual(actions, [
      'Microsoft.Resources/deployments/write',
      'Microsoft.Resources/deployments/read',
      'Microsoft.Resources/deployments/validate/action',
      'Microsoft.Resources/deployments/whatIf/action',
      'Microsoft.ContainerInstance/containerGroups/write',
      'Microsoft.Network/virtualNetworks/write',
    ]);
  });

  const missing = (given: readonly string[] | Error) => {
    const permissions = () =>
      given instanceof Error ? Promise.reject(given) : Promise.resolve([{ actions: given, notActions: [] }]);
    return new PermissionCache({ permissions }, new TestClock()).findMissingActions(
      scope,
      actions,
      neverAborts(),
    );
  };

  it('what is missing is told, each action by its name', async () => {
    assert.deepEqual(await missing(['Microsoft.Resources/deployments/*', 'Microsoft.ContainerInstance/*']), [
      'Microsoft.Network/virtualNetworks/write',
    ]);
    assert.deepEqual(await missing(['*']), []);
  });

  it('and what could not be read forbids nothing', async () => {
    assert.deepEqual(await missing(new Error('offline')), []);
  });
});
