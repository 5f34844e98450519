/**
 * `Microsoft.Resources/deployments` of resource groups. Shapes and states of the answers: docs/azure-facts.md,
 * "Deployments".
 */
import { pollForResult } from './pollForResult.ts';
import { readDeployment, readOperation } from './readDeployment.ts';
import { readWhatIfChange } from './readWhatIf.ts';
import { apiVersions } from '../apiVersions.ts';
import { malformedAnswer, malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import { newestSupportedVersion } from '../errors/newestSupportedVersion.ts';
import type { ArmClient, RawAnswer, RawRequest } from '../http/armClient.ts';
import { readAllPages } from '../http/readAllPages.ts';
import { itemsOfPage, readRows } from '../http/readJson.ts';
import type { Clock } from '../../core/clock.ts';
import type {
  Deployment,
  DeploymentOperation,
  DeploymentRef,
  DeploymentRequest,
  DeploymentsApi,
  WhatIfChange,
} from '../../core/deployments/deploymentsApi.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../core/json.ts';

const deploymentType = 'Microsoft.Resources/deployments';

type DeploymentScope = Omit<DeploymentRef, 'name'>;

/** More deployments nested in one are passed over: Resource Manager takes 800 resources in a template. */
const mostNested = 800;

export function createDeploymentsApi(arm: ArmClient, clock: Clock): DeploymentsApi {
  /** The preferred version, or the newest that this cloud knows. */
  let version: string = apiVersions.deployments;

  /** `work` with an api-version that this cloud knows. A refused version had no effect, so that it may be sent again. */
  async function withVersion<T>(work: (apiVersion: string) => Promise<T>): Promise<T> {
    try {
      return await work(version);
    } catch (error) {
      const known = error instanceof AciError ? newestSupportedVersion(error) : undefined;
      if (known === undefined || known === version) throw error;
      version = known;
      return work(known);
    }
  }

  const send = (
    ref: DeploymentRef,
    request: Omit<RawRequest, 'path'> & { readonly verb?: string },
    signal: AbortSignal,
  ): Promise<RawAnswer> =>
    withVersion(apiVersion =>
      arm.send(ref, { ...request, path: deploymentPath(ref, apiVersion, request.verb) }, signal),
    );

  const readResult = (ref: DeploymentRef, verb: string, body: JsonObject, signal: AbortSignal) =>
    withVersion(apiVersion =>
      pollForResult(
        arm,
        clock,
        ref,
        { method: 'POST', path: deploymentPath(ref, apiVersion, verb), body },
        signal,
      ),
    );

  async function validate(
    ref: DeploymentRef,
    request: DeploymentRequest,
    signal: AbortSignal,
  ): Promise<Deployment> {
    const { body } = await readResult(ref, '/validate', bodyOf(request), signal);
    return deploymentIn(ref, body);
  }

  async function whatIf(
    ref: DeploymentRef,
    request: DeploymentRequest,
    signal: AbortSignal,
  ): Promise<readonly WhatIfChange[]> {
    const settings = { whatIfSettings: { resultFormat: 'FullResourcePayloads' } };
    const { body } = await readResult(ref, '/whatIf', bodyOf(request, settings), signal);
    const { properties } = asObject(body);
    if (!isObject(properties)) throw malformedAnswer('Azure did not say what the template would change.');
    return readRows(itemsOfPage(properties, 'changes'), readWhatIfChange);
  }

  /** A PUT that was sent again after its answer got lost finds its own deployment under way: that is success. */
  async function create(
    ref: DeploymentRef,
    request: DeploymentRequest,
    signal: AbortSignal,
  ): Promise<Deployment> {
    const attempt = { repeated: false };
    const onSentAgain = () => void (attempt.repeated = true);
    try {
      const { body } = await send(ref, { method: 'PUT', body: bodyOf(request), onSentAgain }, signal);
      return deploymentIn(ref, body);
    } catch (error) {
      if (!attempt.repeated || !(error instanceof AciError) || error.code !== 'DeploymentActive') throw error;
      return get(ref, signal);
    }
  }

  async function get(ref: DeploymentRef, signal: AbortSignal): Promise<Deployment> {
    return deploymentIn(ref, (await send(ref, { method: 'GET' }, signal)).body);
  }

  async function cancel(ref: DeploymentRef, signal: AbortSignal): Promise<void> {
    await send(ref, { method: 'POST', verb: '/cancel' }, signal);
  }

  async function template(ref: DeploymentRef, signal: AbortSignal): Promise<JsonObject> {
    const { body } = await send(ref, { method: 'POST', verb: '/exportTemplate' }, signal);
    const exported = asObject(body)['template'];
    if (!isObject(exported)) throw malformedAnswerAbout(`the template of '${ref.name}'`);
    return exported;
  }

  /** Newest first by our own sorting: no description of the API promises an order. */
  async function list(
    scope: DeploymentScope,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]> {
    return withVersion(async apiVersion => {
      const path = `${scopePath(scope)}/providers/${deploymentType}/?$top=${limit}&api-version=${apiVersion}`;
      const found: Deployment[] = [];
      for await (const page of arm.pages(scope, path, signal)) {
        found.push(...readRows(page, row => readDeployment(scope, row)));
        if (found.length >= limit) break;
      }
      return found.toSorted((a, b) => b.timestamp - a.timestamp).slice(0, limit);
    });
  }

  /** Those of nested deployments come after all of their parent's. */
  async function operations(
    ref: DeploymentRef,
    signal: AbortSignal,
  ): Promise<readonly DeploymentOperation[]> {
    const own = await operationsAt(ref, deploymentId(ref), signal);
    const found = new Map(own.map(operation => [operation.id.toLowerCase(), operation] as const));
    const asked = new Set([deploymentId(ref).toLowerCase()]);
    let nested = nestedDeployments(own, asked);
    while (nested.length > 0 && asked.size < mostNested) {
      for (const { id } of nested) asked.add(id.toLowerCase());
      const inner = await Promise.all(
        nested.map(({ id, subscriptionId }) => nestedOperationsAt({ subscriptionId }, id, signal)),
      );
      for (const operation of inner.flat()) found.set(operation.id.toLowerCase(), operation);
      nested = nestedDeployments(inner.flat(), asked);
    }
    return [...found.values()];
  }

  async function operationsAt(
    tokenScope: { readonly subscriptionId: string },
    id: string,
    signal: AbortSignal,
  ): Promise<readonly DeploymentOperation[]> {
    return withVersion(async apiVersion => {
      const rows = await readAllPages(arm, tokenScope, `${id}/operations?api-version=${apiVersion}`, signal);
      return readRows(rows, readOperation);
    });
  }

  /** A nested deployment that does not exist yet, or may not be read, tells nothing. */
  async function nestedOperationsAt(
    tokenScope: { readonly subscriptionId: string },
    id: string,
    signal: AbortSignal,
  ): Promise<readonly DeploymentOperation[]> {
    try {
      return await operationsAt(tokenScope, id, signal);
    } catch (error) {
      if (error instanceof AciError && (error.kind === 'notFound' || error.kind === 'forbidden')) return [];
      throw error;
    }
  }

  return { validate, whatIf, create, get, operations, cancel, list, template };
}

function bodyOf({ template, parameters }: DeploymentRequest, settings: JsonObject = {}): JsonObject {
  return { properties: { mode: 'Incremental', ...settings, parameters, template } };
}

function deploymentIn(ref: DeploymentRef, body: Json | undefined): Deployment {
  const deployment = readDeployment(ref, body);
  if (!deployment) throw malformedAnswerAbout(`the deployment '${ref.name}'`);
  return deployment;
}

interface NestedDeployment {
  readonly id: string;
  readonly subscriptionId: string;
}

/** The deployments that these operations made, each once, without those `asked` about already. */
function nestedDeployments(
  operations: readonly DeploymentOperation[],
  asked: ReadonlySet<string>,
): readonly NestedDeployment[] {
  const found = new Map<string, NestedDeployment>();
  for (const { target } of operations) {
    const [, subscriptionId] = nestedId.exec(target?.id ?? '') ?? [];
    const key = target?.id.toLowerCase() ?? '';
    if (target && subscriptionId !== undefined && !asked.has(key))
      found.set(key, { id: target.id, subscriptionId });
  }
  return [...found.values()];
}

/** Of a resource group or a subscription; others need rights that nobody has who deploys to a resource group. */
const nestedId =
  /^\/subscriptions\/([\w-]+)(?:\/resourceGroups\/[\p{L}\p{N}_.()-]+)?\/providers\/Microsoft\.Resources\/deployments\/[\w.()-]+$/iu;

function scopePath({ subscriptionId, resourceGroup }: DeploymentScope): string {
  const segment = encodeURIComponent;
  return `/subscriptions/${segment(subscriptionId)}/resourceGroups/${segment(resourceGroup)}`;
}

/** Its ARM id. */
function deploymentId(ref: DeploymentRef): string {
  return `${scopePath(ref)}/providers/${deploymentType}/${encodeURIComponent(ref.name)}`;
}

function deploymentPath(ref: DeploymentRef, apiVersion: string, verb = ''): string {
  return `${deploymentId(ref)}${verb}?api-version=${encodeURIComponent(apiVersion)}`;
}
