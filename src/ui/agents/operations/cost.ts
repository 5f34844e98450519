import { costReport, type GroupCostReport } from '../../../core/cost/costReport.ts';
import { hoursPerMonth } from '../../../core/cost/groupCost.ts';
import type { JsonObject } from '../../../core/json.ts';
import { type ContainerGroup, groupKey } from '../../../core/model/containerGroup.ts';
import { estimateNote } from '../../cost/costText.ts';
import { moneyText } from '../../cost/moneyText.ts';
import { answerText, fitItems } from '../answer.ts';
import { chooseSubscriptions } from '../chooseSubscriptions.ts';
import type { ReadOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { OperationError } from '../operationError.ts';
import { groupArgument, readGroup, readGroupUnlessGone, timeText } from '../readGroup.ts';
import { groupPath, listGroupsOf } from '../readGroups.ts';
import { untrustedLine } from '../untrustedText.ts';

interface Input {
  readonly group?: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly limit?: number;
}

const defaultLimit = 20;
/** Lists tell no states, so groups are read one by one: so many of the costliest, so many at a time. */
const mostRead = 100;
const atOnce = 8;

export const cost: ReadOperation = {
  name: 'cost',
  title: 'Estimate costs',
  description: `Estimates what container groups cost while they run, at list price: one group, a resource group, a subscription, or all; totals of those that run now, the costliest first, and what is wasted (crash loops). No bill: no discounts, network or storage. Stopped and finished groups cost nothing. States of the ${mostRead} costliest groups are looked up; "unknown" counts the others.`,
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      group: { ...groupArgument, description: 'Only this group: resourceGroup/name, id, or unique name.' },
      subscription: { type: 'string', maxLength: 200, description: 'Name or id. Default: all.' },
      resourceGroup: { type: 'string', maxLength: 100 },
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        description: `Groups to list. Default ${defaultLimit}.`,
      },
    },
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      estimate: { type: 'string', description: 'What the amounts are of.' },
      currency: { type: 'string' },
      running: {
        type: 'object',
        properties: {
          perHour: { type: 'number' },
          perMonth: { type: 'number' },
          groups: { type: 'integer' },
          unknown: { type: 'integer', description: 'Groups whose state was not looked up.' },
          unpriced: { type: 'integer', description: 'Groups that run and have no known price.' },
        },
        required: ['perHour', 'perMonth', 'groups', 'unknown', 'unpriced'],
      },
      total: { type: 'integer' },
      groups: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            group: { type: 'string' },
            state: { type: 'string' },
            isBilled: { type: 'boolean' },
            perHour: { type: 'number' },
            perMonth: { type: 'number' },
            spent: { type: 'number', description: 'Since its start, or for its last run.' },
            waste: { type: 'string' },
          },
          required: ['group', 'state'],
        },
      },
      failures: { type: 'array', items: { type: 'string' } },
    },
    required: ['estimate', 'running', 'total', 'groups'],
  },
  async run(deps, input, signal, report) {
    const { limit = defaultLimit, ...where } = input as Input;
    const { groups, failures } = await findGroups(deps, where, signal);
    const now = deps.clock.now();
    const priced = await costReport(groups, { prices: deps.prices, now }, signal);
    const costliest = byPrice(priced.groups).slice(0, mostRead);
    if (costliest.some(({ state }) => state === 'unknown'))
      report(`Looking up the states of ${costliest.length} groups`);
    const read = await withStates(deps, groups, costliest, signal);
    const { groups: reports, running } = await costReport(read, { prices: deps.prices, now }, signal);
    const ordered = byPrice(reports);
    const wasted = ordered.filter(({ waste }) => waste !== undefined);
    const currency = ordered.find(({ cost: price }) => price)?.cost?.currency;
    const shown = fitItems(ordered.slice(0, limit).map(groupData), 24_000);
    const money = (amount: number) => (currency === undefined ? '?' : moneyText(amount, currency, 'en'));
    const more = ordered.length - shown.length;
    const data = {
      estimate: estimateNote(),
      ...(currency !== undefined && { currency }),
      running: {
        perHour: rounded(running.perHour),
        perMonth: rounded(running.perMonth),
        groups: running.counted,
        unknown: running.unknown,
        unpriced: running.unpriced,
      },
      total: ordered.length,
      groups: shown,
      ...(failures.length > 0 && { failures: failures.slice(0, 20).map(text => untrustedLine(text)) }),
    };
    return {
      text: answerText([
        estimateNote(),
        `${running.counted} of ${ordered.length} container groups are billed now: ${money(running.perHour)} per hour, ${money(running.perMonth)} per month (${hoursPerMonth} hours).`,
        ...(running.unknown > 0
          ? [`${running.unknown} cheaper groups were not looked up: they may run, too.`]
          : []),
        ...(running.unpriced > 0 ? [`${running.unpriced} groups run that no price is known of.`] : []),
        ...(wasted.length > 0
          ? [`${wasted.length} of them are billed while they crash again and again: use diagnose.`]
          : []),
        {
          lines: ordered.slice(0, shown.length).map(each => groupLine(each, money)),
          cut: left => `… ${left} left out for their length.`,
        },
        ...(more > 0
          ? [`… ${more} cheaper groups: raise "limit", or name a resourceGroup or subscription.`]
          : []),
        ...failures.slice(0, 20).map(failure => `Could not be read: ${untrustedLine(failure)}`),
      ]),
      data,
    };
  },
};

