import type { Scope } from '../access/rbac.ts';
import { AciError } from '../errors.ts';
import type { CloudId } from '../model/cloud.ts';
import type { GroupRef } from '../model/containerGroup.ts';
import type { AccessApi, AzureApi } from '../azureApi.ts';

/**
 * An `AzureApi` that hands every call on to the one that is current when the call is made. A group of another cloud than
 * the present one is refused (`invalid`): what was asked for before a switch must not happen after it, elsewhere.
 */
export function createSwitchingAzureApi(
  current: () => Promise<AzureApi>,
  presentCloud: () => CloudId,
): AzureApi {
  const at = async ({ cloud }: GroupRef): Promise<AzureApi> => {
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
    listGroups: (...args) => deferIterable(async () => (await current()).listGroups(...args)),
    getGroup: async (ref, ...args) => (await at(ref)).getGroup(ref, ...args),
    getRawGroup: async (ref, ...args) => (await at(ref)).getRawGroup(ref, ...args),
    putGroup: (ref, ...args) => deferIterable(async () => (await at(ref)).putGroup(ref, ...args)),
    patchTags: async (ref, ...args) => (await at(ref)).patchTags(ref, ...args),
    act: (ref, ...args) => deferIterable(async () => (await at(ref)).act(ref, ...args)),
    readLogs: async (ref, ...args) => (await at(ref.group)).readLogs(ref, ...args),
    exec: async (ref, ...args) => (await at(ref.group)).exec(ref, ...args),
    attach: async (ref, ...args) => (await at(ref.group)).attach(ref, ...args),
    registries: async (...args) => (await current()).registries(...args),
    registryCredential: async (...args) => (await current()).registryCredential(...args),
    repositories: async (...args) => (await current()).repositories(...args),
    tags: async (...args) => (await current()).tags(...args),
    subnets: async (...args) => (await current()).subnets(...args),
    access: createSwitchingAccessApi(current, presentCloud),
  };
}

function createSwitchingAccessApi(current: () => Promise<AzureApi>, presentCloud: () => CloudId): AccessApi {
  const access = async () => (await current()).access;
  const at = async ({ cloud }: Scope): Promise<AccessApi> => {
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

async function* deferIterable<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  yield* await open();
}
