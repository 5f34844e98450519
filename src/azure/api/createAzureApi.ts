/** `AzureApi` over one real cloud (or the emulator) with one account: what each call is made of. */
import { systemClock, type Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, type Json } from '../../core/json.ts';
import type { ContainerGroup, ContainerRef, GroupRef } from '../../core/model/containerGroup.ts';
import type {
  AzureApi,
  CloudEndpoints,
  CredentialSource,
  LogOptions,
  LogSnapshot,
  RequestLogger,
  Urgency,
} from '../../core/azureApi.ts';
import { createAccessApi } from './accessApi.ts';
import { createArmClient, type ArmClient } from '../http/armClient.ts';
import { createAttach } from '../sockets/attach.ts';
import { createContainerGroupsApi } from './containerGroupsApi.ts';
import { createExec } from '../sockets/exec.ts';
import { createRequestScheduler } from '../http/requestScheduler.ts';
import {
  createResourceGroup,
  listCapabilities,
  listLocations,
  listResourceGroups,
  listSubnets,
  listSubscriptions,
  listTenants,
  resourceGroupExists,
} from './resourcesApi.ts';
import { readGroup } from './readGroup.ts';
import { asString, parseJson, readRows } from '../http/readJson.ts';
import { createRegistriesApi } from './registriesApi.ts';
import { createDeduplicate } from './deduplicate.ts';

export interface AzureApiOptions {
  readonly clock?: Clock;
  readonly log?: RequestLogger;
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** Opens nothing yet: clients and sockets are made when they are first needed. */
export function createAzureApi(
  cloud: CloudEndpoints,
  credentials: CredentialSource,
  options: AzureApiOptions = {},
): AzureApi {
  const { clock = systemClock, log, random = Math.random } = options;
  const arm = createArmClient(cloud, credentials, createRequestScheduler({ clock, log, random }));
  const documents = createContainerGroupsApi(arm, clock);
  const registries = createRegistriesApi(arm, credentials);
  const attach = createAttach(arm, clock);
  return {
    tenants: signal => listTenants(arm, signal),
    subscriptions: (tenantId, signal) => listSubscriptions(arm, tenantId, signal),
    resourceGroups: (subscriptionId, signal) => listResourceGroups(arm, subscriptionId, signal),
    resourceGroupExists: (subscriptionId, name, signal) =>
      resourceGroupExists(arm, subscriptionId, name, signal),
    createResourceGroup: (resourceGroup, signal) => createResourceGroup(arm, resourceGroup, signal),
    locations: (subscriptionId, signal) => listLocations(arm, subscriptionId, signal),
    capabilities: (subscriptionId, location, signal) =>
      listCapabilities(arm, subscriptionId, location, signal),
    listGroups: (subscriptionId, signal) => listGroups(arm, subscriptionId, signal),
    getGroup: (ref, signal, urgency = 'user') => getGroup(arm, ref, signal, urgency),
    getRawGroup: (ref, signal) => documents.getRaw(ref, signal),
    putGroup: (ref, document, signal) => documents.put(ref, document, signal),
    patchTags: (ref, tags, signal) => documents.patchTags(ref, tags, signal),
    act: (ref, verb, signal) => documents.act(ref, verb, signal),
    readLogs: (ref, logOptions, signal) => readLogs(arm, clock, ref, logOptions, signal),
    attach,
    exec: createExec(arm),
    registries: (subscriptionId, signal) => registries.list(subscriptionId, signal),
    registryCredential: (registry, signal) => registries.credential(registry, signal),
    repositories: (registry, signal) => registries.repositories(registry, signal),
    tags: (registry, repository, signal) => registries.tags(registry, repository, signal),
    subnets: (subscriptionId, signal) => listSubnets(arm, subscriptionId, signal),
    access: createAccessApi(arm, credentials),
  };
}

/** What the typed client asks for. */
const listVersion = '2023-05-01';

/**
 * Raw: the typed client would read each of thousands of groups into a model of its own first, which takes ten times
 * as long as reading them does, and nobody looks at it.
 */
async function* listGroups(
  arm: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): AsyncGenerator<readonly ContainerGroup[], void, undefined> {
  const type = 'providers/Microsoft.ContainerInstance/containerGroups';
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/${type}?api-version=${listVersion}`;
  for await (const page of arm.pages({ subscriptionId }, path, signal, 'lists')) {
    const share = createDeduplicate();
    yield readRows(page, group => readGroup(arm.cloud.id, group, share));
  }
}

async function getGroup(
  arm: ArmClient,
  ref: GroupRef,
  signal: AbortSignal,
  urgency: Urgency,
): Promise<ContainerGroup> {
  let body: Json | undefined;
  const groups = arm.sdkClient(ref.subscriptionId, urgency).containerGroups;
  await arm.withMappedErrors(signal, () =>
    groups.get(ref.resourceGroup, ref.name, {
      abortSignal: signal,
      onResponse: raw => void (body = parseJson(raw.bodyAsText)),
    }),
  );
  const group = readGroup(arm.cloud.id, body);
  if (!group) throw new AciError('service', `Azure's answer about '${ref.name}' makes no sense.`);
  return group;
}

async function readLogs(
  arm: ArmClient,
  clock: Clock,
  { group, container }: ContainerRef,
  { tail, timestamps }: LogOptions,
  signal: AbortSignal,
): Promise<LogSnapshot> {
  let serverTime = NaN;
  const { containers } = arm.sdkClient(group.subscriptionId, 'user');
  let body: Json | undefined;
  await arm.withMappedErrors(signal, () =>
    containers.listLogs(group.resourceGroup, group.name, container, {
      abortSignal: signal,
      timestamps,
      ...(tail === undefined ? {} : { tail }),
      onResponse: raw => {
        serverTime = Date.parse(raw.headers.get('date') ?? '');
        body = parseJson(raw.bodyAsText);
      },
    }),
  );
  const content = asString(asObject(body)['content']); // an empty log's is '' (FACTS §3)
  if (content === undefined) {
    throw new AciError('service', `Azure's answer about the log of '${container}' makes no sense.`);
  }
  return {
    content,
    serverTime: Number.isNaN(serverTime) ? clock.now() : serverTime,
  };
}
