/** Microsoft Graph as far as finding people and applications needs it. */
import type { Caller, Request, Response, Route } from '../arm/route.ts';
import type { Directory } from '../entra/directory.ts';
import { readFilter } from './graphFilter.ts';
import { graphError } from './graphError.ts';
import type { JsonObject } from '../json.ts';

/** What tests may change while it runs. */
export interface GraphSwitches {
  /** The directory may not be read: 403 `Authorization_RequestDenied`. Default false. */
  refuses: boolean;
}

interface GraphDeps {
  readonly directory: Directory;
  readonly verify: (token: string) => Caller | undefined;
  readonly switches: GraphSwitches;
}

/** An object of the directory. */
interface Entry {
  readonly type: 'user' | 'servicePrincipal';
  /** Tenants that have it. */
  readonly tenantIds: readonly string[];
  /** As Graph shows it. */
  readonly body: { readonly id: string; readonly displayName: string } & JsonObject;
}

export function graphRoutes({ directory, verify, switches }: GraphDeps): Route[] {
  const route = (
    method: string,
    path: string,
    answer: (request: Request, known: readonly Entry[]) => Response,
  ): Route => ({
    method,
    path: new RegExp(`^/v1\\.0/${path}$`, 'i'),
    access: 'open',
    answer(request) {
      const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const caller = token === undefined ? undefined : verify(token);
      if (!caller) return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty or invalid.');
      if (switches.refuses) {
        const message = 'Insufficient privileges to complete the operation.';
        return graphError(403, 'Authorization_RequestDenied', message);
      }
      return answer(
        request,
        entries(directory).filter(each => each.tenantIds.includes(caller.tenantId)),
      );
    },
  });
  const of = (type: Entry['type']) => (request: Request, known: readonly Entry[]) =>
    list(
      request,
      known.filter(each => each.type === type),
    );
  return [
    route('GET', 'users', of('user')),
    route('GET', 'servicePrincipals', of('servicePrincipal')),
    route('POST', 'directoryObjects/getByIds', getByIds),
  ];
}

function entries({ accounts, application, identities = [], tenantIds }: Directory): readonly Entry[] {
  const ofMachines = identities.map(each => ({ ...each, tenantIds: [each.tenantId] }));
  return [
    ...accounts.map(account => ({
      type: 'user' as const,
      tenantIds: account.tenantIds,
      body: {
        id: account.objectId,
        displayName: account.displayName,
        userPrincipalName: account.userName,
      },
    })),
    ...[{ ...application, tenantIds }, ...ofMachines].map(each => ({
      type: 'servicePrincipal' as const,
      tenantIds: each.tenantIds,
      body: { id: each.objectId, appId: each.clientId, displayName: each.displayName },
    })),
  ];
}

/** `$filter`, `$select` and `$top`. */
function list({ url }: Request, known: readonly Entry[]): Response {
  const fits = readFilter(url.searchParams.get('$filter'));
  if (!fits) {
    return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
  }
  const top = Number(url.searchParams.get('$top') ?? 100);
  const select = url.searchParams.get('$select')?.split(',');
  const found = known.map(({ body }) => body).filter(fits);
  return ok(found.slice(0, top).map(body => selected(body, select)));
}

function selected(body: JsonObject, select: readonly string[] | undefined): JsonObject {
  if (!select) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => select.includes(key)));
}

/** The objects with these ids; unknown ids are left out. */
function getByIds({ body }: Request, known: readonly Entry[]): Response {
  const ids = readIds(body);
  if (!ids) return graphError(400, 'Request_BadRequest', 'Property ids is required.');
  const found = known.filter(each => ids.includes(each.body.id.toLowerCase()));
  return ok(found.map(each => ({ '@odata.type': `#microsoft.graph.${each.type}`, ...each.body })));
}

function readIds(body: string): string[] | undefined {
  try {
    const { ids } = JSON.parse(body) as { ids?: unknown };
    if (!Array.isArray(ids)) return undefined;
    return ids.flatMap(id => (typeof id === 'string' ? [id.toLowerCase()] : []));
  } catch {
    return undefined;
  }
}

function ok(value: JsonObject[]): Response {
  const headers = { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' };
  return { status: 200, headers, body: { value } };
}
