/** Whether the container groups of a template fit, and what they cost, as far as that is known before Azure evaluates it. */
import { billedGroupOfBody } from '../../core/cost/billedGroup.ts';
import { groupCost, type GroupCost } from '../../core/cost/groupCost.ts';
import type { PriceList } from '../../core/cost/priceList.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { groupRefsOfIds } from '../../core/deployments/madeGroups.ts';
import { toAciError } from '../../core/errors.ts';
import { asText, type JsonObject } from '../../core/json.ts';
import { groupKey, type GroupRef, type RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { Finding } from '../../core/preflight/finding.ts';
import {
  askableDocument,
  isFindingKnown,
  isPriceKnown,
  type TemplateGroup,
} from '../../core/preflight/templateGroup.ts';
import type { Preflight } from '../preflight/checkBeforeSending.ts';

export interface TemplateGroupCheck {
  readonly ref: GroupRef;
  /** What was asked about. */
  readonly document: RawContainerGroup;
  /** The fatal first. */
  readonly findings: readonly Finding[];
  /** Undefined where it isn't known. */
  readonly cost: GroupCost | undefined;
  /** Of the group as it is there already; undefined where there is none, or it isn't known. */
  readonly costBefore: GroupCost | undefined;
}

export interface TemplateCheckDeps {
  readonly aci: Pick<AzureApi, 'getRawGroup'>;
  readonly preflight: Preflight;
  readonly prices: Pick<PriceList, 'rates'>;
}

/**
 * `validated`: the ids of all that Azure would deploy. Groups that are not among them are left out: by a condition, or
 * in an inner template. Throws the signal's reason only.
 */
export async function checkTemplateGroups(
  deps: TemplateCheckDeps,
  groups: readonly TemplateGroup[],
  validated: readonly string[],
  signal: AbortSignal,
): Promise<readonly TemplateGroupCheck[]> {
  const deployed = groups.filter(({ ref }) =>
    groupRefsOfIds(ref.cloud, validated).some(known => groupKey(known) === groupKey(ref)),
  );
  const checks = deployed.map(async group => checkGroup(deps, group, validated, signal));
  return (await Promise.all(checks)).flat();
}

/** None where Azure doesn't say whether the group is there: what it takes now isn't known then. */
async function checkGroup(
  deps: TemplateCheckDeps,
  group: TemplateGroup,
  validated: readonly string[],
  signal: AbortSignal,
): Promise<readonly TemplateGroupCheck[]> {
  const { ref } = group;
  const document = askableDocument(group, validated);
  const live = await readLive(deps, ref, signal);
  if (live === 'unknown') return [];
  const [found, rates] = await Promise.all([
    deps.preflight({ ref, document, live }, signal),
    isPriceKnown(group) ? readRates(deps, ref, document, signal) : undefined,
  ]);
  return [
    {
      ...{ ref, document },
      findings: found.filter(finding => isFindingKnown(group, finding)),
      cost: costOf(document.body, rates),
      costBefore: live && costOf(live.body, rates),
    },
  ];
}

async function readLive(
  { aci }: TemplateCheckDeps,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<RawContainerGroup | 'unknown' | undefined> {
  try {
    return await aci.getRawGroup(ref, signal);
  } catch (error) {
    signal.throwIfAborted();
    return toAciError(error).kind === 'notFound' ? undefined : 'unknown';
  }
}

async function readRates(
  { prices }: TemplateCheckDeps,
  { cloud }: GroupRef,
  { body }: RawContainerGroup,
  signal: AbortSignal,
): Promise<RegionRates | undefined> {
  try {
    return await prices.rates(cloud, asText(body['location']), signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function costOf(body: JsonObject, rates: RegionRates | undefined): GroupCost | undefined {
  const group = billedGroupOfBody(body);
  return group && rates && groupCost(group, rates);
}
