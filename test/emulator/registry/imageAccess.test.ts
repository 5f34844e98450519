import assert from 'node:assert/strict';
import { identityIds } from '../../../src/emulator/arm/containerGroups/identityResponse.ts';
import { RoleAssignments } from '../../../src/emulator/authorization/roleAssignments.ts';
import { roleNamed } from '../../../src/emulator/authorization/roles.ts';
import { imageAccess, mayPull } from '../../../src/emulator/registry/imageAccess.ts';
import { createRegistries, registryId } from '../../../src/emulator/registry/registries.ts';

describe('Pulling from a registry with a managed identity', () => {
  const server = '127.0.0.1:5000';
  const registries = createRegistries();
  const registry = registries.add(
    {
      subscriptionId: 's1',
      resourceGroup: 'rg',
      name: 'reg',
      location: 'westeurope',
      sku: 'Basic',
      adminUserEnabled: false,
      repositories: [{ name: 'app', tags: [{ name: 'v1', pushed: 0 }] }],
    },
    server,
    0,
  );
  const identity =
    '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id';
  const given = (roleName: string, scope: string, to = identity) => {
    const assignments = new RoleAssignments();
    assignments.add({
      ...{ name: 'a', scope, role: roleNamed(roleName), created: 0, createdBy: '' },
      principalId: identityIds(to).principalId,
      principalType: 'ServicePrincipal',
    });
    return imageAccess(registries, `${server}/app:v1`, { server, identity }, (id, at) =>
      mayPull(assignments, id, at),
    );
  };

  it('needs AcrPull, or more, on the registry or above it', () => {
    assert.equal(given('AcrPull', registryId(registry)), true);
    assert.equal(given('AcrPull', '/subscriptions/s1/resourceGroups/RG'), true);
    assert.equal(given('Contributor', '/subscriptions/s1'), true);
  });

  it('is refused without a role, with one for something else, elsewhere, or of somebody else', () => {
    assert.equal(given('Managed Identity Operator', registryId(registry)), false);
    assert.equal(given('AcrPull', '/subscriptions/s1/resourceGroups/other'), false);
    assert.equal(given('AcrPull', registryId(registry), `${identity}-2`), false);
  });
});
