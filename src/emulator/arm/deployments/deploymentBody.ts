/** Deployments and their operations as ARM shows them (recorded 2026-03, api-version 2025-04-01; azure-facts.md). */
import { compact, type Json, type JsonObject } from '../../json.ts';
import { regionName } from '../locations/regions.ts';
import { shownOutputs } from './template/outputs.ts';
import { shownParameters } from './template/parameters.ts';
import { deploymentType, type PlannedResource } from './template/plannedResource.ts';
import type { DeploymentPlan } from './template/planDeployment.ts';
import { type Deployment, deploymentId, type DeploymentOperation, isActive } from './run/deploymentRecord.ts';
import { evaluateText, tryMember } from './language/evaluate.ts';
import { ExpressionError } from './language/expressionError.ts';

/** A deployment, in whatever state. `now`: ms since the epoch. */
export function deploymentBody(deployment: Deployment, now: number, version: string): JsonObject {
  const { plan, started, ended, state, correlationId, outputs, outputResources, error } = deployment;
  const isOver = !isActive(deployment);
  return compact({
    id: deploymentId(deployment),
    name: deployment.name,
    type: deploymentType,
    tags: deployment.tags,
    properties: compact({
      ...planBody(plan, isOver && hasExtensions(version)),
      provisioningState: state,
      timestamp: preciseTime(ended ?? now),
      duration: durationText((ended ?? now) - started),
      correlationId,
      providers: providersOf(plan.resources),
      dependencies: dependencyBodies(plan),
      outputs: outputs ? shownOutputs(outputs) : undefined,
      outputResources: outputs || (isOver && outputResources.length > 0) ? outputResources : undefined,
      error,
    }),
  });
}

/** The answer to `validate`. */
export function validatedBody(
  key: { readonly id: string; readonly name: string },
  plan: DeploymentPlan,
  validated: readonly string[],
  {
    now,
    correlationId,
    version,
  }: { readonly now: number; readonly correlationId: string; readonly version: string },
): JsonObject {
  return {
    id: key.id,
    name: key.name,
    type: deploymentType,
    properties: {
      ...planBody(plan, hasExtensions(version)),
      provisioningState: 'Succeeded',
      timestamp: preciseTime(now),
      duration: 'PT0S',
      correlationId,
      providers: providersOf(plan.resources),
      dependencies: dependencyBodies(plan),
      validatedResources: validated.map(id => ({ id })),
    },
  };
}

function hasExtensions(version: string): boolean {
  return version >= '2025';
}

function planBody({ templateHash, parameters, mode }: DeploymentPlan, withExtensions: boolean): JsonObject {
  return {
    templateHash,
    parameters: shownParameters(parameters),
    ...(withExtensions ? { extensions: [] } : {}),
    mode,
  };
}

/** Namespaces with their types, and where these are deployed. */
function providersOf(resources: readonly PlannedResource[]): JsonObject[] {
  const namespaces = new Map<string, Map<string, Set<string | null>>>();
  for (const resource of resources.filter(each => !each.existing)) {
    const [namespace = '', ...types] = resource.type.split('/');
    const ofNamespace = namespaces.get(namespace) ?? new Map<string, Set<string | null>>();
    namespaces.set(namespace, ofNamespace);
    const type = types.join('/');
    ofNamespace.set(type, (ofNamespace.get(type) ?? new Set()).add(locationOf(resource)));
  }
  return [...namespaces].map(([namespace, types]) => ({
    namespace,
    resourceTypes: [...types].map(([resourceType, locations]) => ({
      resourceType,
      locations: [...locations],
    })),
  }));
}

function locationOf({ definition, scope }: PlannedResource): string | null {
  const location = tryMember(definition, 'location');
  if (typeof location !== 'string') return null;
  try {
    const value = evaluateText(location, scope);
    return typeof value === 'string' ? regionName(value) : null;
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

function dependencyBodies({ dependencies }: DeploymentPlan): JsonObject[] {
  return [...dependencies]
    .filter(([resource, others]) => !resource.existing && others.length > 0)
    .map(([resource, others]) => ({
      dependsOn: others.filter(each => !each.existing).map(target),
      ...target(resource),
    }));
}

function target({
  id,
  type,
  name,
}: {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}): JsonObject {
  return { id, resourceType: type, resourceName: name };
}

/** A row of a deployment's operations (recorded 2020; failed rows are not recorded). */
export function operationBody(
  deployment: Deployment,
  operation: DeploymentOperation,
  now: number,
): JsonObject {
  const ended = operation.ended ?? now;
  const { kind, state, trackingId, serviceRequestId, statusCode, statusMessage } = operation;
  const isOutput = kind === 'EvaluateDeploymentOutput';
  const properties: Record<string, Json | undefined> = {
    provisioningOperation: kind,
    provisioningState: state,
    timestamp: preciseTime(ended),
    duration: durationText(ended - operation.started),
    trackingId,
    serviceRequestId,
    statusCode,
    statusMessage,
    targetResource: operation.target && target(operation.target),
  };
  return {
    id: `${deploymentId(deployment)}/operations/${operation.id}`,
    operationId: operation.id,
    properties: {
      ...compact(properties),
      ...(isOutput && statusMessage === undefined ? { statusMessage: null } : {}),
    },
  };
}

/** The body of a poll: its status until it has ended well. */
export function statusBody({ state, error }: Deployment): JsonObject {
  return compact({ status: state, error });
}

/** Seven digits after the point, without zeros at the end. */
export function preciseTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000Z');
}

/** `PT34.3739279S`, `PT1M2S`. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const fraction =
    ms % 1000 === 0
      ? ''
      : `.${String(Math.floor(ms % 1000))
          .padStart(3, '0')
          .replace(/0+$/, '')}`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = seconds % 60;
  const end = rest > 0 || fraction !== '' || seconds < 60 ? `${rest}${fraction}S` : '';
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${end}`;
}
