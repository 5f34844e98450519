/** Rights, identities, and the registration of the resource provider. */
import assert from 'node:assert/strict';
import { resourceGroupScope, type Role, roleNames, subscriptionScope } from '../../src/core/access/rbac.ts';
import { registerProviderAndWait } from '../../src/core/access/registerProvider.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { registrationState } from '../../src/emulator/arm/estate.ts';
import { type FaultOperation, steady } from './faultOperation.ts';
import { type CaseContext, subscriptionId, unregistered } from './faultFixture.ts';

const scope = resourceGroupScope(steady);
/** As the emulator's roles have it. */
const acrPull: Role = {
  id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
  name: roleNames.acrPull,
  description: '',
};

function forgetAssignments({ fixture }: CaseContext): void {
  const { assignments } = fixture.emulator.arm;
  for (const each of [...assignments.all]) assignments.remove(each);
}

/** As on the first day. */
function unregister({ fixture }: CaseContext): void {
  const { subscriptions } = fixture.emulator.estate;
  const at = subscriptions.findIndex(each => each.subscriptionId === unregistered);
  const { registeredFrom: _, ...rest } = subscriptions[at] ?? assert.fail();
  subscriptions[at] = rest;
}

function stateOfProvider({ emulator, time }: CaseContext['fixture']): string {
  const subscription = emulator.estate.subscription(unregistered) ?? assert.fail();
  return registrationState(subscription, time.now() + emulator.faults.clockSkewMs);
}

export const accessOperations: readonly FaultOperation[] = [
  { name: 'own permissions', run: ({ aci, signal }) => aci.access.permissions(scope, signal) },
  {
    name: 'own permissions, in the background',
    run: ({ aci, signal }) => aci.access.permissions(scope, signal, 'background'),
  },
  { name: 'roles', run: ({ aci, signal }) => aci.access.roles(scope, signal) },
  {
    name: 'role assignments',
    prepare({ fixture }) {
      const { assignments } = fixture.emulator.arm;
      if (assignments.all.length === 0) assignments.add(ownersAssignment);
    },
    run: ({ aci, signal }) => aci.access.assignments(scope, signal),
  },
  {
    name: 'assign a role',
    prepare: forgetAssignments,
    run: ({ aci, fixture, signal }) =>
      aci.access.assign(
        scope,
        acrPull,
        { id: fixture.identity.principalId, type: 'ServicePrincipal' },
        signal,
      ),
    verify: async (_, { fixture }, faultFreeAzure) => {
      const held = await faultFreeAzure.access.assignments(scope, neverAborts());
      assert.deepEqual(
        held.map(({ roleId, principalId }) => [roleId, principalId]),
        [[acrPull.id, fixture.identity.principalId]],
      );
    },
  },
  { name: 'find people', run: ({ aci, signal }) => aci.access.findPrincipals(scope, 'Kim', signal) },
  {
    name: 'names of people',
    run: ({ aci, fixture, signal }) => aci.access.principals(scope, [fixture.identity.principalId], signal),
  },
  {
    name: 'managed identities',
    run: ({ aci, signal }) => aci.access.managedIdentities(subscriptionId, signal),
  },
  {
    name: 'state of the resource provider',
    run: ({ aci, signal }) => aci.access.providerState(subscriptionId, signal),
  },
  {
    name: 'register the resource provider',
    prepare: unregister,
    async run({ aci, fixture, clock, signal }) {
      const tell = () => undefined;
      await registerProviderAndWait(aci.access, clock, unregistered, tell, signal);
      return stateOfProvider(fixture);
    },
    verify: answer => {
      assert.equal(answer, 'Registered');
      return Promise.resolve();
    },
  },
];

const ownersAssignment = {
  name: 'dddddddd-0000-4000-8000-000000000001',
  scope: subscriptionScope(steady).id,
  role: {
    name: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
    roleName: roleNames.acrPull,
    description: 'acr pull',
    permissions: [],
  },
  principalId: 'e0000000-2222-4333-8444-000000000002',
  principalType: 'User' as const,
  created: Date.UTC(2026, 0, 1),
  createdBy: '',
};