async function findGroups(
  deps: OperationDeps,
  { group, subscription, resourceGroup }: Input,
  signal: AbortSignal,
): Promise<{ readonly groups: readonly ContainerGroup[]; readonly failures: readonly string[] }> {
  if (group !== undefined) return { groups: [await readGroup(deps, group, signal)], failures: [] };
  const chosen = await chooseSubscriptions(deps, subscription, signal);
  const { groups, failures } = await listGroupsOf(deps, chosen, signal);
  const wanted = resourceGroup?.toLowerCase();
  const found = groups.filter(
    ({ ref }) => wanted === undefined || ref.resourceGroup.toLowerCase() === wanted,
  );
  if (wanted !== undefined && found.length === 0)
    throw new OperationError(
      `The resource group "${resourceGroup ?? ''}" has no container groups that can be seen. Find them by list_groups.`,
      'resourceGroup',
    );
  return { groups: found, failures };
}

/** Those that are billed before those that are not. */
function byPrice(reports: readonly GroupCostReport[]): readonly GroupCostReport[] {
  const price = ({ isBilled, cost: amount }: GroupCostReport) =>
    isBilled === false ? -1 : (amount?.perHour ?? 0);
  return reports.toSorted((a, b) => price(b) - price(a));
}

/** The groups, those of `reports` as they are now; one that is gone, or can't be read, stays as it was listed. */
async function withStates(
  deps: OperationDeps,
  groups: readonly ContainerGroup[],
  reports: readonly GroupCostReport[],
  signal: AbortSignal,
): Promise<readonly ContainerGroup[]> {
  const waiting = reports.filter(({ state }) => state === 'unknown').map(({ ref }) => ref);
  const read = new Map<string, ContainerGroup>();
  const worker = async () => {
    for (let ref = waiting.shift(); ref; ref = waiting.shift()) {
      try {
        const group = await readGroupUnlessGone(deps, ref, signal);
        if (group) read.set(groupKey(ref), group);
      } catch {
        signal.throwIfAborted(); // one that can't be read hides no other
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return groups.map(group => read.get(groupKey(group.ref)) ?? group);
}

function groupData({ ref, state, isBilled, cost: price, spent, waste }: GroupCostReport): JsonObject {
  return {
    group: groupPath(ref),
    state,
    ...(isBilled !== undefined && { isBilled }),
    ...(price && { perHour: rounded(price.perHour), perMonth: rounded(price.perMonth) }),
    ...(spent !== undefined && { spent: rounded(spent) }),
    ...(waste && { waste: waste.kind }),
  };
}

function groupLine(
  { ref, state, isBilled, cost: price, period, spent, waste }: GroupCostReport,
  money: (amount: number) => string,
): string {
  const size = price && `${price.size.cpu} vCPU, ${price.size.memoryInGB} GB`;
  const rate = price ? `${money(price.perHour)}/hour, ${money(price.perMonth)}/month` : 'no price known';
  const since = period && spent !== undefined ? `${money(spent)} since ${timeText(period.from)}` : undefined;
  const parts = [
    ...[state, isBilled === false ? `costs nothing now (while it runs: ${rate})` : rate],
    ...[size, since, waste && 'wasted: it crashes again and again'],
  ];
  return `- ${groupPath(ref)}: ${parts.filter(part => part !== undefined).join(' · ')}`;
}

/** As far as prices go. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
