/**
 * Deploys the resources of a plan, each as soon as those that it depends on are there, on the emulator's clock. One that
 * fails keeps back only those that depend on it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { textAt, isObject, type JsonObject } from '../../../json.ts';
import { ArmError } from '../../armError.ts';
import type { ArmContext } from '../../context.ts';
import type { Response } from '../../route.ts';
import { ExpressionError } from '../language/expressionError.ts';
import { evaluateOutputs, OutputError } from '../template/outputs.ts';
import { bodyOf, isDeployment, type PlannedResource } from '../template/plannedResource.ts';
import { unprocessableResource } from '../template/templateError.ts';
import {
  type Deployment,
  deploymentId,
  type DeploymentOperation,
  type DeploymentState,
} from './deploymentRecord.ts';
import {
  deploymentFailed,
  failedLater,
  refused,
  type ResourceFailure,
  statusName,
} from './deploymentErrors.ts';
import { beginMs, outputsMs, pollMs, resourceMs } from './durations.ts';
import { liveResources, ResourceReadError } from './liveResources.ts';
import { faultOf } from './resourceFault.ts';
import type { Requester, SendToProvider } from './resourceRequests.ts';
import { unlistedResources } from './unlistedResources.ts';

export interface RunDeps {
  readonly arm: Pick<ArmContext, 'clock' | 'switches' | 'containers'>;
  readonly send: SendToProvider;
  /** Begins the deployment that a resource of a template is. Throws ArmError, ExpressionError. */
  readonly startNested: (
    resource: PlannedResource,
    requester: Requester,
    live: ReturnType<typeof liveResources>,
    onEnd: (nested: Deployment) => void,
  ) => Deployment;
}

type Progress = 'running' | 'done' | 'failed';

