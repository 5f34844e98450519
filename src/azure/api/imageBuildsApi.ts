/** Quick builds of Azure Container Registry (`docs/azure-facts.md`, "Builds"), and registries to build in. */
import { subscriptionOf } from '../../core/access/rbac.ts';
import type {
  BuiltImage,
  ImageBuildRequest,
  ImageBuildRun,
  ImageBuildsApi,
  RegistryConditions,
  RunState,
  UploadAddress,
} from '../../core/builds/imageBuildsApi.ts';
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, asObjects, type JsonObject } from '../../core/json.ts';
import type { Registry } from '../../core/model/registry.ts';
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { asString } from '../http/readJson.ts';
import { createBlobClient } from './blobClient.ts';
import { readRegistry } from './registriesApi.ts';

/** The longest that a build may take (seconds): Azure's own default, and enough for any. */
const buildTimeout = 3_600;

/** Between two looks at a registry that is being made (ms). */
const registryPollInterval = 2_000;
/** A Basic registry is there within seconds; after so long (ms) something is wrong. */
const longestCreation = 300_000;

export function createImageBuildsApi(arm: ArmClient, clock: Clock): Omit<ImageBuildsApi, 'pushCredential'> {
  const blobs = createBlobClient(arm, clock);

  function post(registry: Registry, action: string, body: JsonObject | undefined, signal: AbortSignal) {
    const path = `${registry.id}/${action}?api-version=${apiVersions.imageBuilds}`;
    return arm.send(scopeOf(registry), { method: 'POST', path, ...(body && { body }) }, signal);
  }

  async function conditions(registry: Registry, signal: AbortSignal): Promise<RegistryConditions> {
    const path = `${registry.id}?api-version=${apiVersions.imageBuilds}`;
    const { body } = await arm.send(scopeOf(registry), { method: 'GET', path }, signal);
    const properties = asObject(asObject(body)['properties']);
    const isOpen =
      asString(properties['publicNetworkAccess']) !== 'Disabled' &&
      asString(asObject(properties['networkRuleSet'])['defaultAction']) !== 'Deny';
    return {
      hasRepositoryPermissions: asString(properties['roleAssignmentMode']) === 'AbacRepositoryPermissions',
      isNetworkRestricted: !isOpen,
      letsTasksThrough: properties['networkRuleBypassAllowedForTasks'] === true,
    };
  }

  async function uploadAddress(registry: Registry, signal: AbortSignal): Promise<UploadAddress> {
    const { body } = await post(registry, 'listBuildSourceUploadUrl', undefined, signal);
    const uploadUrl = asString(asObject(body)['uploadUrl']);
    const relativePath = asString(asObject(body)['relativePath']);
    if (uploadUrl === undefined || relativePath === undefined)
      throw new AciError('service', `Azure named no place to upload to for '${registry.name}'.`);
    return { uploadUrl, relativePath };
  }

  async function schedule(
    registry: Registry,
    request: ImageBuildRequest,
    signal: AbortSignal,
  ): Promise<ImageBuildRun> {
    const { body } = await post(registry, 'scheduleRun', runRequestOf(request), signal);
    return readRun(asObject(body), registry);
  }

  async function run(registry: Registry, runId: string, signal: AbortSignal): Promise<ImageBuildRun> {
    const { body } = await arm.send(
      scopeOf(registry),
      { method: 'GET', path: runPath(registry, runId, '') },
      signal,
    );
    return readRun(asObject(body), registry);
  }

  function log(registry: Registry, runId: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const address = async () => {
      const path = runPath(registry, runId, '/listLogSasUrl');
      const { body } = await arm.send(scopeOf(registry), { method: 'POST', path }, signal);
      const link = asString(asObject(body)['logLink']);
      if (link === undefined) throw new AciError('service', `Azure named no log of the run '${runId}'.`);
      return link;
    };
    return blobs.follow(address, signal);
  }

  async function cancel(registry: Registry, runId: string, signal: AbortSignal): Promise<void> {
    await arm.send(scopeOf(registry), { method: 'POST', path: runPath(registry, runId, '/cancel') }, signal);
  }

  async function nameAvailable(subscriptionId: string, name: string, signal: AbortSignal) {
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ContainerRegistry/checkNameAvailability?api-version=${apiVersions.registries}`;
    const body = { name, type: 'Microsoft.ContainerRegistry/registries' };
    const answer = asObject(
      (await arm.send({ subscriptionId }, { method: 'POST', path, body }, signal)).body,
    );
    const isAvailable = answer['nameAvailable'];
    if (typeof isAvailable !== 'boolean')
      throw new AciError('service', `Azure did not say whether the name '${name}' is free.`);
    const reason = asString(answer['message']);
    return { isAvailable, ...(reason !== undefined && { reason }) };
  }

  async function createRegistry(
    wanted: Parameters<ImageBuildsApi['createRegistry']>[0],
    signal: AbortSignal,
  ): Promise<Registry> {
    const { subscriptionId, resourceGroup, name, location } = wanted;
    const id = `/subscriptions/${encodeURIComponent(subscriptionId)}/resourceGroups/${encodeURIComponent(resourceGroup)}/providers/Microsoft.ContainerRegistry/registries/${encodeURIComponent(name)}`;
    const path = `${id}?api-version=${apiVersions.registries}`;
    const body = { location, sku: { name: 'Basic' }, properties: { adminUserEnabled: false } };
    let answer = asObject((await arm.send({ subscriptionId }, { method: 'PUT', path, body }, signal)).body);
    const giveUpAt = clock.now() + longestCreation;
    for (;;) {
      const state = asString(asObject(answer['properties'])['provisioningState']);
      const registry = readRegistry(answer);
      if (registry && state === 'Succeeded') return registry;
      if (state === 'Failed' || state === 'Canceled')
        throw new AciError('failed', `Azure did not make the registry '${name}' (${state}).`);
      if (clock.now() > giveUpAt)
        throw new AciError('timeout', `The registry '${name}' is still being made.`);
      await clock.sleep(registryPollInterval, signal);
      answer = asObject((await arm.send({ subscriptionId }, { method: 'GET', path }, signal)).body);
    }
  }

  return {
    conditions,
    uploadAddress,
    upload: ({ uploadUrl }, context, signal) => blobs.upload(uploadUrl, context, signal),
    schedule,
    run,
    log,
    cancel,
    nameAvailable,
    createRegistry,
  };
}

function scopeOf(registry: Registry) {
  return { subscriptionId: subscriptionOf(registry) };
}

function runPath(registry: Registry, runId: string, action: string): string {
  return `${registry.id}/runs/${encodeURIComponent(runId)}${action}?api-version=${apiVersions.imageBuilds}`;
}

/** `DockerBuildRequest` of the API description; ACI runs images for amd64 only. */
function runRequestOf({
  sourceLocation,
  dockerFilePath,
  imageNames,
  buildArguments,
  target,
  signsInAsCaller,
}: ImageBuildRequest): JsonObject {
  return {
    type: 'DockerBuildRequest',
    imageNames: [...imageNames],
    isPushEnabled: true,
    noCache: false,
    sourceLocation,
    dockerFilePath,
    platform: { os: 'Linux', architecture: 'amd64' },
    arguments: buildArguments.map(({ name, value, isSecret }) => ({ name, value, isSecret })),
    ...(target !== undefined && { target }),
    timeout: buildTimeout,
    agentConfiguration: { cpu: 2 },
    ...(signsInAsCaller && { credentials: { sourceRegistry: { identity: '[caller]' } } }),
  };
}

const runStates: readonly RunState[] = [
  'Queued',
  'Started',
  'Running',
  'Succeeded',
  'Failed',
  'Canceled',
  'Error',
  'Timeout',
];

function readRun(row: JsonObject, { loginServer }: Registry): ImageBuildRun {
  const properties = asObject(row['properties']);
  const id = asString(properties['runId']) ?? asString(row['name']);
  const status = asString(properties['status']) ?? '';
  const state = runStates.find(known => known.toLowerCase() === status.toLowerCase());
  if (id === undefined || !state)
    throw new AciError('service', `Azure's answer names no run, or a state that is not known ('${status}').`);
  const error = asString(properties['runErrorMessage']);
  return {
    id,
    state,
    images: asObjects(properties['outputImages']).flatMap(image => readImage(image, loginServer)),
    ...(error !== undefined && error !== '' && { error }),
  };
}

function readImage(row: JsonObject, loginServer: string): readonly BuiltImage[] {
  const repository = asString(row['repository']);
  const digest = asString(row['digest']);
  const tag = asString(row['tag']);
  if (repository === undefined || digest === undefined || !/^sha256:[0-9a-f]{64}$/i.test(digest)) return [];
  const registry = asString(row['registry']) ?? loginServer;
  return [{ registry, repository, digest, ...(tag !== undefined && { tag }) }];
}
