import assert from 'node:assert/strict';
import { type Operation, requiredPermissions } from '../../../src/core/access/accessRequirements.ts';
import { missingPermissionText, scopeName } from '../../../src/ui/access/messages.ts';

const scope = { cloud: 'azure', id: '/subscriptions/S/resourceGroups/rg' } as const;

describe('What is said of a right that is lacking', () => {
  it('names the group, the role and where to get it', () => {
    assert.equal(
      missingPermissionText('stop', ['web', 'api'], scope),
      'Your account may not stop "web", "api". The role "Azure Container Instances Contributor Role" on the resource group "rg" would allow it.',
    );
  });

  it('differs from action to action', () => {
    const all = (Object.keys(requiredPermissions) as Operation[]).map(deed =>
      missingPermissionText(deed, ['x'], scope),
    );
    assert.equal(new Set(all.map(text => text.split('. The role')[0])).size, all.length);
  });
});

describe('A scope in words', () => {
  it('is called by its kind and name', () => {
    const names = [
      ['/', 'the root of the directory'],
      ['/subscriptions/S', 'the subscription "S"'],
      ['/providers/Microsoft.Management/managementGroups/all', 'the management group "all"'],
      ['/subscriptions/S/resourcegroups/rg', 'the resource group "rg"'],
      [`${scope.id}/providers/Microsoft.ContainerRegistry/registries/acr`, 'the registry "acr"'],
      [`${scope.id}/providers/Microsoft.ContainerInstance/containerGroups/web`, 'the container group "web"'],
      [`${scope.id}/providers/Microsoft.New/things/x`, `${scope.id}/providers/Microsoft.New/things/x`],
    ];
    for (const [id = '', name] of names) assert.equal(scopeName(id), name);
  });
});
