/** ARM's `Microsoft.Authorization`: a caller's permissions, role definitions and role assignments. */
import type { ArmContext } from '../arm/context.ts';
import { ArmError, gatewayError, invalidContent } from '../arm/armError.ts';
import { permissionsAt } from '../arm/gateway/accessChecks.ts';
import { isObject, textAt, type JsonObject } from '../json.ts';
import { armRoute, listResponse, type Request, type Response, type Route } from '../arm/route.ts';
import { type ProviderType, providerVersion } from '../arm/apiVersions.ts';
import { type RoleAssignment, type PrincipalType, roleOf } from './roleAssignments.ts';
import { builtInRoles, type Role } from './roles.ts';
import { permissions, roleAssignments, roleDefinitions } from './apiVersions.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';

/** The type of a principal in a tenant's directory; undefined for unknown ids. */
export type FindPrincipal = (tenantId: string, objectId: string) => PrincipalType | undefined;

const scoped = '(?<scope>(?:/subscriptions/.+)?)/providers/Microsoft\\.Authorization';

export function authorizationRoutes(arm: ArmContext, findPrincipal: FindPrincipal): Route[] {
  const route = (
    method: string,
    path: string,
    type: ProviderType,
    answer: (request: Request, scope: string) => Response,
  ): Route =>
    armRoute(
      method,
      `${scoped}/${path}`,
      request => providerVersion(request, 'global', type),
      request => answer(request, request.params['scope'] ?? ''),
    );
  const one = 'roleAssignments/(?<name>[^/]+)';
  return [
    route('GET', 'permissions', permissions, ({ caller }, scope) =>
      listResponse(
        (caller ? permissionsAt(arm, caller, scope) : []).map(
          ({ actions, notActions, dataActions = [] }) => ({
            actions: [...actions],
            notActions: [...notActions],
            dataActions: [...dataActions],
            notDataActions: [],
          }),
        ),
      ),
    ),
    route('GET', 'roleDefinitions', roleDefinitions, (request, scope) =>
      listResponse(filteredRoles(request).map(role => roleBody(role, scope))),
    ),
    route('GET', 'roleAssignments', roleAssignments, (request, scope) =>
      listResponse(filteredAssignments(arm, request, scope).map(assignmentBody)),
    ),
    route('GET', one, roleAssignments, (request, scope) => ({
      status: 200,
      body: assignmentBody(find(arm, request, scope)),
    })),
    route('PUT', one, roleAssignments, (request, scope) => putAssignment(arm, findPrincipal, request, scope)),
    route('DELETE', one, roleAssignments, (request, scope) => {
      const assignment = existing(arm, request, scope);
      if (!assignment) return { status: 204 };
      arm.assignments.remove(assignment);
      return { status: 200, body: assignmentBody(assignment) };
    }),
  ];
}

function filteredRoles({ url }: Request): readonly Role[] {
  const filter = url.searchParams.get('$filter') ?? '';
  const roleName = /roleName eq '((?:[^']|'')*)'/i.exec(filter)?.[1]?.replaceAll("''", "'").toLowerCase();
  return builtInRoles.filter(role => roleName === undefined || role.roleName.toLowerCase() === roleName);
}

/** The role assignments that apply at the scope; without `atScope()` also those below it. */
function filteredAssignments(
  { assignments }: ArmContext,
  { url }: Request,
  scope: string,
): readonly RoleAssignment[] {
  const filter = url.searchParams.get('$filter') ?? '';
  const principal = /(?:principalId eq|assignedTo\() ?'([^']+)'/i.exec(filter)?.[1]?.toLowerCase();
  const below = filter.includes('atScope()')
    ? []
    : assignments.all.filter(each => each.scope.toLowerCase().startsWith(`${scope.toLowerCase()}/`));
  return [...assignments.forScope(scope), ...below].filter(
    each => principal === undefined || each.principalId.toLowerCase() === principal,
  );
}

function existing(
  { assignments }: ArmContext,
  { params }: Request,
  scope: string,
): RoleAssignment | undefined {
  const name = params['name']?.toLowerCase();
  return assignments.all.find(
    each => each.name.toLowerCase() === name && each.scope.toLowerCase() === scope.toLowerCase(),
  );
}

