/** `Microsoft.Authorization/locks`: list, get, put and delete management locks. */
import type { ArmContext } from '../arm/context.ts';
import { isWithinScope } from './scopes.ts';
import { ArmError, gatewayError } from '../arm/armError.ts';
import { compact, objectAt, textAt, type JsonObject } from '../json.ts';
import { armRoute, listResponse, type Request, type Response, type Route } from '../arm/route.ts';
import { isSameId } from '../arm/resources/resourceIds.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import { locks as type } from './apiVersions.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';
import type { Lock } from './accessLimits.ts';

export function lockRoutes({ switches }: Pick<ArmContext, 'switches'>): Route[] {
  const route = (
    method: string,
    path: string,
    answer: (scope: string, request: Request) => Response,
  ): Route =>
    armRoute(
      method,
      `(?<scope>/subscriptions/.+)/providers/Microsoft\\.Authorization/locks${path}`,
      request => providerVersion(request, 'global', type),
      request => answer(request.params['scope'] ?? '', request),
    );
  const one = '/(?<name>[^/]+)';
  const at = (scope: string, { params }: Request): Lock | undefined =>
    switches.locks.find(lock => isSameId(lock.scope, scope) && isSameId(nameOf(lock), params['name'] ?? ''));
  return [
    route('GET', '', (scope, { url }) => {
      const onlyHere = (url.searchParams.get('$filter') ?? '').includes('atScope()');
      const found = switches.locks.filter(lock =>
        onlyHere ? isSameId(lock.scope, scope) : isWithinScope(lock.scope, scope),
      );
      return listResponse(found.map(lockBody));
    }),
    route('GET', one, (scope, request) => {
      const lock = at(scope, request);
      if (!lock) throw lockNotFound(request);
      return { status: 200, body: lockBody(lock) };
    }),
    route('PUT', one, (scope, request) => {
      const before = at(scope, request);
      const lock = readLock(scope, request);
      switches.locks = [...switches.locks.filter(each => each !== before), lock];
      return { status: before ? 200 : 201, body: lockBody(lock) };
    }),
    route('DELETE', one, (scope, request) => {
      const lock = at(scope, request);
      if (!lock) return { status: 204 };
      switches.locks = switches.locks.filter(each => each !== lock);
      return { status: 200 };
    }),
  ];
}

function readLock(scope: string, { params: { name = '' }, body }: Request): Lock {
  const properties = objectAt(readJsonObject(body), 'properties');
  const level = textAt(properties, 'level');
  if (level !== 'CanNotDelete' && level !== 'ReadOnly') {
    const message = `The lock level '${level}' is not valid. Allowed values are: 'CanNotDelete,ReadOnly'.`;
    throw new ArmError(400, 'InvalidLockLevel', message);
  }
  const notes = textAt(properties, 'notes');
  return { scope, level, name, ...(notes === '' ? {} : { notes }) };
}

function lockBody(lock: Lock): JsonObject {
  const name = nameOf(lock);
  return {
    properties: compact({ level: lock.level, notes: lock.notes }),
    id: `${lock.scope}/providers/Microsoft.Authorization/locks/${name}`,
    type: 'Microsoft.Authorization/locks',
    name,
  };
}

function nameOf({ name = 'lock' }: Lock): string {
  return name;
}

function lockNotFound({ params: { name = '' } }: Request): ArmError {
  return gatewayError(404, 'LockNotFound', `The lock '${name}' could not be found.`);
}
