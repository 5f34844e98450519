import assert from 'node:assert/strict';
import { resourceGroupScope } from '../../../src/core/access/rbac.ts';
import {
  requirementOnGroup,
  parseAuthorizationFailure,
  requiredPermissions,
} from '../../../src/core/access/accessRequirements.ts';

const web = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' } as const;

describe('The permissions that an action needs', () => {
  it('is looked for on the resource group, and on the group itself', () => {
    const need = requirementOnGroup(web, 'stop');
    assert.deepEqual(need.scope, resourceGroupScope(web));
    assert.equal(
      need.resourceScope?.id,
      '/subscriptions/S/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web',
    );
  });

  it('is an action and the least role that gives it', () => {
    assert.deepEqual(requiredPermissions.exec, {
      action: 'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
      role: 'Azure Container Instances Contributor Role',
    });
    assert.equal(requiredPermissions.readLogs.role, 'Reader');
  });
});

describe('A refusal in Azure’s words', () => {
  const said = (action: string) =>
    `The client 'ada@contoso.com' with object id '1' does not have authorization to perform action '${action}' over scope '/subscriptions/S/resourceGroups/rg' or the scope is invalid.`;

  it('tells the action, the scope and the role that would allow it, whatever the case', () => {
    assert.deepEqual(
      parseAuthorizationFailure(said('microsoft.containerinstance/CONTAINERGROUPS/stop/action')),
      {
        action: 'microsoft.containerinstance/CONTAINERGROUPS/stop/action',
        scopeId: '/subscriptions/S/resourceGroups/rg',
        role: 'Azure Container Instances Contributor Role',
      },
    );
  });

  it('tells the right that is missing on another resource, the first of several', () => {
    const linked = (actions: string, scopes: string) =>
      `The client 'a' with object id '1' has permission to perform action 'Microsoft.ContainerInstance/containerGroups/write' on scope '/subscriptions/S/resourceGroups/rg'; however, it does not have permission to perform action(s) '${actions}' on the linked scope(s) '${scopes}' (respectively) or the linked scope(s) are invalid.`;
    const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';
    const subnet =
      '/subscriptions/S/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/s';
    const expected = { action: join, scopeId: subnet, role: 'Network Contributor' };
    assert.deepEqual(parseAuthorizationFailure(linked(join, subnet)), expected);
    assert.deepEqual(parseAuthorizationFailure(linked(`${join},other/action`, `${subnet},/other`)), expected);
  });

  it('tells no role for an action that we never ask for, and nothing where there is none', () => {
    assert.equal(parseAuthorizationFailure(said('Microsoft.Compute/virtualMachines/write'))?.role, undefined);
    assert.equal(parseAuthorizationFailure('Forbidden.'), undefined);
  });
});
