import type { Scope } from './access.ts';
import { AciError } from './errors.ts';
import type { CloudId, GroupRef } from './model.ts';
import type { Access, Aci } from './ports.ts';

/**
 * An `Aci` that hands every call on to the one that is current when the call is made. A group of another cloud than
 * the present one is refused (`invalid`): what was asked for before a switch must not happen after it, elsewhere.
 */
export function switchingAci(current: () => Promise<Aci>, presentCloud: () => CloudId): Aci {
  const at = async ({ cloud }: GroupRef): Promise<Aci> => {
    if (cloud === presentCloud()) return current();
    throw new AciError('invalid', 'The container group is in another cloud than the one that is chosen now.');
  };
  return {
    tenants: async (...args) => (await current()).tenants(...args),
    subscriptions: async (...args) => (await current()).subscriptions(...args),
    resourceGroups: async (...args) => (await current()).resourceGroups(...args),
    resourceGroupExists: async (...args) => (await current()).resourceGroupExists(...args),
    createResourceGroup: async (...args) => (await current()).createResourceGroup(...args),
    locations: async (...args) => (await current()).locations(...args),
    capabilities: async (...args) => (await current()).capabilities(...args),
    listGroups: (...args) => lazily(async () => (await current()).listGroups(...args)),
    getGroup: async (ref, ...args) => (await at(ref)).getGroup(ref, ...args),
    getGroupDocument: async (ref, ...args) => (await at(ref)).getGroupDocument(ref, ...args),
    putGroup: (ref, ...args) => lazily(async () => (await at(ref)).putGroup(ref, ...args)),
    patchTags: async (ref, ...args) => (await at(ref)).patchTags(ref, ...args),
    act: (ref, ...args) => lazily(async () => (await at(ref)).act(ref, ...args)),
    readLogs: async (ref, ...args) => (await at(ref.group)).readLogs(ref, ...args),
    exec: async (ref, ...args) => (await at(ref.group)).exec(ref, ...args),
    attach: async (ref, ...args) => (await at(ref.group)).attach(ref, ...args),
    registries: async (...args) => (await current()).registries(...args),
    registryCredential: async (...args) => (await current()).registryCredential(...args),
    repositories: async (...args) => (await current()).repositories(...args),
    tags: async (...args) => (await current()).tags(...args),
    subnets: async (...args) => (await current()).subnets(...args),
    access: switchingAccess(current, presentCloud),
  };
}

function switchingAccess(current: () => Promise<Aci>, presentCloud: () => CloudId): Access {
  const access = async () => (await current()).access;
  const at = async ({ cloud }: Scope): Promise<Access> => {
    if (cloud === presentCloud()) return access();
    throw new AciError('invalid', 'What was chosen is in another cloud than the one that is chosen now.');
  };
  return {
    permissions: async (scope, ...args) => (await at(scope)).permissions(scope, ...args),
    roles: async (scope, ...args) => (await at(scope)).roles(scope, ...args),
    assignments: async (scope, ...args) => (await at(scope)).assignments(scope, ...args),
    assign: async (scope, ...args) => (await at(scope)).assign(scope, ...args),
    findPrincipals: async (scope, ...args) => (await at(scope)).findPrincipals(scope, ...args),
    principals: async (scope, ...args) => (await at(scope)).principals(scope, ...args),
    managedIdentities: async (...args) => (await access()).managedIdentities(...args),
    providerState: async (...args) => (await access()).providerState(...args),
    registerProvider: async (...args) => (await access()).registerProvider(...args),
  };
}

async function* lazily<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  yield* await open();
}
