/** What the bill says, by Cost Management's Query API (learn.microsoft.com, "Query - Usage"). */
import type { AzureApi } from '../../core/azureApi.ts';
import type { ActualCostItem } from '../../core/cost/actualCost.ts';
import { AciError } from '../../core/errors.ts';
import { asNumber, asObject, asObjects, asText, type Json, type JsonObject } from '../../core/json.ts';
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { asString } from '../http/readJson.ts';

export type CostManagementApi = Pick<AzureApi, 'actualCosts'>;

/** A month of a resource group has some thousand rows, and a page as many. */
const mostPages = 50;

const query: JsonObject = {
  type: 'ActualCost',
  timeframe: 'MonthToDate',
  dataset: {
    granularity: 'Daily',
    aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
    grouping: [{ type: 'Dimension', name: 'ResourceId' }],
  },
};

export function createCostManagementApi(arm: ArmClient): CostManagementApi {
  return {
    async actualCosts(subscriptionId, resourceGroup, signal) {
      const scope = `/subscriptions/${encodeURIComponent(subscriptionId)}/resourceGroups/${encodeURIComponent(resourceGroup)}`;
      let next: string | undefined =
        `${scope}/providers/Microsoft.CostManagement/query?api-version=${apiVersions.costManagement}`;
      const items: ActualCostItem[] = [];
      for (let pages = 0; next !== undefined; pages++) {
        if (pages >= mostPages)
          throw new AciError('service', `Cost Management lists more than ${mostPages} pages.`);
        // A query changes nothing, and is as safe to repeat as a GET. The next page is asked for by POST, too.
        const request = { method: 'POST', path: next, body: query, isRead: true, headers } as const;
        const properties = asObject(
          asObject((await arm.send({ subscriptionId }, request, signal)).body)['properties'],
        );
        items.push(...readItems(properties));
        const link = asString(properties['nextLink']);
        next = link === '' ? undefined : link;
      }
      return items;
    },
  };
}

/** Who names itself has limits of its own, and doesn't share those of everybody (electrolux-oss/azure-cost-exporter#8). */
const headers = { ClientType: 'vscode-azure-container-instances' };

/** The order of the columns is not the same everywhere: they are told by their names. */
function readItems(properties: JsonObject): readonly ActualCostItem[] {
  const names = asObjects(properties['columns']).map(column => asText(column['name']).toLowerCase());
  const rows = properties['rows'];
  if (!Array.isArray(rows)) throw new AciError('service', 'Cost Management answered without rows.');
  return rows.flatMap(row => (Array.isArray(row) ? (readItem(names, row) ?? []) : []));
}

function readItem(names: readonly string[], row: readonly Json[]): ActualCostItem | undefined {
  const value = (...wanted: readonly string[]) => row[names.findIndex(name => wanted.includes(name))];
  const cost = asNumber(value('cost', 'pretaxcost', 'totalcost'));
  const day = dayOf(value('usagedate', 'date'));
  if (cost === undefined || day === undefined) return undefined;
  return {
    ...{ day, cost },
    resourceId: asText(value('resourceid')),
    currency: asText(value('currency', 'currencycode')),
  };
}

/** `20261129`, as a number, or the beginning of an ISO date. */
function dayOf(value: Json | undefined): string | undefined {
  const text = typeof value === 'number' ? String(value) : asText(value);
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text) ?? [];
  return day === undefined ? undefined : `${year}-${month}-${day}`;
}
