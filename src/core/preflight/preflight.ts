/**
 * Before a group is sent: does it fit? Everything is asked side by side, of Azure and of the images' registries.
 * What can't be asked never stops anybody.
 */
import type { AzureApi } from '../azureApi.ts';
import { isAbort, toAciError } from '../errors.ts';
import type { CloudId } from '../model/cloud.ts';
import { type ArmCheck, type Check, type Finding, warning } from './finding.ts';
import { imageFindings, type InspectImage } from './imageFindings.ts';
import { type PlannedGroup, type PreflightSubject, readPlannedGroup } from './plannedGroup.ts';
import { quotaFindings } from './quotaFindings.ts';
import { capabilityFindings, locationFindings } from './regionFindings.ts';
import { subnetFindings } from './subnetFindings.ts';

export interface PreflightDeps {
  readonly aci: Pick<AzureApi, 'locations' | 'capabilities' | 'usages' | 'subnets'>;
  readonly inspectImage: InspectImage;
  /** Whether the name has an address; undefined where that can't be asked. */
  readonly resolves: (host: string, signal: AbortSignal) => Promise<boolean | undefined>;
  /** What stands behind label and region: `azurecontainer.io`; undefined where it is not known. */
  readonly dnsSuffix: (cloud: CloudId) => string | undefined;
}

/** Told whenever a check has ended: what is still waited for. */
export type ReportWaiting = (waiting: readonly Check[]) => void;

/**
 * What stands in the way, the fatal first. Throws the signal's reason only.
 */
export async function runPreflight(
  deps: PreflightDeps,
  { ref, document, live }: PreflightSubject,
  signal: AbortSignal,
  reportWaiting?: ReportWaiting,
): Promise<readonly Finding[]> {
  const planned = readPlannedGroup(ref, document);
  const before = live && readPlannedGroup(ref, live);
  const checks = checksOf(deps, planned, before, signal);
  const waiting = new Set(checks.map(({ check }) => check));
  reportWaiting?.([...waiting]);
  const found = await Promise.all(
    checks.map(async ({ check, findings }) => {
      try {
        return await findings();
      } catch (error) {
        signal.throwIfAborted();
        if (isAbort(error)) throw error;
        const { kind, message } = toAciError(error);
        // Sending says so, too, and offers to register.
        if (!isArmCheck(check) || kind === 'notRegistered') return [];
        return [warning({ kind: 'notChecked', check, message })];
      } finally {
        waiting.delete(check);
        reportWaiting?.([...waiting]);
      }
    }),
  );
  const all = found.flat();
  return [...all.filter(isFatal), ...all.filter(finding => !isFatal(finding))];
}

export function isFatal({ severity }: Finding): boolean {
  return severity === 'fatal';
}

function isArmCheck(check: Check): check is ArmCheck {
  return check !== 'label' && check !== 'images';
}

interface RunnableCheck {
  readonly check: Check;
  readonly findings: () => Promise<readonly Finding[]>;
}

/** Of a group that is there already, only what changes is asked about. */
function checksOf(
  deps: PreflightDeps,
  planned: PlannedGroup,
  live: PlannedGroup | undefined,
  signal: AbortSignal,
): readonly RunnableCheck[] {
  const { aci } = deps;
  const { subscriptionId, location, dnsNameLabel } = planned;
  const moved = live?.location !== location;
  const grown = !live || moved || planned.cpu > live.cpu || planned.memoryInGB > live.memoryInGB;
  const subnetIds = planned.subnetIds.filter(id => moved || !live.subnetIds.includes(id));
  const images = planned.images.filter(({ image }) => !live?.images.some(known => known.image === image));
  const isNewLabel = moved || live.dnsNameLabel !== dnsNameLabel;
  const checks: (RunnableCheck | false)[] = [
    moved && {
      check: 'locations',
      findings: async () => locationFindings(planned, await aci.locations(subscriptionId, signal)),
    },
    (grown || planned.gpu) &&
      location !== '' && {
        check: 'capabilities',
        findings: async () =>
          capabilityFindings(planned, await aci.capabilities(subscriptionId, location, signal)),
      },
    grown &&
      location !== '' && {
        check: 'usages',
        findings: async () =>
          quotaFindings(planned, await aci.usages(subscriptionId, location, signal), live),
      },
    subnetIds.length > 0 && {
      check: 'subnets',
      findings: async () => {
        const owners = [...new Set(subnetIds.map(id => subscriptionIn(id) ?? subscriptionId))];
        const subnets = await Promise.all(owners.map(owner => aci.subnets(owner, signal)));
        return subnetFindings({ ...planned, subnetIds }, subnets.flat());
      },
    },
    dnsNameLabel !== undefined &&
      isNewLabel && { check: 'label', findings: () => labelFindings(deps, planned, dnsNameLabel, signal) },
    images.length > 0 && {
      check: 'images',
      findings: async () => {
        const { osType } = planned;
        const found = images.map(async image =>
          imageFindings(image, planned, await deps.inspectImage({ ...image, osType }, signal)),
        );
        return (await Promise.all(found)).flat();
      },
    },
  ];
  return checks.filter(check => check !== false);
}

function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1];
}

/**
 * No API tells whether a label is free. A name that resolves belongs to a group that runs; one that does not may belong
 * to a stopped one. With a reuse scope other than `Unsecure` Azure puts a hash into the name, and nothing clashes.
 */
async function labelFindings(
  { resolves, dnsSuffix }: PreflightDeps,
  { cloud, location, dnsNameLabelReuse }: PlannedGroup,
  label: string,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const suffix = dnsSuffix(cloud);
  const isPlainName = dnsNameLabelReuse === undefined || /^unsecure$/i.test(dnsNameLabelReuse);
  if (suffix === undefined || location === '' || !isPlainName) return [];
  const host = `${label}.${location}.${suffix}`.toLowerCase();
  return (await resolves(host, signal)) ? [warning({ kind: 'labelInUse', label, host })] : [];
}
