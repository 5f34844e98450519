import assert from 'node:assert/strict';
import { documentNeeds } from '../../src/core/documentNeeds.ts';
import type { GroupDocument, JsonObject } from '../../src/core/model.ts';

const ref = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' } as const;
const group = '/subscriptions/S/resourceGroups/rg';
const puller = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-puller`;
const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/net/subnets/aci`;

function document(body: JsonObject = {}): GroupDocument {
  return { apiVersion: '2025-09-01', body: { location: 'westeurope', ...body } };
}
const using = document({
  identity: { type: 'UserAssigned', userAssignedIdentities: { [puller]: {} } },
  properties: { subnetIds: [{ id: subnet }] },
});

describe('What sending a document needs', () => {
  const needs = (...rest: [GroupDocument, GroupDocument | undefined, boolean?]) =>
    documentNeeds(ref, ...rest).map(({ deed, name, scope }) => `${deed} ${name} on ${scope.id}`);

  it('is to create groups where there is none yet', () => {
    assert.deepEqual(needs(document(), undefined), [`create rg on ${group}`]);
  });

  it('is to change the group that is there, which may be allowed on it alone', () => {
    assert.deepEqual(needs(document(), document()), [`change web on ${group}`]);
    const [need] = documentNeeds(ref, document(), document());
    assert.equal(need?.exact?.id, `${group}/providers/Microsoft.ContainerInstance/containerGroups/web`);
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
