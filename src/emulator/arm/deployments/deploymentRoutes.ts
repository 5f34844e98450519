/** `Microsoft.Resources/deployments` of resource groups: validate, create, look at, cancel, export, delete. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import { type ArmError, gatewayError } from '../armError.ts';
import { checkResourceVersion, requestVersion } from '../apiVersions.ts';
import { page, pageSize } from '../lists/paging.ts';
import { readFilter } from '../lists/odataFilter.ts';
import { armRoute, resourceGroupPath, type Request, type Response, type Route } from '../route.ts';
import { deploymentBody, operationBody, statusBody, validatedBody } from './deploymentBody.ts';
import { planOf, readDeploymentRequest, requestedDeployment, requesterOf } from './deploymentRequest.ts';
import { preflight } from './preflight.ts';
import { type Deployment, deploymentId, type Deployments, isActive } from './run/deploymentRecord.ts';
import type { SendToProvider } from './run/resourceRequests.ts';
import { startDeployment } from './startDeployment.ts';
import { whatIfRoutes } from './whatIf/whatIfRoutes.ts';

/** The older address of deployments has no provider in it. */
const all = `${resourceGroupPath}(?:/providers/Microsoft\\.Resources)?/deployments`;
const one = `${all}/(?<deployment>[^/]+)`;

/** `send`: how resource providers are asked. */
export function deploymentRoutes(arm: ArmContext, send: SendToProvider): Route[] {
  const { deployments } = arm.estate;
  const deps = { arm, send };
  const route = (method: string, path: string, answer: (request: Request) => Response | Promise<Response>) =>
    armRoute(method, path, checkResourceVersion, answer);
  const find = (request: Request): Deployment => {
    const found = deployments.get(requestedDeployment(request));
    if (found) return found;
    throw notFound(requestedDeployment(request).name);
  };
  const show = (deployment: Deployment, { url }: Request) =>
    deploymentBody(deployment, arm.clock.now(), requestVersion(url));
  return [
    ...whatIfRoutes(deps, one),
    route('GET', `${all}/?`, request => list(arm, deployments, request)),
    route('GET', one, request => ({ status: 200, body: show(find(request), request) })),
    route('HEAD', one, request => ({ status: deployments.get(requestedDeployment(request)) ? 204 : 404 })),
    route('PUT', one, request => {
      const key = requestedDeployment(request);
      const before = deployments.get(key);
      if (before && isActive(before)) throw stillActive(before);
      const given = readDeploymentRequest(request.body);
      const requester = requesterOf(request);
      const plan = planOf(arm, key, given, requester);
      preflight(arm, key.name, plan, requester);
      const deployment = startDeployment(deps, { key, plan, requester, tags: given.tags });
      return {
        status: before ? 200 : 201,
        headers: { 'azure-asyncoperation': statusAddress(deployment, request.url) },
        body: show(deployment, request),
      };
    }),
    route('POST', `${one}/validate`, request => {
      const key = requestedDeployment(request);
      const requester = requesterOf(request);
      const plan = planOf(arm, key, readDeploymentRequest(request.body), requester);
      const validated = preflight(arm, key.name, plan, requester);
      const context = {
        now: arm.clock.now(),
        correlationId: randomUUID(),
        version: requestVersion(request.url),
      };
      return {
        status: 200,
        body: validatedBody({ id: deploymentId(key), name: key.name }, plan, validated, context),
      };
    }),
    route('POST', `${one}/cancel`, request => {
      const deployment = find(request);
      if (!isActive(deployment)) throw notCancellable(deployment);
      deployment.cancel();
      return { status: 204 };
    }),
    route('POST', `${one}/exportTemplate`, request => ({
      status: 200,
      body: { template: find(request).plan.template.body },
    })),
    route('DELETE', one, request => remove(deployments, request)),
    route('GET', `${one}/operations`, request => {
      const deployment = find(request);
      const rows = deployment.operations.map(each => operationBody(deployment, each, arm.clock.now()));
      return { status: 200, body: page(rows, pageSize(request.url, 1000), request.url) };
    }),
    route('GET', `${one}/operations/(?<operation>[^/]+)`, request => {
      const deployment = find(request);
      const wanted = request.params['operation'] ?? '';
      const found = deployment.operations.find(each => each.id === wanted);
      if (!found) {
        const message = `Deployment operation '${wanted}' could not be found.`;
        throw gatewayError(404, 'DeploymentOperationNotFound', message);
      }
      return { status: 200, body: operationBody(deployment, found, arm.clock.now()) };
    }),
    route('GET', `${one}/operationStatuses/(?<status>[^/]+)`, request => {
      const deployment = find(request);
      // Another deployment has taken the name since.
      if (deployment.statusId !== request.params['status']) throw notFound(deployment.name);
      return { status: 200, body: statusBody(deployment) };
    }),
  ];
}

/** Recorded: no `Location`, no `Retry-After`, and a signature of the address that nobody checks here. */
function statusAddress(deployment: Deployment, url: URL): string {
  const version = requestVersion(url);
  const signed = `&t=${deployment.started}0000&c=emulator&s=${randomUUID().replaceAll('-', '')}&h=${randomUUID().replaceAll('-', '')}`;
  return `${url.origin}${deploymentId(deployment)}/operationStatuses/${deployment.statusId}?api-version=${version}${signed}`;
}

/** The newest first; `$filter=provisioningState eq 'Failed'`. */
function list({ clock, switches }: ArmContext, deployments: Deployments, request: Request): Response {
  const { subscription = '', group = '' } = request.params;
  const version = requestVersion(request.url);
  const filter = readFilter(request.url.searchParams.get('$filter'));
  const states = filter.flatMap(any => any.filter(each => each.property === 'provisioningstate'));
  const bodies = deployments
    .within(subscription, group)
    .filter(({ state }) => states.every(each => each.value.toLowerCase() === state.toLowerCase()))
    .map(each => deploymentBody(each, clock.now(), version));
  return { status: 200, body: page(bodies, pageSize(request.url, switches.pageSize), request.url) };
}

function remove(deployments: Deployments, request: Request): Response {
  const key = requestedDeployment(request);
  const deployment = deployments.get(key);
  if (!deployment) return { status: 204 };
  if (isActive(deployment)) throw stillActive(deployment);
  deployments.remove(key);
  const { url } = request;
  const location = `${url.origin}/subscriptions/${key.subscriptionId}/operationresults/${randomUUID()}?api-version=${requestVersion(url)}`;
  return { status: 202, headers: { location, 'retry-after': '15' } };
}

function notFound(name: string): ArmError {
  return gatewayError(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`);
}

/** Quoted by Azure Service Operator and others; it expires after a week. */
function stillActive({ name, started }: Deployment): ArmError {
  const week = 7 * 24 * 3600 * 1000;
  return gatewayError(
    409,
    'DeploymentActive',
    `Unable to edit or replace deployment '${name}': previous deployment from '${usTime(started)}' is still active (expiration time is '${usTime(started + week)}'). Please see https://aka.ms/arm-deploy for usage details.`,
  );
}

/** The code: juju/juju, azure-sdk-for-js; the words are a guess. */
function notCancellable({ name, state }: Deployment): ArmError {
  return gatewayError(
    409,
    'DeploymentCannotBeCancelled',
    `The deployment '${name}' cannot be cancelled because it is in '${state}' provisioning state.`,
  );
}

/** `4/11/2020 2:17:01 AM`. */
function usTime(ms: number): string {
  return new Date(ms).toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', '').replaceAll('\u202F', ' ');
}