function find(arm: ArmContext, request: Request, scope: string): RoleAssignment {
  const assignment = existing(arm, request, scope);
  if (assignment) return assignment;
  const name = request.params['name'] ?? '';
  throw new ArmError(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`);
}

function putAssignment(
  arm: ArmContext,
  findPrincipal: FindPrincipal,
  request: Request,
  scope: string,
): Response {
  const { name = '' } = request.params;
  if (!isGuid(name)) {
    const message = `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`;
    throw new ArmError(400, 'InvalidRoleAssignmentId', message);
  }
  const assignment = readAssignment(arm, findPrincipal, request, scope);
  const same = existing(arm, request, scope);
  if (same) {
    if (isEqual(same, assignment)) return { status: 200, body: assignmentBody(same) };
    const message = 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.';
    throw new ArmError(400, 'RoleAssignmentUpdateNotPermitted', message);
  }
  if (arm.assignments.all.some(each => isEqual(each, assignment))) {
    throw new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  }
  arm.assignments.add(assignment);
  return { status: 201, body: assignmentBody(assignment) };
}

function readAssignment(
  arm: ArmContext,
  findPrincipal: FindPrincipal,
  request: Request,
  scope: string,
): RoleAssignment {
  const { properties } = readJsonObject(request.body);
  if (!isObject(properties)) throw invalidContent('Required property properties not found in JSON.');
  const role = roleOf(textAt(properties, 'roleDefinitionId'));
  if (!role) {
    const message = `The specified role definition with ID '${textAt(properties, 'roleDefinitionId')}' does not exist.`;
    throw new ArmError(400, 'RoleDefinitionDoesNotExist', message);
  }
  const principalId = textAt(properties, 'principalId');
  if (!isGuid(principalId)) {
    const message = `The Principal ID '${principalId}' is not valid. Principal ID must be a GUID.`;
    throw new ArmError(400, 'InvalidPrincipalId', message);
  }
  return {
    name: request.params['name'] ?? '',
    scope,
    role,
    principalId,
    principalType: principalTypeOf(findPrincipal, request, principalId, textAt(properties, 'principalType')),
    created: arm.clock.now(),
    createdBy: request.caller?.objectId ?? '',
  };
}

/** For a principal that is not in the directory, the given type is trusted: the principal may still be replicating. */
function principalTypeOf(
  findPrincipal: FindPrincipal,
  { caller }: Request,
  principalId: string,
  givenType: string,
): PrincipalType {
  const tenantId = caller?.tenantId ?? '';
  const known = findPrincipal(tenantId, principalId);
  const named = (['User', 'Group', 'ServicePrincipal'] as const).find(type => type === givenType);
  if (known !== undefined && named !== undefined && known !== named) {
    const message = `The PrincipalId '${principalId.replaceAll('-', '')}' has type '${known}' , which is different from specified PrinciaplType '${named}'.`;
    throw new ArmError(400, 'UnmatchedPrincipalType', message);
  }
  const type = known ?? named;
  if (type !== undefined) return type;
  const message = `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`;
  throw gatewayError(400, 'PrincipalNotFound', message);
}

function isEqual(a: RoleAssignment, b: RoleAssignment): boolean {
  const key = (x: RoleAssignment) => `${x.scope} ${x.role.name} ${x.principalId}`.toLowerCase();
  return key(a) === key(b);
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function definitionId(role: Role, scope: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role.name}`;
}

function roleBody(role: Role, scope: string): JsonObject {
  return {
    properties: {
      roleName: role.roleName,
      type: 'BuiltInRole',
      description: role.description,
      assignableScopes: ['/'],
      permissions: role.permissions.map(({ actions, notActions, dataActions = [] }) => ({
        actions: [...actions],
        notActions: [...notActions],
        dataActions: [...dataActions],
        notDataActions: [],
      })),
      createdOn: '2015-02-02T21:55:09.8806423Z',
      updatedOn: '2023-01-01T00:00:00.0000000Z',
      createdBy: null,
      updatedBy: null,
    },
    id: definitionId(role, scope),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.name,
  };
}

function assignmentBody(assignment: RoleAssignment): JsonObject {
  const { scope, role, principalId, principalType, name, createdBy } = assignment;
  const created = new Date(assignment.created).toISOString();
  return {
    properties: {
      roleDefinitionId: definitionId(role, scope),
      principalId,
      principalType,
      scope,
      condition: null,
      conditionVersion: null,
      createdOn: created,
      updatedOn: created,
      createdBy,
      updatedBy: createdBy,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  };
}
