/**
 * `Microsoft.Resources/deployments` of resource groups. Shapes and states of the answers: docs/azure-facts.md,
 * "Deployments and templates".
 */
import { pollForResult } from './pollForResult.ts';
import { deploymentId, readOperations, resourceGroupId } from './deploymentOperations.ts';
import { readDeployment } from './readDeployment.ts';
import { readWhatIfChange } from './readWhatIf.ts';
import { apiVersions } from '../apiVersions.ts';
import { malformedAnswer, malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import { newestSupportedVersion } from '../errors/newestSupportedVersion.ts';
import type { ArmClient, RawAnswer, RawRequest } from '../http/armClient.ts';
import { itemsOfPage, readRows } from '../http/readJson.ts';
import type { Clock } from '../../core/clock.ts';
import type {
  Deployment,
  DeploymentRef,
  DeploymentRequest,
  DeploymentsApi,
  WhatIfChange,
} from '../../core/deployments/deploymentsApi.ts';
import { writeTemplate } from '../../core/deployments/writtenTemplate.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../core/json.ts';

export function createDeploymentsApi(arm: ArmClient, clock: Clock): DeploymentsApi {
  /** The preferred version, or the newest that this cloud knows. */
  let version: string = apiVersions.deployments;

  /** `work` with an api-version that this cloud knows. A refused version had no effect, so that it may be sent again. */
  async function withVersion<T>(work: (apiVersion: string) => Promise<T>): Promise<T> {
    try {
      return await work(version);
    } catch (error) {
      const known =
        error instanceof AciError && isAboutDeployments(error) ? newestSupportedVersion(error) : undefined;
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

  const readResult = (ref: DeploymentRef, verb: string, body: string, signal: AbortSignal) =>
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

  /**
   * `$top` is the size of a page only. The newest come first, by when they began; we sort them by when they changed
   * (docs/azure-facts.md, "Deployments and templates").
   */
  async function list(
    scope: Omit<DeploymentRef, 'name'>,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]> {
    return withVersion(async apiVersion => {
      const path = `${resourceGroupId(scope)}/providers/Microsoft.Resources/deployments/?$top=${limit}&api-version=${apiVersion}`;
      const found: Deployment[] = [];
      for await (const page of arm.pages(scope, path, signal)) {
        found.push(...readRows(page, row => readDeployment(scope, row)));
        if (found.length >= limit) break;
      }
      return found.toSorted((a, b) => b.timestamp - a.timestamp).slice(0, limit);
    });
  }

  return {
    validate,
    whatIf,
    create,
    get,
    operations: (ref, signal) => withVersion(apiVersion => readOperations(arm, ref, apiVersion, signal)),
    cancel,
    list,
    template,
  };
}

/** The template's first line is the body's: `pathAtLine` finds what Azure means by the number of a line. */
function bodyOf({ template, parameters }: DeploymentRequest, settings: JsonObject = {}): string {
  const head = JSON.stringify({ mode: 'Incremental', ...settings, parameters }).slice(0, -1);
  return `{"properties":${head},"template":${writeTemplate(template)}}}`;
}

/** Inside it, or with another type, it is about a resource in the template. */
function isAboutDeployments({ code, message, armError }: AciError): boolean {
  if (armError && armError.details.length > 0) return false;
  return code === 'InvalidApiVersionParameter' || /for type 'deployments'/i.test(message);
}

function deploymentIn(ref: DeploymentRef, body: Json | undefined): Deployment {
  const deployment = readDeployment(ref, body);
  if (!deployment) throw malformedAnswerAbout(`the deployment '${ref.name}'`);
  return deployment;
}

function deploymentPath(ref: DeploymentRef, apiVersion: string, verb = ''): string {
  return `${deploymentId(ref)}${verb}?api-version=${encodeURIComponent(apiVersion)}`;
}
