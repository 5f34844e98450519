/** `whatIf` of deployments: accepted, and its result at another address (recorded 2020, api-version 2020-06-01). */
import { randomUUID } from 'node:crypto';
import { ArmError } from '../../armError.ts';
import { checkResourceVersion, requestVersion } from '../../apiVersions.ts';
import { isObject, objectAt, textAt, type JsonObject } from '../../../json.ts';
import { armRoute, subscriptionPath, type Response, type Route } from '../../route.ts';
import { planOf, readDeploymentRequest, requestedDeployment, requesterOf } from '../deploymentRequest.ts';
import { preflight } from '../preflight.ts';
import { predictChanges } from './predictChanges.ts';
import type { WhatIfDeps } from './predictedResource.ts';

/** How long a prediction takes, in ms of the emulator's clock. */
const predictionMs = 2000;

interface Prediction {
  readonly readyAt: number;
  readonly body: JsonObject;
}

/** `deployment`: the pattern of a deployment's path. */
export function whatIfRoutes(deps: WhatIfDeps, deployment: string): Route[] {
  const { arm } = deps;
  const predictions = new Map<string, Prediction>();
  const accepted = (location: string): Response => ({ status: 202, headers: { location } });
  return [
    armRoute('POST', `${deployment}/whatIf`, checkResourceVersion, request => {
      const key = requestedDeployment(request);
      const given = readDeploymentRequest(request.body);
      const requester = requesterOf(request);
      const plan = planOf(arm, key, given, requester);
      const resultFormat = textAt(objectAt(given.properties, 'whatIfSettings'), 'resultFormat');
      const format = resultFormat === 'ResourceIdOnly' ? 'ResourceIdOnly' : 'FullResourcePayloads';
      const body = resultOf(() => {
        preflight(arm, key.name, plan, requester);
        return predictChanges(deps, key, plan, requester, format);
      });
      const id = Buffer.from(`whatif:${randomUUID()}`).toString('base64url');
      predictions.set(id, { readyAt: arm.clock.now() + predictionMs * arm.containers.switches.pace, body });
      const { origin } = request.url;
      return accepted(
        `${origin}/subscriptions/${key.subscriptionId}/operationresults/${id}?api-version=${requestVersion(request.url)}`,
      );
    }),
    // The ids of predictions all begin alike: other operations have their results at this address, too.
    armRoute(
      'GET',
      `${subscriptionPath}/operationresults/(?<prediction>d2hhdGlm[^/]+)`,
      checkResourceVersion,
      ({ params, url }) => {
        const found = predictions.get(params['prediction'] ?? '');
        if (!found) throw new ArmError(404, 'NotFound', 'The operation result could not be found.');
        return arm.clock.now() < found.readyAt ? accepted(url.href) : { status: 200, body: found.body };
      },
    ),
  ];
}

/** A refusal after the template was read is a result, too. */
function resultOf(predict: () => JsonObject[]): JsonObject {
  try {
    return { status: 'Succeeded', properties: { changes: predict() } };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const { body } = error.response();
    const refused = isObject(body) ? objectAt(body, 'error') : {};
    return { status: 'Failed', error: refused };
  }
}