/** `onEnd` is called once, when it is over. */
export function runDeployment(
  deps: RunDeps,
  deployment: Deployment,
  requester: Requester,
  onEnd: (deployment: Deployment) => void,
): void {
  const { arm, send, startNested } = deps;
  const { clock, switches } = arm;
  const { plan } = deployment;
  const live = liveResources(plan.resources, send, requester);
  const progress = new Map<PlannedResource, Progress>();
  const failures: ResourceFailure[] = [];
  const nested = new Set<Deployment>();
  const timers = new Set<() => void>();
  let isCanceled = false;

  deployment.cancel = () => {
    isCanceled = true;
    for (const each of nested) each.cancel();
    end('Canceled');
  };

  deployment.dispose = () => {
    isCanceled = true;
    for (const stop of timers) stop();
    timers.clear();
  };

  after(beginMs, () => {
    if (isCanceled) return;
    deployment.state = 'Running';
    advance();
  });

  function after(ms: number, action: () => void): void {
    const stop = clock.after(ms * arm.containers.switches.pace, () => {
      timers.delete(stop);
      action();
    });
    timers.add(stop);
  }

  function end(state: DeploymentState): void {
    if (deployment.ended !== undefined) return;
    deployment.ended = clock.now();
    deployment.state = state;
    onEnd(deployment);
  }

  /** Begins what can begin. Once nothing runs and nothing can, the deployment ends. */
  function advance(): void {
    if (isCanceled) return;
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (const [resource, others] of plan.dependencies) {
        if (progress.has(resource) || !others.every(each => progress.get(each) === 'done')) continue;
        isChanged = true;
        if (resource.existing) progress.set(resource, 'done');
        else begin(resource);
      }
    }
    if ([...progress.values()].includes('running')) return;
    if (failures.length > 0)
      fail(deploymentFailed(deploymentId(deployment), failures, switches.deploymentErrors));
    else if (plan.mode === 'Complete') removeUnlisted();
    else finish();
  }

  function begin(resource: PlannedResource): void {
    progress.set(resource, 'running');
    const operation = addOperation('Create', resource);
    try {
      if (isDeployment(resource)) beginNested(resource, operation);
      else put(resource, operation, bodyOf(resource, live));
    } catch (error) {
      settleLater(resource, operation, expressionFailure(resource, error));
    }
  }

  function put(resource: PlannedResource, operation: DeploymentOperation, body: JsonObject): void {
    const fault = faultOf(switches.resourceFaults, resource.id);
    if (fault?.error && fault.error.at !== 'operation') {
      const { status, code, message } = fault.error;
      const failure = refused({ status, body: { error: { code, message } } });
      settleLater(resource, operation, failure, fault.delayMs);
      return;
    }
    const path = `${resource.id}?api-version=${resource.apiVersion}`;
    const answered = send({ method: 'PUT', path, body }, requester);
    const onAnswer = (response: Response) => onPut(resource, operation, response);
    if (answered instanceof Promise) void answered.then(onAnswer);
    else onAnswer(answered);
  }

  function onPut(resource: PlannedResource, operation: DeploymentOperation, response: Response): void {
    if (response.status >= 400) {
      settleLater(resource, operation, refused(response));
      return;
    }
    operation.statusCode = statusName(response.status);
    const fault = faultOf(switches.resourceFaults, resource.id);
    const { delayMs = 0, error } = fault ?? {};
    if (error) {
      const failure = failedLater(resource.id, { code: error.code, message: error.message });
      settleLater(resource, operation, failure, delayMs + resourceMs(resource.type));
      return;
    }
    const status = response.headers?.['azure-asyncoperation'];
    if (status === undefined)
      settleLater(resource, operation, undefined, delayMs + resourceMs(resource.type));
    else after(delayMs + pollMs, () => poll(resource, operation, status));
  }

  function poll(resource: PlannedResource, operation: DeploymentOperation, address: string): void {
    const { pathname, search } = new URL(address);
    const answered = send({ method: 'GET', path: pathname + search }, requester);
    const onAnswer = ({ body }: Response) => {
      const found = isObject(body) ? body : {};
      const status = textAt(found, 'status');
      if (status === 'Succeeded') settle(resource, operation, undefined);
      else if (status === 'Failed' || status === 'Canceled' || 'error' in found) {
        const { error } = found;
        settle(resource, operation, failedLater(resource.id, isObject(error) ? error : {}));
      } else after(pollMs, () => poll(resource, operation, address));
    };
    if (answered instanceof Promise) void answered.then(onAnswer);
    else onAnswer(answered);
  }

  function beginNested(resource: PlannedResource, operation: DeploymentOperation): void {
    const started = startNested(resource, requester, live, ended => {
      nested.delete(ended);
      if (ended.state === 'Succeeded') operation.statusCode = 'OK';
      const error = ended.error ?? { code: 'DeploymentCanceled', message: 'The deployment was canceled.' };
      const failure: ResourceFailure | undefined =
        ended.state === 'Succeeded'
          ? undefined
          : { statusCode: 'Conflict', statusMessage: { status: ended.state, error }, detail: error };
      settle(resource, operation, failure);
    });
    if (started.ended === undefined) nested.add(started);
  }

  /** `ms`: how long it has taken, for what is known at once. */
  function settleLater(
    resource: PlannedResource,
    operation: DeploymentOperation,
    failure: ResourceFailure | undefined,
    ms = 0,
  ): void {
    after(ms + 1, () => settle(resource, operation, failure));
  }

  function settle(
    resource: PlannedResource,
    operation: DeploymentOperation,
    failure: ResourceFailure | undefined,
  ): void {
    operation.ended = clock.now();
    operation.state = failure ? 'Failed' : 'Succeeded';
    progress.set(resource, failure ? 'failed' : 'done');
    if (failure) {
      operation.statusCode = failure.statusCode;
      operation.statusMessage = failure.statusMessage;
      failures.push(failure);
    } else deployment.outputResources.push({ id: resource.id, resourceType: resource.type });
    advance();
  }

  /** In Complete mode, what the template doesn't name goes. */
  function removeUnlisted(): void {
    for (const { id, type, name, apiVersion } of unlistedResources(deployment, plan, send, requester)) {
      const operation = addOperation('Delete', { id, type, name });
      const answered = send({ method: 'DELETE', path: `${id}?api-version=${apiVersion}` }, requester);
      operation.ended = clock.now();
      const isGone = !(answered instanceof Promise) && answered.status < 400;
      operation.state = isGone ? 'Succeeded' : 'Failed';
      operation.statusCode = answered instanceof Promise ? 'Accepted' : statusName(answered.status);
      if (!isGone && !(answered instanceof Promise)) failures.push(refused(answered));
    }
    if (failures.length > 0)
      fail(deploymentFailed(deploymentId(deployment), failures, switches.deploymentErrors));
    else finish();
  }

  function finish(): void {
    const operation = addOperation('EvaluateDeploymentOutput', undefined);
    after(outputsMs, () => {
      if (isCanceled) return;
      operation.ended = clock.now();
      try {
        deployment.outputs = evaluateOutputs(plan, live);
        operation.state = 'Succeeded';
        operation.statusCode = 'OK';
        end('Succeeded');
      } catch (error) {
        if (!(error instanceof OutputError)) throw error;
        operation.state = 'Failed';
        operation.statusCode = 'BadRequest';
        fail(outputFailure(error));
        operation.statusMessage = { error: deployment.error ?? {} };
      }
    });
  }

  function fail(error: JsonObject): void {
    deployment.error = error;
    end('Failed');
  }

  function addOperation(
    kind: DeploymentOperation['kind'],
    target: { readonly id: string; readonly type: string; readonly name: string } | undefined,
  ): DeploymentOperation {
    const operation: DeploymentOperation = {
      id: target ? randomBytes(8).toString('hex').toUpperCase() : randomDigits(),
      kind,
      state: 'Running',
      started: clock.now(),
      ended: undefined,
      trackingId: randomUUID(),
      serviceRequestId: target ? randomUUID() : undefined,
      statusCode: undefined,
      statusMessage: undefined,
      target: target && { id: target.id, type: target.type, name: target.name },
    };
    deployment.operations.push(operation);
    return operation;
  }
}

/** Twenty digits, as in the ids of deployments' operations. */
export function randomDigits(): string {
  return `0${8_584_000_000_000_000_000n + (randomBytes(8).readBigUInt64BE() % 10n ** 15n)}`;
}

function expressionFailure(resource: PlannedResource, error: unknown): ResourceFailure {
  if (error instanceof ResourceReadError)
    return refused({ status: error.status, body: { error: error.error } });
  if (error instanceof ExpressionError)
    return refused(unprocessableResource(resource.id, error, resource.place).response());
  if (error instanceof ArmError) return refused(error.response());
  throw error;
}

function outputFailure({ output, message }: OutputError): JsonObject {
  const code = 'DeploymentOutputEvaluationFailed';
  return {
    code,
    message: `Unable to evaluate template outputs: '${output}'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.`,
    details: [{ code, target: output, message }],
  };
}
