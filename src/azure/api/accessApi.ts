/** Azure's access control: what the account may do, roles and their assignments, identities, and the provider. */
import { createHash } from 'node:crypto';
import {
  type ManagedIdentity,
  type Permission,
  type Principal,
  type PrincipalType,
  type Role,
  type RoleAssignment,
  type Scope,
  subscriptionOf,
} from '../../core/access/rbac.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, isList, type JsonObject } from '../../core/json.ts';
import type { AccessApi, Urgency } from '../../core/azureApi.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { readAllPages } from '../http/readAllPages.ts';
import { createMicrosoftGraphApi } from './microsoftGraphApi.ts';
import { asString, asStrings, readRows } from '../http/readJson.ts';

const authorization = 'providers/Microsoft.Authorization';
const version = `api-version=${apiVersions.authorization}`;

export function createAccessApi(arm: ArmClient, credentials: CredentialSource): AccessApi {
  const { graph: endpoint } = arm.cloud;
  const graph = endpoint && createMicrosoftGraphApi(arm, credentials, endpoint);
  const tokenScope = (scope: Scope) => ({ subscriptionId: subscriptionOf(scope) });
  const list = async (
    scope: Scope,
    what: string,
    signal: AbortSignal,
    { filter = '', urgency = 'user' }: { readonly filter?: string; readonly urgency?: Urgency } = {},
  ) => {
    const query = filter === '' ? version : `${version}&$filter=${encodeURIComponent(filter)}`;
    const path = `${scope.id}/${authorization}/${what}?${query}`;
    return readAllPages(arm, tokenScope(scope), path, signal, urgency);
  };

  async function permissions(
    scope: Scope,
    signal: AbortSignal,
    urgency?: Urgency,
  ): Promise<readonly Permission[]> {
    const rows = await list(scope, 'permissions', signal, { ...(urgency && { urgency }) });
    return readRows(rows, readPermission);
  }

  async function roles(scope: Scope, signal: AbortSignal): Promise<readonly Role[]> {
    return readRows(await list(scope, 'roleDefinitions', signal), readRole);
  }

  async function assignments(scope: Scope, signal: AbortSignal): Promise<readonly RoleAssignment[]> {
    const rows = await list(scope, 'roleAssignments', signal, { filter: 'atScope()' });
    return readRows(rows, readAssignment);
  }

  /**
   * The name of an assignment is derived from its content, so that asking twice asks for the same one. One that
   * somebody else made under another name is answered with 409 `RoleAssignmentExists`.
   */
  async function assign(
    scope: Scope,
    role: Role,
    principal: Pick<Principal, 'id' | 'type'>,
    signal: AbortSignal,
  ): Promise<'assigned' | 'existed'> {
    const path = `${scope.id}/${authorization}/roleAssignments/${nameOf(scope, role, principal.id)}?${version}`;
    const properties = {
      roleDefinitionId: role.id,
      principalId: principal.id,
      // Without it Azure looks the principal up, and doesn't find one that was made a moment ago.
      principalType: principal.type,
    };
    try {
      const { status } = await arm.send(
        tokenScope(scope),
        { method: 'PUT', path, body: { properties } },
        signal,
      );
      return status === 201 ? 'assigned' : 'existed';
    } catch (error) {
      if (error instanceof AciError && error.code === 'RoleAssignmentExists') return 'existed';
      throw error;
    }
  }

  async function managedIdentities(
    subscriptionId: string,
    signal: AbortSignal,
  ): Promise<readonly ManagedIdentity[]> {
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=${apiVersions.managedIdentities}`;
    return readRows(await readAllPages(arm, { subscriptionId }, path, signal), readIdentity);
  }

  const providerPath = (subscriptionId: string, verb = '') =>
    `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ContainerInstance${verb}?api-version=${apiVersions.resources}`;

  async function providerState(subscriptionId: string, signal: AbortSignal): Promise<string> {
    const path = providerPath(subscriptionId);
    const { body } = await arm.send({ subscriptionId }, { method: 'GET', path }, signal);
    const state = asString(asObject(body)['registrationState']);
    if (state !== undefined) return state;
    throw new AciError('service', 'Azure does not say whether container instances are registered.');
  }

  return {
    permissions,
    roles,
    assignments,
    assign,
    managedIdentities,
    findPrincipals: async (scope, text, signal) =>
      (await graph?.findPrincipals(arm.tenantOf(subscriptionOf(scope)), text, signal)) ?? [],
    principals: async (scope, ids, signal) =>
      (await graph?.principalsById(arm.tenantOf(subscriptionOf(scope)), ids, signal)) ?? [],
    providerState,
    registerProvider: async (subscriptionId, signal) => {
      const path = providerPath(subscriptionId, '/register');
      await arm.send({ subscriptionId }, { method: 'POST', path }, signal);
    },
  };
}

/** Always the same GUID for the same assignment (the form of RFC 9562, version 8). */
function nameOf(scope: Scope, role: Role, principalId: string): string {
  const content = [scope.id, role.id.split('/').at(-1) ?? '', principalId].join('\n').toLowerCase();
  const hex = createHash('sha256').update(content).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

function readPermission(row: JsonObject): Permission | undefined {
  if (!isList(row['actions'])) return undefined;
  return { actions: asStrings(row['actions']), notActions: asStrings(row['notActions']) };
}

function readRole(row: JsonObject): Role | undefined {
  const properties = asObject(row['properties']);
  const [id, name] = [asString(row['id']), asString(properties['roleName'])];
  if (id === undefined || name === undefined) return undefined;
  return { id, name, description: asString(properties['description']) ?? '' };
}

function readAssignment(row: JsonObject): RoleAssignment | undefined {
  const properties = asObject(row['properties']);
  const text = (key: string) => asString(properties[key]);
  const [id, roleId, principalId] = [asString(row['id']), text('roleDefinitionId'), text('principalId')];
  if (id === undefined || roleId === undefined || principalId === undefined) return undefined;
  return {
    id,
    roleId,
    principalId,
    principalType: readType(text('principalType')),
    scope: text('scope') ?? '',
  };
}

function readType(text: string | undefined): PrincipalType {
  return text === 'Group' || text === 'ServicePrincipal' ? text : 'User';
}

function readIdentity(row: JsonObject): ManagedIdentity | undefined {
  const properties = asObject(row['properties']);
  const [id, name] = [asString(row['id']), asString(row['name'])];
  const [principalId, clientId] = [asString(properties['principalId']), asString(properties['clientId'])];
  if (id === undefined || name === undefined || principalId === undefined || clientId === undefined)
    return undefined;
  return { id, name, location: asString(row['location']) ?? '', principalId, clientId };
}
