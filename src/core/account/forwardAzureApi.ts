/**
 * Passes the calls of an `AzureApi` on to another one, which is chosen anew for each call by what the call is about.
 */
import { subscriptionOf } from '../access/rbac.ts';
import type { AccessApi, AzureApi } from '../azureApi.ts';
import type { ImageBuildsApi } from '../builds/imageBuildsApi.ts';
import type { DeploymentsApi } from '../deployments/deploymentsApi.ts';
import type { CloudId } from '../model/cloud.ts';
import type { GroupRef } from '../model/containerGroup.ts';
import { neverAborts } from '../neverAborts.ts';

/** What a call is about, as far as its arguments say. */
export interface CallTarget {
  readonly cloud?: CloudId;
  readonly subscriptionId?: string;
}

/** How the methods of `Api` are passed on: what each is about, and whether it returns a promise or a stream. */
type Routes<Api> = { readonly [Name in keyof Api]: Route<Api[Name]> };
type Route<Method> = Method extends (...args: infer Args) => infer Result
  ? {
      readonly returns: Result extends AsyncIterable<unknown> ? 'stream' : 'promise';
      readonly targetOf: (...args: Args) => CallTarget;
    }
  : never;

/** Members of `AzureApi` that are interfaces of their own. */
type NestedApi = 'access' | 'builds' | 'deployments';

type ChooseApi<Api> = (target: CallTarget, signal: AbortSignal) => Promise<Api>;

function promise<Args extends readonly unknown[]>(targetOf: (...args: Args) => CallTarget) {
  return { returns: 'promise', targetOf } as const;
}

function stream<Args extends readonly unknown[]>(targetOf: (...args: Args) => CallTarget) {
  return { returns: 'stream', targetOf } as const;
}

const ofAccount = () => ({});
const ofSubscription = (subscriptionId: string) => ({ subscriptionId });
const inSubscription = ({ subscriptionId }: { readonly subscriptionId: string }) => ({ subscriptionId });
const inResourceGroup = ({ cloud, subscriptionId }: Omit<GroupRef, 'name'>) => ({ cloud, subscriptionId });
const ofContainer = ({ group }: { readonly group: GroupRef }) => inResourceGroup(group);
const ofResource = (resource: { readonly id: string }) => ({ subscriptionId: subscriptionOf(resource) });
const ofScope = (scope: { readonly cloud: CloudId; readonly id: string }) => ({
  cloud: scope.cloud,
  subscriptionId: subscriptionOf(scope),
});

const azureRoutes: Routes<Omit<AzureApi, NestedApi>> = {
  tenants: promise(ofAccount),
  subscriptions: promise(ofAccount),
  resourceGroups: promise(ofSubscription),
  resourceGroupExists: promise(ofSubscription),
  createResourceGroup: promise(inSubscription),
  locations: promise(ofSubscription),
  capabilities: promise(ofSubscription),
  usages: promise(ofSubscription),
  listGroups: stream(ofSubscription),
  getGroup: promise(inResourceGroup),
  getRawGroup: promise(inResourceGroup),
  putGroup: stream(inResourceGroup),
  patchTags: promise(inResourceGroup),
  act: stream(inResourceGroup),
  readLogs: promise(ofContainer),
  attach: promise(ofContainer),
  exec: promise(ofContainer),
  metrics: promise(inResourceGroup),
  activity: promise(inResourceGroup),
  registries: promise(ofSubscription),
  registryCredential: promise(ofResource),
  repositories: promise(ofResource),
  tags: promise(ofResource),
  subnets: promise(ofSubscription),
  actualCosts: promise(ofSubscription),
};

const accessRoutes: Routes<AccessApi> = {
  permissions: promise(ofScope),
  roles: promise(ofScope),
  assignments: promise(ofScope),
  assign: promise(ofScope),
  findPrincipals: promise(ofScope),
  principals: promise(ofScope),
  managedIdentities: promise(ofSubscription),
  providerState: promise(ofSubscription),
  registerProvider: promise(ofSubscription),
};

const deploymentsRoutes: Routes<DeploymentsApi> = {
  validate: promise(inResourceGroup),
  whatIf: promise(inResourceGroup),
  create: promise(inResourceGroup),
  get: promise(inResourceGroup),
  operations: promise(inResourceGroup),
  cancel: promise(inResourceGroup),
  list: promise(inResourceGroup),
  template: promise(inResourceGroup),
};

const buildRoutes: Routes<ImageBuildsApi> = {
  conditions: promise(ofResource),
  uploadAddress: promise(ofResource),
  // The address is a secret of one registry's, and says nothing of its subscription.
  upload: promise(ofAccount),
  schedule: promise(ofResource),
  run: promise(ofResource),
  log: stream(ofResource),
  cancel: promise(ofResource),
  pushCredential: promise(ofResource),
  nameAvailable: promise(ofSubscription),
  createRegistry: promise(inSubscription),
};

/** An `AzureApi` whose every call goes to the one that `choose` answers. A stream's is chosen when it is iterated. */
export function forwardAzureApi(choose: ChooseApi<AzureApi>): AzureApi {
  return {
    ...forward<Omit<AzureApi, NestedApi>>(azureRoutes, choose),
    access: forward<AccessApi>(accessRoutes, async (target, signal) => (await choose(target, signal)).access),
    deployments: forward<DeploymentsApi>(
      deploymentsRoutes,
      async (target, signal) => (await choose(target, signal)).deployments,
    ),
    builds: forward<ImageBuildsApi>(
      buildRoutes,
      async (target, signal) => (await choose(target, signal)).builds,
    ),
  };
}

/** That each method gets and returns what it should is what `Routes` says, which the compiler checks. */
function forward<Api extends object>(routes: Routes<Api>, choose: ChooseApi<Api>): Api {
  const entries = Object.entries(routes as Readonly<Record<string, Route<(...args: never[]) => unknown>>>);
  const methods = entries.map(([name, { returns, targetOf }]) => {
    const call = async (args: readonly unknown[]): Promise<unknown> => {
      const signal = args.find(arg => arg instanceof AbortSignal) ?? neverAborts();
      const api = await choose(Reflect.apply(targetOf, undefined, args) as CallTarget, signal);
      const method = Reflect.get(api, name) as (...args: readonly unknown[]) => unknown;
      return Reflect.apply(method, api, args);
    };
    const isStream = (returns as string) === 'stream';
    return [name, (...args: unknown[]) => (isStream ? iterate(() => call(args)) : call(args))];
  });
  return Object.fromEntries(methods) as Api;
}

async function* iterate(open: () => Promise<unknown>): AsyncIterable<unknown> {
  yield* (await open()) as AsyncIterable<unknown>;
}
