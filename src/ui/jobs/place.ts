/** Finds out where a job of `tasks.json` runs: what it leaves out is what was used last, or the only one there is. */
import type { JobDefinition } from '../../core/job/definition.ts';
import type { CloudId, ResourceGroup, Subscription } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import type { Translate } from '../translate.ts';
import type { JobPlace } from './run.ts';

/** Where the last job ran, or the last group was made. */
export interface LastPlace {
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
}

interface Places {
  readonly aci: Pick<Aci, 'resourceGroups' | 'locations'>;
  readonly cloud: CloudId;
  readonly last: LastPlace;
  readonly t: Translate;
  readonly subscriptions: (signal: AbortSignal) => Promise<readonly Subscription[]>;
}

type Wanted = Pick<JobDefinition, 'subscription' | 'resourceGroup' | 'location'>;
export type Found = { readonly place: JobPlace } | { readonly problem: string };

/** Only reads. Throws `AciError` where Azure can't be asked. */
export async function findPlace(places: Places, wanted: Wanted, signal: AbortSignal): Promise<Found> {
  const { aci, cloud, last, t } = places;
  const subscription = chooseSubscription(await places.subscriptions(signal), wanted.subscription, places);
  if ('problem' in subscription) return subscription;
  const { id } = subscription;
  const all = await aci.resourceGroups(id, signal);
  const name = wanted.resourceGroup ?? usualGroup(all, id === last.subscriptionId ? last : {});
  if (name === undefined) return { problem: t('resourceGroup: name the resource group to run in.') };
  const group = all.find(one => one.name.toLowerCase() === name.toLowerCase());
  if (!group)
    return {
      problem: t('resourceGroup: "{0}" is not in the subscription "{1}".', name, subscription.displayName),
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

function usualGroup(all: readonly ResourceGroup[], { resourceGroup: last }: LastPlace): string | undefined {
  const [only, another] = all;
  return last ?? (another ? undefined : only?.name);
}

function chooseSubscription(
  all: readonly Subscription[],
  wanted: string | undefined,
  { last, t }: Places,
): Subscription | { readonly problem: string } {
  if (wanted !== undefined) {
    const text = wanted.toLowerCase();
    const found = all.filter(one => [one.id.toLowerCase(), one.displayName.toLowerCase()].includes(text));
    const [only, another] = found;
    if (another) return { problem: t('subscription: "{0}" is the name of several. Write the id.', wanted) };
    return only ?? { problem: t('subscription: your account has no subscription "{0}".', wanted) };
  }
  const used = all.find(({ id }) => id === last.subscriptionId);
  const [only, another] = all;
  if (used) return used;
  if (!only) return { problem: t('subscription: your account has none.') };
  return another ? { problem: t('subscription: name one: your account has {0} of them.', all.length) } : only;
}

/** The location's own name, as ARM wants it; one may write `West Europe` as well. */
async function chooseLocation(
  { aci, t }: Places,
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
  return found?.name ?? { problem: t('location: "{0}" offers no container instances to you.', wanted) };
}
