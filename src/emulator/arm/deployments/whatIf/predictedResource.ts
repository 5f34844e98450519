/** Resources as `whatIf` shows them: as they are, and as a template leaves them, both without secrets. */
import type { ArmContext } from '../../context.ts';
import { ArmError } from '../../armError.ts';
import { readGroupBody } from '../../containerGroups/groupRequest.ts';
import { containerGroupType } from '../../containerGroups/groupId.ts';
import { compact, isObject, type Json, type JsonObject } from '../../../json.ts';
import { regionName } from '../../locations/regions.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { Requester, SendToProvider } from '../run/resourceRequests.ts';
import { bodyOf, type PlannedResource } from '../template/plannedResource.ts';
import { projected } from './delta.ts';

export interface WhatIfDeps {
  readonly arm: ArmContext;
  readonly send: SendToProvider;
}

type Named = Pick<PlannedResource, 'id' | 'type' | 'name' | 'apiVersion'>;

/** Expressions that only the deployment can evaluate stay as they are written. */
export function afterOf(resource: PlannedResource): JsonObject {
  const body = predictedBody(resource);
  const { location } = body;
  return shown(resource, {
    ...(isGroup(resource) ? groupBody(body) : body),
    ...(typeof location === 'string' ? { location: regionName(location) } : {}),
  });
}

function predictedBody(resource: PlannedResource): JsonObject {
  try {
    return bodyOf({ ...resource, scope: { ...resource.scope, keepsUnknown: true } }, undefined);
  } catch (error) {
    if (error instanceof ExpressionError) return resource.definition;
    throw error;
  }
}

/** As the provider would read it: names in its own case, numbers as numbers. */
function groupBody(body: JsonObject): JsonObject {
  try {
    const { location, properties, tags, zones, identity } = readGroupBody(JSON.stringify(body));
    return compact({ location, properties, tags, zones, identity });
  } catch (error) {
    if (error instanceof ArmError) return body;
    throw error;
  }
}

/** Undefined where there is none. `after` says which of its properties templates speak of. */
export function beforeOf(
  { arm, send }: WhatIfDeps,
  resource: Named,
  requester: Requester,
  after?: JsonObject,
): JsonObject | undefined {
  const group = isGroup(resource) ? arm.estate.groupWithId(resource.id) : undefined;
  if (group) {
    const { location, properties, tags, zones, identity } = group;
    return shown(resource, compact({ location, properties, tags, zones, identity }));
  }
  const path = `${resource.id}?api-version=${resource.apiVersion}`;
  const answered = send({ method: 'GET', path }, requester);
  if (answered instanceof Promise || answered.status >= 400 || !isObject(answered.body)) return undefined;
  const body = shown(resource, answered.body);
  if (!after) return body;
  const { tags } = body;
  const known = projected(body, after);
  return { ...(isObject(known) ? known : {}), ...(tags === undefined ? {} : { tags }) };
}

function isGroup({ type }: Pick<Named, 'type'>): boolean {
  return type.toLowerCase() === containerGroupType.toLowerCase();
}

/** Members in order of their names (recorded). */
function shown({ id, type, name, apiVersion }: Named, body: JsonObject): JsonObject {
  const all: JsonObject = {
    ...withoutSecrets(body),
    apiVersion,
    id,
    name: name.split('/').at(-1) ?? name,
    type,
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const secrets = ['secureValue', 'storageAccountKey', 'password', 'workspaceKey', 'protectedSettings'];

function withoutSecrets(body: JsonObject): JsonObject {
  const kept = Object.entries(body).filter(([name]) => !secrets.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'secret' && isObject(value) ? {} : withoutSecretsIn(value)]),
  );
}

function withoutSecretsIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecretsIn);
  return isObject(value) ? withoutSecrets(value) : value;
}
