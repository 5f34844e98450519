import assert from 'node:assert/strict';
import { putGroupRequirements } from '../../../src/core/access/putGroupRequirements.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { RawContainerGroup } from '../../../src/core/model/containerGroup.ts';

const ref = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' } as const;
const group = '/subscriptions/S/resourceGroups/rg';
const puller = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-puller`;
const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/net/subnets/aci`;

function document(body: JsonObject = {}): RawContainerGroup {
  return { apiVersion: '2025-09-01', body: { location: 'westeurope', ...body } };
}
const using = document({
  identity: { type: 'UserAssigned', userAssignedIdentities: { [puller]: {} } },
  properties: { subnetIds: [{ id: subnet }] },
});

describe('What sending a document needs', () => {
  const needs = (...rest: [RawContainerGroup, RawContainerGroup | undefined, boolean?]) =>
    putGroupRequirements(ref, ...rest).map(
      ({ operation, name, scope }) => `${operation} ${name} on ${scope.id}`,
    );

  it('is to create groups where there is none yet', () => {
    assert.deepEqual(needs(document(), undefined), [`create rg on ${group}`]);
  });

  it('is to change the group that is there, which may be allowed on it alone', () => {
    assert.deepEqual(needs(document(), document()), [`change web on ${group}`]);
    const [need] = putGroupRequirements(ref, document(), document());
    assert.equal(
      need?.resourceScope?.id,
      `${group}/providers/Microsoft.ContainerInstance/containerGroups/web`,
    );
  });

  it('is to use the identities and subnets that the group takes', () => {
    assert.deepEqual(needs(using, undefined), [
      `create rg on ${group}`,
      `useIdentity id-puller on ${puller}`,
      `joinSubnet aci on ${subnet}`,
    ]);
  });

  it('is nothing more for those that it has already, whatever the case of their ids', () => {
    const shouting = document({
      identity: { type: 'UserAssigned', userAssignedIdentities: { [puller.toUpperCase()]: {} } },
      properties: { subnetIds: [{ id: subnet.toUpperCase() }] },
    });
    assert.deepEqual(needs(using, shouting), [`change web on ${group}`]);
  });

  it('is to delete it and to use everything anew where it is made again', () => {
    assert.deepEqual(needs(using, using, true), [
      `delete web on ${group}`,
      `change web on ${group}`,
      `useIdentity id-puller on ${puller}`,
      `joinSubnet aci on ${subnet}`,
    ]);
  });
});
