/**
 * Azure Resource Graph: `POST /providers/Microsoft.ResourceGraph/resources`, as far as queries go that pick resources
 * and columns (`resources | where type =~ '…' | project … | order by … | take n`).
 */
import type { ArmContext } from '../context.ts';
import { ArmError } from '../armError.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../../json.ts';
import { armRoute, type Request, type Response, type Route } from '../route.ts';
import { providerVersion } from '../apiVersions.ts';
import type { ResourceSource } from './resourceSources.ts';
import type { Resource } from './resourceStore.ts';
import { resourceGroupOf } from './resourceIds.ts';
import { readJsonObject } from './resourceBody.ts';

const versions = [
  '2019-04-01',
  '2020-04-01-preview',
  '2021-03-01',
  '2021-06-01-preview',
  '2022-10-01',
  '2024-04-01',
];

export function resourceGraphRoute(arm: ArmContext, sources: readonly ResourceSource[]): Route {
  return armRoute(
    'POST',
    '/providers/Microsoft\\.ResourceGraph/resources',
    request => providerVersion(request, 'global', { name: 'resources', versions }),
    request => answer(arm, sources, request),
  );
}

function answer(arm: ArmContext, sources: readonly ResourceSource[], { body, caller }: Request): Response {
  const query = readJsonObject(body);
  const visible = arm.estate.subscriptions.filter(each => each.tenantId === caller?.tenantId);
  const subscriptionIds = Array.isArray(query['subscriptions']) ? query['subscriptions'] : [];
  const rows = visible
    .filter(({ subscriptionId }) => subscriptionIds.length === 0 || subscriptionIds.includes(subscriptionId))
    .flatMap(({ subscriptionId, tenantId }) =>
      sources
        .flatMap(source => source.list(subscriptionId))
        .filter(({ id }) => caller && mayRead(arm, caller, id))
        .map(resource => row(resource, subscriptionId, tenantId)),
    );
  const found = runQuery(textAt(query, 'query'), rows);
  const { $top, $skip } = objectAt(query, 'options');
  const skip = typeof $skip === 'number' ? $skip : 0;
  const data = found.slice(skip, skip + (typeof $top === 'number' ? $top : 1000));
  return {
    status: 200,
    body: {
      totalRecords: found.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: data.length < found.length ? 'true' : 'false',
    },
  };
}

/** Types and the names of resource groups are in lower case there. */
function row(resource: Resource, subscriptionId: string, tenantId: string): JsonObject {
  const { id, name, type, location, kind, sku, tags, properties, identity, zones } = resource;
  return {
    ...{ id, name, type: type.toLowerCase(), tenantId, kind: kind ?? '', location: location ?? '' },
    ...{ resourceGroup: resourceGroupOf(id).toLowerCase(), subscriptionId, managedBy: '' },
    ...{ sku: sku ?? null, plan: null, properties: properties ?? null, tags: tags ?? null },
    ...{ identity: identity ?? null, zones: zones ?? null, extendedLocation: null },
  };
}

function runQuery(query: string, rows: readonly JsonObject[]): JsonObject[] {
  const [table = '', ...steps] = query.split('|').map(step => step.trim());
  if (table.toLowerCase() !== 'resources') throw badQuery(query);
  return steps.reduce((found, step) => runStep(step, found), [...rows]);
}

function runStep(step: string, rows: JsonObject[]): JsonObject[] {
  const [, operator = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(step) ?? [];
  switch (operator.toLowerCase()) {
    case 'where': {
      const conditions = rest.split(/\s+and\s+/i).map(readCondition);
      return rows.filter(each => conditions.every(fits => fits(each)));
    }
    case 'project':
      return rows.map(each => Object.fromEntries(rest.split(',').map(column => projected(each, column))));
    case 'take':
    case 'limit':
      return rows.slice(0, Number(rest));
    case 'count':
      return [{ Count: rows.length }];
    case 'order':
    case 'sort':
      return sorted(rows, rest.replace(/^by\s+/i, ''));
    default:
      throw badQuery(step);
  }
}

function readCondition(condition: string): (row: JsonObject) => boolean {
  const [, path = '', operator = '', value = ''] =
    /^([\w.]+)\s*(==|=~|!=|!~|contains|startswith)\s*['"]([^'"]*)['"]$/i.exec(condition.trim()) ?? [];
  const other = value.toLowerCase();
  return row => {
    const given = textOf(valueAt(row, path));
    const one = given.toLowerCase();
    switch (operator.toLowerCase()) {
      case '==':
        return given === value;
      case '=~':
        return one === other;
      case '!=':
        return given !== value;
      case '!~':
        return one !== other;
      case 'contains':
        return one.includes(other);
      case 'startswith':
        return one.startsWith(other);
      default:
        throw badQuery(condition);
    }
  };
}

/** `name` stays, `state = properties.provisioningState` gets that name, `properties.x` becomes `properties_x`. */
function projected(row: JsonObject, column: string): [string, Json] {
  const [left = '', right] = column.split('=').map(each => each.trim());
  return [left.replaceAll('.', '_'), valueAt(row, right ?? left) ?? null];
}

function sorted(rows: JsonObject[], by: string): JsonObject[] {
  const [path = '', direction = 'desc'] = by.split(/\s+/);
  const sign = direction.toLowerCase() === 'asc' ? 1 : -1;
  const key = (row: JsonObject) => textOf(valueAt(row, path)).toLowerCase();
  return rows.toSorted((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function valueAt(row: JsonObject, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), row);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function badQuery(query: string): ArmError {
  const message = 'Please provide below info when asking for support: timestamp, correlationId.';
  const details = [{ code: 'ParserFailure', message: `ParserFailure: query is not understood: ${query}` }];
  return new ArmError(400, 'BadRequest', message, { more: { details } });
}
