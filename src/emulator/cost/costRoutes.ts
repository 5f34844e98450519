/**
 * `POST …/providers/Microsoft.CostManagement/query` of a resource group (learn.microsoft.com, "Query - Usage"): what its
 * container groups have cost this month, by day and resource. The amounts are made up of what the groups request, as if
 * they had run all the time.
 */
import type { ArmContext } from '../arm/context.ts';
import { ArmError } from '../arm/armError.ts';
import { type ProviderType, providerVersion } from '../arm/apiVersions.ts';
import { groupId } from '../arm/containerGroups/groupId.ts';
import type { Group } from '../arm/estate.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';
import { requestedKey, requestedResources } from '../arm/resources/requestedResources.ts';
import { armRoute, resourceGroupPath, type Request, type Response, type Route } from '../arm/route.ts';
import { guidOf } from '../hash.ts';
import { type Json, objectAt, objectsAt } from '../json.ts';

/** What tests may change while it runs. */
export interface CostSwitches {
  /** The next so many queries are refused: too many were asked. */
  throttled: number;
  /** How long these are told to wait, in s, by the header of each limit. */
  retryAfter: { qpu: number; entity: number; tenant: number; clienttype: number };
  /** What a missing right is answered with, beside ARM's own 403: Cost Management has a 401 (Azure/azqr#277). */
  refuses: boolean;
  /** Rows on a page. */
  pageSize: number;
}

export function createCostSwitches(): CostSwitches {
  return {
    ...{ throttled: 0, refuses: false, pageSize: 1000 },
    retryAfter: { qpu: 5, entity: 20, tenant: 10, clienttype: 15 },
  };
}

/** By the folders of azure-rest-api-specs (specification/cost-management). */
const queryType: ProviderType = {
  name: 'query',
  versions: [
    '2019-11-01',
    '2021-10-01',
    '2022-10-01',
    '2023-03-01',
    '2023-08-01',
    '2023-11-01',
    '2024-08-01',
    '2025-03-01',
  ],
};

export function costRoutes(arm: ArmContext, switches: CostSwitches): Route[] {
  return [
    armRoute(
      'POST',
      `${resourceGroupPath}/providers/Microsoft\\.CostManagement/query`,
      request => providerVersion(request, 'global', queryType),
      request => answerQuery(arm, switches, request),
    ),
  ];
}

function answerQuery({ estate, clock }: ArmContext, switches: CostSwitches, request: Request): Response {
  if (switches.throttled > 0) {
    switches.throttled--;
    return tooManyRequests(switches);
  }
  if (switches.refuses) {
    const message =
      'The client does not have authorization to perform action. Request ID: ' + guidOf('refused');
    throw new ArmError(401, 'RBACAccessDenied', message);
  }
  if (objectAt(readJsonObject(request.body), 'dataset')['granularity'] !== 'Daily') {
    throw new ArmError(400, 'BadRequest', 'Invalid query definition: only daily costs are emulated.');
  }
  const key = requestedKey(request);
  const rows = requestedResources(estate.groups(key.subscriptionId), request).flatMap(group =>
    daysOfMonth(clock.now()).map(({ day, hours }): Json[] => [
      Number((dollarsPerHour(group) * hours).toFixed(10)),
      day,
      groupId(group).toLowerCase(),
      'USD',
    ]),
  );
  return page(rows, switches, request);
}

function page(rows: readonly Json[], { pageSize }: CostSwitches, { url }: Request): Response {
  const skip = Number(url.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(skip + pageSize));
  const name = guidOf(`${url.pathname} ${skip}`);
  return {
    status: 200,
    headers: {
      'x-ms-ratelimit-microsoft.costmanagement-qpu-consumed': '2',
      'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining':
        'QueriesPerHour:597,QueriesPerMin:57,QueriesPer10Sec:9',
    },
    body: {
      id: `${url.pathname.slice(1)}/${name}`,
      name,
      type: 'Microsoft.CostManagement/query',
      location: null,
      sku: null,
      eTag: null,
      properties: {
        nextLink: skip + pageSize < rows.length ? next.href : null,
        columns: [
          { name: 'Cost', type: 'Number' },
          { name: 'UsageDate', type: 'Number' },
          { name: 'ResourceId', type: 'String' },
          { name: 'Currency', type: 'String' },
        ],
        rows: rows.slice(skip, skip + pageSize),
      },
    },
  };
}

/** As reported in Azure/azure-powershell#27734 and Azure/azqr#745: none of them is `Retry-After`. */
function tooManyRequests({ retryAfter }: CostSwitches): Response {
  const headers = Object.entries(retryAfter).map(([limit, seconds]) => [
    `x-ms-ratelimit-microsoft.costmanagement-${limit}-retry-after`,
    String(seconds),
  ]);
  return {
    status: 429,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: { error: { code: '429', message: 'Too many requests. Please retry.' } },
  };
}

/** The days of this month (UTC) so far: `20261129`, with their hours; of the present one those that have ended. */
function daysOfMonth(now: number): readonly { readonly day: number; readonly hours: number }[] {
  const today = new Date(now);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  return Array.from({ length: today.getUTCDate() }, (_, index) => ({
    day: year * 10_000 + (month + 1) * 100 + index + 1,
    hours: Math.min(24, Math.floor((now - Date.UTC(year, month, index + 1)) / 3_600_000)),
  }));
}

/** By the prices of East US, wherever it is. */
function dollarsPerHour({ properties }: Group): number {
  const requests = objectsAt(properties, 'containers').map(container =>
    objectAt(objectAt(objectAt(container, 'properties'), 'resources'), 'requests'),
  );
  const sum = (key: string) => requests.reduce((all, each) => all + Number(each[key] ?? 0), 0);
  return Math.max(1, Math.ceil(sum('cpu'))) * 0.0405 + Math.max(1, sum('memoryInGB')) * 0.00445;
}
