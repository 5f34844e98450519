/** What ARM checks before a resource provider hears of a request: subscription, permission, resource group, locks. */
import type { ArmContext } from '../context.ts';
import { ArmError, gatewayError, resourceGroupNotFound } from '../armError.ts';
import type { Estate, Subscription } from '../estate.ts';
import { type Permission, permits, roleNamed } from '../../authorization/roles.ts';
import { requiredAction, isWithinScope } from '../../authorization/scopes.ts';
import type { Caller, Request, Response, Route } from '../route.ts';
import type { Restriction, ArmSwitches } from '../armSwitches.ts';

type AccessCheckDeps = Pick<ArmContext, 'estate' | 'switches' | 'assignments' | 'activityLog' | 'clock'>;
type PermissionDeps = Pick<ArmContext, 'switches' | 'assignments'>;

/** The same routes, each of which answers only what the gate lets through. */
export function withAccessChecks(gate: AccessCheckDeps, routes: readonly Route[]): Route[] {
  return routes.map(route => {
    if (route.access === 'open') return route;
    return {
      ...route,
      answer: request =>
        withActivityLog(gate, request, () => {
          checkAccess(gate, request);
          return route.answer(request);
        }),
    };
  });
}

/** What changes something, or is refused to, is noted in the activity log. */
async function withActivityLog(
  { activityLog, clock }: AccessCheckDeps,
  request: Request,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const { method, url, caller } = request;
  if (method === 'GET' || method === 'HEAD' || !caller) return answer();
  const path = decodeURIComponent(url.pathname);
  const note = (status: number) => activityLog.record({ at: clock.now(), method, path, caller, status });
  try {
    const answered = await answer();
    note(answered.status);
    return answered;
  } catch (error) {
    note(error instanceof ArmError ? error.status : 500);
    throw error;
  }
}

function checkAccess(gate: AccessCheckDeps, request: Request): void {
  const { estate, switches } = gate;
  const path = decodeURIComponent(request.url.pathname).replace(/\/$/, '');
  const id = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
  if (id === undefined || !request.caller) return;
  const subscription = checkSubscription(estate, id, request);
  checkPermission(gate, request.caller, request.method, path);
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
  if (!subscription) {
    throw gatewayError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  const { tenantId } = subscription;
  const asked = request.caller?.tenantId ?? '';
  if (asked.toLowerCase() === tenantId.toLowerCase()) return subscription;
  const message = `The access token is from the wrong issuer 'https://sts.windows.net/${asked}/'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`;
  const challenge = `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="The access token is from the wrong issuer."`;
  throw gatewayError(401, 'InvalidAuthenticationTokenTenant', message, {
    headers: { 'www-authenticate': challenge },
  });
}

function checkPermission(rights: PermissionDeps, caller: Caller, method: string, path: string): void {
  const { action, scope } = requiredAction(method, path);
  if (permits(permissionsAt(rights, caller, scope), action)) return;
  throw gatewayError(
    403,
    'AuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** Whether a caller may see what has this ARM id. Lists leave out what may not be read. */
export function mayRead(rights: PermissionDeps, caller: Caller, scope: string): boolean {
  return permits(permissionsAt(rights, caller, scope), requiredAction('GET', scope).action);
}

/** What a caller may do at a scope: everything, but for restrictions, and what was assigned in spite of them. */
export function permissionsAt(
  { switches, assignments }: PermissionDeps,
  caller: Caller,
  scope: string,
): readonly Permission[] {
  const concerns = (r: Restriction) =>
    (r.objectId === undefined || r.objectId === caller.objectId) && isWithinScope(scope, r.scope);
  const left = switches.restrictions.filter(concerns).map(r => r.access);
  const base = left.includes('none') ? undefined : roleNamed(left.includes('read') ? 'Reader' : 'Owner');
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
  throw gatewayError(
    409,
    'ResourceGroupBeingDeleted',
    `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
  );
}

function checkLocks(switches: ArmSwitches, method: string, path: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  // Nothing keeps a lock itself from being taken away.
  if (/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i.test(path)) return;
  const deletes = method === 'DELETE';
  const { scope } = requiredAction(method, path);
  const inForce = switches.locks.filter(lock => deletes || lock.level === 'ReadOnly');
  // A deletion is also stopped by locks further down: a resource group goes with all that is in it.
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
