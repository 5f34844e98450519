import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import { isAllowed, roleNames, type Role, type Scope } from '../../../src/core/access/rbac.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { cloudOf } from '../../cloudOf.ts';

const signal = neverAborts();
const sam = '5a000000-2222-4333-8444-00000005a000';

describe('Access control', () => {
  let emulator: Emulator;
  let aci: AzureApi;
  let scope: Scope;
  let myself: string;

  before(async () => {
    emulator = await startEmulator();
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator));
    const [subscriptionId = ''] = emulator.subscriptionIds;
    const [group] = await aci.resourceGroups(subscriptionId, signal);
    scope = { cloud: 'emulator', id: `/subscriptions/${subscriptionId}/resourceGroups/${group?.name ?? ''}` };
    myself = emulator.entra.directory.application.objectId;
  });
  after(() => emulator.close());
  afterEach(() => {
    emulator.arm.switches.restrictions.length = 0;
    for (const each of [...emulator.arm.assignments.all]) emulator.arm.assignments.remove(each);
  });

  const roleCalled = async (name: string): Promise<Role> => {
    const role = (await aci.access.roles(scope, signal)).find(each => each.name === name);
    assert.ok(role, name);
    return role;
  };
  const failure = async (work: Promise<unknown>): Promise<AciError> => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AciError);
    return error;
  };

  it('says what the account may do on a resource group', async () => {
    const start = 'Microsoft.ContainerInstance/containerGroups/start/action';
    assert.ok(isAllowed(await aci.access.permissions(scope, signal), start));
    emulator.arm.switches.restrictions.push({ scope: scope.id, access: 'read' });
    const readers = await aci.access.permissions(scope, signal);
    assert.ok(!isAllowed(readers, start));
    assert.ok(isAllowed(readers, 'Microsoft.ContainerInstance/containerGroups/read'));
  });

  it('gives somebody a role, which lets them do what they could not', async () => {
    emulator.arm.switches.restrictions.push({ scope: scope.id, access: 'read', objectId: myself });
    const permitted = async () =>
      isAllowed(
        await aci.access.permissions(scope, signal),
        'Microsoft.ContainerInstance/containerGroups/write',
      );
    assert.equal(await permitted(), false);
    const role = emulator.arm.assignments;
    const container = await roleCalled(roleNames.container);
    const refused = await failure(aci.access.assign(scope, container, { id: sam, type: 'User' }, signal));
    assert.deepEqual([refused.kind, refused.code], ['forbidden', 'AuthorizationFailed']);
    assert.equal(role.all.length, 0);
    emulator.arm.switches.restrictions.length = 0;
    await aci.access.assign(scope, container, { id: myself, type: 'ServicePrincipal' }, signal);
    emulator.arm.switches.restrictions.push({ scope: scope.id, access: 'read', objectId: myself });
    assert.equal(await permitted(), true);
  });

  it('gives a role once, however often it is asked to, and whoever was first', async () => {
    const reader = await roleCalled(roleNames.reader);
    const give = () => aci.access.assign(scope, reader, { id: sam, type: 'User' }, signal);
    assert.deepEqual([await give(), await give()], ['assigned', 'existed']);
    const [made] = emulator.arm.assignments.all;
    assert.ok(made);
    emulator.arm.assignments.remove(made);
    emulator.arm.assignments.add({ ...made, name: 'dddddddd-0000-4000-8000-000000000001' });
    assert.equal(await give(), 'existed');
    assert.equal(emulator.arm.assignments.all.length, 1);
  });

  it('sends the principal’s type, so that one that was made a moment ago is found', async () => {
    const reader = await roleCalled(roleNames.reader);
    const fresh = 'ffffffff-0000-4000-8000-00000000000f';
    await aci.access.assign(scope, reader, { id: fresh, type: 'ServicePrincipal' }, signal);
    assert.equal(emulator.arm.assignments.all[0]?.principalType, 'ServicePrincipal');
    const wrong = await failure(
      aci.access.assign(scope, reader, { id: sam, type: 'ServicePrincipal' }, signal),
    );
    assert.deepEqual([wrong.kind, wrong.code], ['invalid', 'UnmatchedPrincipalType']);
  });

  it('lists who has a role on the resource group or above it', async () => {
    const reader = await roleCalled(roleNames.reader);
    const above = { ...scope, id: scope.id.slice(0, scope.id.indexOf('/resourceGroups/')) };
    const groups = await aci.resourceGroups(emulator.subscriptionIds[0] ?? '', signal);
    const beside = { ...scope, id: `${above.id}/resourceGroups/${groups[1]?.name ?? ''}` };
    for (const each of [above, scope, beside]) {
      await aci.access.assign(each, reader, { id: sam, type: 'User' }, signal);
    }
    const held = await aci.access.assignments(scope, signal);
    assert.deepEqual(
      held.map(({ scope: on, principalId, principalType }) => [on, principalId, principalType]),
      [above, scope].map(({ id }) => [id, sam, 'User']),
    );
    assert.ok(held.every(({ roleId }) => roleId === reader.id));
  });

  it('registers the provider of container groups', async () => {
    const [subscriptionId = ''] = emulator.subscriptionIds;
    assert.equal(await aci.access.providerState(subscriptionId, signal), 'Registered');
    await aci.access.registerProvider(subscriptionId, signal);
    assert.equal(await aci.access.providerState(subscriptionId, signal), 'Registered');
  });
});
