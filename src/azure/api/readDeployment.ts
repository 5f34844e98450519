/** Deployments and their operations, from Resource Manager's answers. */
import type {
  DeployedOutput,
  Deployment,
  DeploymentError,
  DeploymentOperation,
  DeploymentRef,
} from '../../core/deployments/deploymentsApi.ts';
import {
  asObject,
  asObjects,
  asText,
  isObject,
  type Json,
  type JsonObject,
  without,
} from '../../core/json.ts';
import { readArmError } from '../errors/armErrorTree.ts';
import { asDuration, asString, asTime } from '../http/readJson.ts';

/** Undefined where the answer is no deployment. */
export function readDeployment(
  scope: Omit<DeploymentRef, 'name'>,
  row: Json | undefined,
): Deployment | undefined {
  const { name, properties } = asObject(row);
  if (typeof name !== 'string' || !isObject(properties)) return undefined;
  const state = asString(properties['provisioningState']);
  if (state === undefined) return undefined;
  const correlationId = asString(properties['correlationId']);
  const error = readArmError(properties['error']);
  return {
    ref: { ...scope, name },
    state,
    ...timesOf(properties),
    ...(correlationId !== undefined && { correlationId }),
    parameters: withoutSecureValues(asObject(properties['parameters'])),
    outputs: readOutputs(asObject(properties['outputs'])),
    outputResources: idsOf(properties['outputResources']),
    validatedResources: idsOf(properties['validatedResources']),
    resourceTypes: readTypes(properties['providers']),
    ...(error && { error }),
  };
}

function timesOf(properties: JsonObject): { readonly timestamp: number; readonly duration: number } {
  return {
    timestamp: asTime(properties['timestamp']) ?? 0,
    duration: asDuration(properties['duration']) ?? 0,
  };
}

function isSecure(type: string): boolean {
  return /^secure/i.test(type);
}

/** Azure does not answer secure values; one that it did all the same would be shown. */
function withoutSecureValues(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const given = asObject(parameter);
      return [name, isSecure(asText(given['type'])) ? without(given, 'value') : given];
    }),
  );
}

function readOutputs(outputs: JsonObject): readonly DeployedOutput[] {
  return Object.entries(outputs).map(([name, output]) => {
    const { type, value } = asObject(output);
    const text = asText(type);
    return { name, type: text, ...(!isSecure(text) && value !== undefined && { value }) };
  });
}

/** Resources of an extension (Microsoft Graph, Kubernetes) have no id. */
function idsOf(resources: Json | undefined): readonly string[] {
  return asObjects(resources).flatMap(({ id }) => asString(id) ?? []);
}

function readTypes(providers: Json | undefined): readonly string[] {
  return asObjects(providers).flatMap(({ namespace, resourceTypes }) =>
    asObjects(resourceTypes).map(({ resourceType }) => `${asText(namespace)}/${asText(resourceType)}`),
  );
}

/** Undefined where the row is no operation. */
export function readOperation(row: JsonObject): DeploymentOperation | undefined {
  const { id, properties } = row;
  if (typeof id !== 'string' || !isObject(properties)) return undefined;
  const state = asString(properties['provisioningState']);
  if (state === undefined) return undefined;
  const target = readTarget(asObject(properties['targetResource']));
  const error = readFailure(state, properties);
  return {
    id,
    operation: asText(properties['provisioningOperation']),
    state,
    ...timesOf(properties),
    ...(target && { target }),
    ...(error && { error }),
  };
}

function readTarget(target: JsonObject): DeploymentOperation['target'] {
  const id = asString(target['id']);
  if (id === undefined) return undefined;
  return { id, type: asText(target['resourceType']), name: asText(target['resourceName']) };
}

/** The status message of an operation that went well may be the resource itself. */
function readFailure(state: string, properties: JsonObject): DeploymentError | undefined {
  if (!/^(?:failed|cancell?ed)$/i.test(state)) return undefined;
  const error = readArmError(properties['statusMessage']);
  const code = asString(properties['statusCode']);
  return error ?? (code === undefined ? undefined : { code, message: '', details: [] });
}
