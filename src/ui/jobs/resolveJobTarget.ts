/** Finds out where a job of `tasks.json` runs: what it leaves out is what was used last, or the only one there is. */
import * as l10n from '@vscode/l10n';
import type { JobDefinition } from '../../core/jobs/jobDefinition.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { ResourceGroup, Subscription } from '../../core/model/subscription.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { JobTarget } from './runJob.ts';

/** Where the last job ran, or the last group was made. */
export interface LastJobTarget {
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
}

interface JobTargetDeps {
  readonly aci: Pick<AzureApi, 'resourceGroups' | 'locations'>;
  readonly cloud: CloudId;
  readonly last: LastJobTarget;
  readonly subscriptions: (signal: AbortSignal) => Promise<readonly Subscription[]>;
}

type RequestedTarget = Pick<JobDefinition, 'subscription' | 'resourceGroup' | 'location'>;
export type JobTargetResult = { readonly place: JobTarget } | { readonly problem: string };

/** Only reads. Throws `AciError` where Azure can't be asked. */
export async function resolveJobTarget(
  places: JobTargetDeps,
  wanted: RequestedTarget,
  signal: AbortSignal,
): Promise<JobTargetResult> {
  const { aci, cloud, last } = places;
  const subscription = chooseSubscription(await places.subscriptions(signal), wanted.subscription, places);
  if ('problem' in subscription) return subscription;
  const { id } = subscription;
  const all = await aci.resourceGroups(id, signal);
  const name = wanted.resourceGroup ?? defaultResourceGroup(all, id === last.subscriptionId ? last : {});
  if (name === undefined) return { problem: l10n.t('resourceGroup: name the resource group to run in.') };
  const group = all.find(one => one.name.toLowerCase() === name.toLowerCase());
  if (!group)
    return {
      problem: l10n.t(
        'resourceGroup: "{0}" is not in the subscription "{1}".',
        name,
        subscription.displayName,
      ),
    };
  const location = await chooseLocation(places, id, wanted.location, signal);
  if (typeof location === 'object') return location;
  return {
    place: {
      ...{ cloud, subscriptionId: id, location: location ?? group.location },
      resourceGroup: { name: group.name, location: group.location, isNew: false },
    },
  };
}

function defaultResourceGroup(
  all: readonly ResourceGroup[],
  { resourceGroup: last }: LastJobTarget,
): string | undefined {
  const [only, another] = all;
  return last ?? (another ? undefined : only?.name);
}

function chooseSubscription(
  all: readonly Subscription[],
  wanted: string | undefined,
  { last }: JobTargetDeps,
): Subscription | { readonly problem: string } {
  if (wanted !== undefined) {
    const text = wanted.toLowerCase();
    const found = all.filter(one => [one.id.toLowerCase(), one.displayName.toLowerCase()].includes(text));
    const [only, another] = found;
    if (another)
      return { problem: l10n.t('subscription: "{0}" is the name of several. Write the id.', wanted) };
    return only ?? { problem: l10n.t('subscription: your account has no subscription "{0}".', wanted) };
  }
  const used = all.find(({ id }) => id === last.subscriptionId);
  const [only, another] = all;
  if (used) return used;
  if (!only) return { problem: l10n.t('subscription: your account has none.') };
  return another
    ? { problem: l10n.t('subscription: name one: your account has {0} of them.', all.length) }
    : only;
}

/** The location's own name, as ARM wants it; one may write `West Europe` as well. */
async function chooseLocation(
  { aci }: JobTargetDeps,
  subscriptionId: string,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined | { readonly problem: string }> {
  if (wanted === undefined) return undefined;
  const plain = (text: string) => text.toLowerCase().replaceAll(' ', '');
  const offered = await aci.locations(subscriptionId, signal);
  const found = offered.find(({ name, displayName }) =>
    [name, displayName].map(plain).includes(plain(wanted)),
  );
  return found?.name ?? { problem: l10n.t('location: "{0}" offers no container instances to you.', wanted) };
}
