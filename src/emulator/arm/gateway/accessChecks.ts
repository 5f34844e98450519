/** What ARM checks before it calls a resource provider: subscription, permission, resource group, locks. */
import type { ArmContext } from '../context.ts';
import {
  ArmError,
  gatewayError,
  resourceGroupBeingDeleted,
  resourceGroupNotFound,
  subscriptionNotFound,
} from '../armError.ts';
import { subscriptionOf } from '../resources/resourceIds.ts';
import type { Estate, Subscription } from '../estate.ts';
import { type Permission, permits, roleNamed } from '../../authorization/roles.ts';
import { isWithinScope } from '../../authorization/scopes.ts';
import type { Caller, Request, Response, Route } from '../route.ts';
import type { ArmSwitches } from '../armSwitches.ts';
import { requiredAction } from '../../authorization/requiredAction.ts';
import type { Restriction } from '../../authorization/accessLimits.ts';

type AccessCheckDeps = Pick<ArmContext, 'estate' | 'switches' | 'assignments' | 'activityLog' | 'clock'>;
type PermissionDeps = Pick<ArmContext, 'switches' | 'assignments'>;

/** The same routes, each of which answers only requests that pass the checks. */
export function withAccessChecks(deps: AccessCheckDeps, routes: readonly Route[]): Route[] {
  return routes.map(route => {
    if (route.access === 'open') return route;
    return {
      ...route,
      answer: request =>
        withActivityLog(deps, request, () => {
          checkAccess(deps, request);
          return route.answer(request);
        }),
    };
  });
}

/** Requests that change something, or were refused to, are recorded in the activity log. */
function withActivityLog(
  { activityLog, clock }: AccessCheckDeps,
  request: Request,
  answer: () => Response | Promise<Response>,
): Response | Promise<Response> {
  const { method, url, caller } = request;
  if (method === 'GET' || method === 'HEAD' || !caller) return answer();
  const path = decodeURIComponent(url.pathname);
  const record = (status: number) => activityLog.record({ at: clock.now(), method, path, caller, status });
  const recordAnswer = (answered: Response) => {
    record(answered.status);
    return answered;
  };
  const recordError = (error: unknown): never => {
    record(error instanceof ArmError ? error.status : 500);
    throw error;
  };
  try {
    const answered = answer();
    // A route that answers at once stays so: deployments ask it on the emulator's clock.
    return answered instanceof Promise ? answered.then(recordAnswer, recordError) : recordAnswer(answered);
  } catch (error) {
    return recordError(error);
  }
}

function checkAccess(deps: AccessCheckDeps, request: Request): void {
  const { estate, switches } = deps;
  const path = decodeURIComponent(request.url.pathname).replace(/\/$/, '');
  const id = subscriptionOf(path);
  if (id === undefined || !request.caller) return;
  const subscription = checkSubscription(estate, id, request);
  checkPermission(deps, request.caller, request.method, path);
  checkState(subscription, request.method);
  checkResourceGroup(estate, id, request.method, path);
  checkLocks(switches, request.method, path);
}

function checkSubscription(estate: Estate, id: string, request: Request): Subscription {
  const subscription = estate.subscription(id);
  if (!subscription && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    const message = `The provided subscription identifier '${id}' is malformed or invalid.`;
    throw gatewayError(400, 'InvalidSubscriptionId', message);
  }
  if (!subscription) throw subscriptionNotFound(id);
  const { tenantId } = subscription;
  const callerTenantId = request.caller?.tenantId ?? '';
  if (callerTenantId.toLowerCase() === tenantId.toLowerCase()) return subscription;
  const message = `The access token is from the wrong issuer 'https://sts.windows.net/${callerTenantId}/'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`;
  const challenge = `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="The access token is from the wrong issuer."`;
  throw gatewayError(401, 'InvalidAuthenticationTokenTenant', message, {
    headers: { 'www-authenticate': challenge },
  });
}

function checkPermission(deps: PermissionDeps, caller: Caller, method: string, path: string): void {
  const { action, scope } = requiredAction(method, path);
  if (permits(permissionsAt(deps, caller, scope), action)) return;
  throw gatewayError(
    403,
    'AuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** Whether a caller may read the resource that has this id. Lists leave out what may not be read. */
export function mayRead(deps: PermissionDeps, caller: Caller, scope: string): boolean {
  return permits(permissionsAt(deps, caller, scope), requiredAction('GET', scope).action);
}

/** What a caller may do at a scope: everything except what is restricted, and what its role assignments add. */
export function permissionsAt(
  { switches, assignments }: PermissionDeps,
  caller: Caller,
  scope: string,
): readonly Permission[] {
  const applies = (r: Restriction) =>
    (r.objectId === undefined || r.objectId === caller.objectId) && isWithinScope(scope, r.scope);
  const allowed = switches.restrictions.filter(applies).map(r => r.access);
  const base = allowed.includes('none')
    ? undefined
    : roleNamed(allowed.includes('read') ? 'Reader' : 'Owner');
  return [...(base?.permissions ?? []), ...assignments.permissionsOf(caller.objectId, scope)];
}

function checkState(subscription: Subscription, method: string): void {
  if (method === 'GET' || method === 'HEAD' || subscription.state !== 'Disabled') return;
  throw gatewayError(
    409,
    'ReadOnlyDisabledSubscription',
    `The subscription '${subscription.subscriptionId}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
  );
}

function checkResourceGroup(estate: Estate, subscriptionId: string, method: string, path: string): void {
  const name = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/./i.exec(path)?.[1];
  if (name === undefined) return;
  const group = estate.resourceGroup(subscriptionId, name);
  if (!group) throw resourceGroupNotFound(name);
  if (!group.deleting || (method !== 'PUT' && method !== 'PATCH' && method !== 'POST')) return;
  throw resourceGroupBeingDeleted(name);
}

function checkLocks(switches: ArmSwitches, method: string, path: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  // A lock can always be removed.
  if (/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i.test(path)) return;
  const deletes = method === 'DELETE';
  const { scope } = requiredAction(method, path);
  const inForce = switches.locks.filter(lock => deletes || lock.level === 'ReadOnly');
  // Locks further down stop a deletion too: a resource group is deleted with everything in it.
  const locks = inForce.filter(
    lock => isWithinScope(scope, lock.scope) || (deletes && isWithinScope(lock.scope, scope)),
  );
  if (locks.length === 0) return;
  const list = locks.map(lock => lock.scope).join(',');
  throw gatewayError(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform ${deletes ? 'delete' : 'write'} operation because following scope(s) are locked: '${list}'. Please remove the lock and try again.`,
  );
}
