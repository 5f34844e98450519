import assert from 'node:assert/strict';
import type { Scope } from '../../../src/core/access/rbac.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { AccessApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { readAccessRows } from '../../../src/ui/access/accessRows.ts';

const signal = neverAborts();
const scope: Scope = { cloud: 'azure', id: '/subscriptions/S/resourceGroups/rg' };
const definition = (name: string) =>
  `/subscriptions/S/providers/Microsoft.Authorization/roleDefinitions/${name}`;
const refused = new AciError('forbidden', 'No.');
const access = (more: Partial<AccessApi> = {}): AccessApi => ({
  permissions: () => Promise.reject(refused),
  assign: () => Promise.reject(refused),
  findPrincipals: () => Promise.reject(refused),
  providerState: () => Promise.reject(refused),
  registerProvider: () => Promise.reject(refused),
  roles: () => Promise.resolve([{ id: definition('r'), name: 'Reader', description: '' }]),
  assignments: () =>
    Promise.resolve([
      {
        id: '1',
        roleId: `/providers/Microsoft.Authorization/roleDefinitions/R`,
        principalId: 'zoe-id',
        principalType: 'User',
        scope: '/subscriptions/S',
      },
      {
        id: '2',
        roleId: definition('own'),
        principalId: 'pull-id',
        principalType: 'ServicePrincipal',
        scope: '/subscriptions/S/resourcegroups/RG',
      },
    ]),
  principals: () => Promise.resolve([{ id: 'ZOE-ID', type: 'User', name: 'zoe@contoso.com' }]),
  managedIdentities: () =>
    Promise.resolve([
      { id: '/x/id-pull', name: 'id-pull', location: '', principalId: 'pull-id', clientId: 'c' },
    ]),
  ...more,
});

describe('Who has access', () => {
  const subscriptionName = () => 'Contoso';

  it('is told by name, role and kind, with where it was given: here first', async () => {
    assert.deepEqual(await readAccessRows(access(), scope, { subscriptionName }, signal), [
      {
        objectId: 'pull-id',
        label: 'id-pull',
        description: 'own',
        detail: 'application or managed identity · pull-id · given on the resource group "RG"',
        isInherited: false,
      },
      {
        objectId: 'zoe-id',
        label: 'zoe@contoso.com',
        description: 'Reader',
        detail: 'user · zoe-id · inherited from the subscription "Contoso"',
        isInherited: true,
      },
    ]);
  });

  it('is told by object id where neither directory nor identities can be read', async () => {
    const poor = access({
      principals: () => Promise.reject(refused),
      managedIdentities: () => Promise.reject(refused),
    });
    const rows = await readAccessRows(poor, scope, {}, signal);
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['pull-id', 'zoe-id'],
    );
  });

  it('throws where the assignments themselves can’t be read', async () => {
    const none = access({ assignments: () => Promise.reject(refused) });
    await assert.rejects(readAccessRows(none, scope, {}, signal), refused);
  });
});
