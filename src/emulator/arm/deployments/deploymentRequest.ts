/** The body of a deployment's PUT, `validate` or `whatIf`, and the plan that it makes. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import { ArmError, invalidContent } from '../armError.ts';
import { isObject, textAt, type JsonObject } from '../../json.ts';
import type { ResourceKey } from '../resources/resourceIds.ts';
import type { Request } from '../route.ts';
import { factsOf } from './facts.ts';
import { tryMember } from './language/evaluate.ts';
import { JsonSyntaxError, type PositionedJson, readTemplateJson } from './language/readTemplateJson.ts';
import type { Scope } from './language/scope.ts';
import type { Requester } from './run/resourceRequests.ts';
import { type DeploymentPlan, planDeployment } from './template/planDeployment.ts';
import type { Place } from './template/templateError.ts';
import { vaultSecretReader } from './vaultSecrets.ts';

export interface DeploymentRequest {
  readonly properties: JsonObject;
  readonly tags: JsonObject | undefined;
  readonly place: Place;
}

/** Throws ArmError where it is none. */
export function readDeploymentRequest(body: string): DeploymentRequest {
  const source = readJson(body);
  const properties = isObject(source.value) ? tryMember(source.value, 'properties') : undefined;
  if (!isObject(source.value) || !isObject(properties)) {
    const { line, column } = source.positionOf('');
    throw invalidContent(
      `Required property 'properties' not found in JSON. Path '', line ${line}, position ${column}.`,
    );
  }
  const mode = textAt(properties, 'mode');
  if (!/^(?:incremental|complete)$/i.test(mode)) {
    const { line, column } = source.positionOf(mode === '' ? 'properties' : 'properties.mode');
    throw invalidContent(
      mode === ''
        ? `Required property 'mode' not found in JSON. Path 'properties', line ${line}, position ${column}.`
        : `Error converting value "${mode}" to type 'Azure.Deployments.Core.Definitions.DeploymentMode'. Path 'properties.mode', line ${line}, position ${column}.`,
    );
  }
  const tags = source.value['tags'];
  return { properties, tags: isObject(tags) ? tags : undefined, place: { path: 'properties', source } };
}

function readJson(body: string): PositionedJson {
  try {
    return readTemplateJson(body);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw invalidContent(error.message);
    throw error;
  }
}

/** The plan of a deployment. Throws ArmError, and ExpressionError for what a template around hasn't yet. */
export function planOf(
  arm: Pick<ArmContext, 'estate' | 'clock' | 'vaultSecrets'>,
  key: ResourceKey,
  { properties, place }: Pick<DeploymentRequest, 'properties' | 'place'>,
  requester: Requester,
  outer?: Scope,
): DeploymentPlan {
  for (const name of ['templateLink', 'parametersLink']) {
    const link = tryMember(properties, name);
    if (isObject(link))
      throw unreachableLink(textAt(link, 'uri') || textAt(link, 'relativePath') || textAt(link, 'id'));
  }
  const facts = factsOf(arm, key, properties, requester);
  return planDeployment({ ...{ properties, place, facts, outer }, readSecret: vaultSecretReader(arm) });
}

/** The emulator goes to no other address, as ARM can't to those that are not public (learn.microsoft.com: linked templates). */
function unreachableLink(uri: string): ArmError {
  return new ArmError(
    400,
    'InvalidContentLink',
    `Unable to download deployment content from '${uri}'. The tracking Id is '${randomUUID()}'. Please see https://aka.ms/arm-deploy for usage details.`,
  );
}

/** The deployment that a request is about. */
export function requestedDeployment({ params }: Request): ResourceKey {
  const { subscription = '', group = '', deployment = '' } = params;
  return { subscriptionId: subscription, resourceGroup: group, name: deployment };
}

/** Who deploys: a route of ARM always has a caller. */
export function requesterOf({ caller, url }: Request): Requester {
  if (!caller) throw new Error('A request to ARM without a caller.');
  return { caller, origin: url.origin };
}
