import type { Aci } from './ports.ts';

/** An `Aci` that hands every call on to the one that is current when the call is made. */
export function switchingAci(current: () => Promise<Aci>): Aci {
  return {
    tenants: async signal => (await current()).tenants(signal),
    subscriptions: async (...args) => (await current()).subscriptions(...args),
    resourceGroups: async (...args) => (await current()).resourceGroups(...args),
    resourceGroupExists: async (...args) => (await current()).resourceGroupExists(...args),
    createResourceGroup: async (...args) => (await current()).createResourceGroup(...args),
    locations: async (...args) => (await current()).locations(...args),
    capabilities: async (...args) => (await current()).capabilities(...args),
    listGroups: (...args) => lazily(async () => (await current()).listGroups(...args)),
    getGroup: async (...args) => (await current()).getGroup(...args),
    getGroupDocument: async (...args) => (await current()).getGroupDocument(...args),
    putGroup: (...args) => lazily(async () => (await current()).putGroup(...args)),
    act: (...args) => lazily(async () => (await current()).act(...args)),
    readLogs: async (...args) => (await current()).readLogs(...args),
    exec: async (...args) => (await current()).exec(...args),
    attach: async (...args) => (await current()).attach(...args),
    registries: async (...args) => (await current()).registries(...args),
    registryCredential: async (...args) => (await current()).registryCredential(...args),
    repositories: async (...args) => (await current()).repositories(...args),
    tags: async (...args) => (await current()).tags(...args),
    subnets: async (...args) => (await current()).subnets(...args),
  };
}

async function* lazily<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  yield* await open();
}
