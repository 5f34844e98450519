/** Where something new goes: subscription, resource group and location. */
import type { Subscription } from '../../core/model/subscription.ts';
import { resolveJobTarget } from '../jobs/resolveJobTarget.ts';
import type { JobTarget } from '../jobs/runJob.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findSubscription, namesOf } from './readGroups.ts';

export interface Place extends JobTarget {
  readonly subscription: Subscription;
  /** Whether the location was asked for; else it is the resource group's. */
  readonly isLocationChosen: boolean;
}

export interface WantedPlace {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
}

/** Schema of `WantedPlace`. */
export const placeProperties = {
  subscription: {
    type: 'string',
    description: 'Name or id. Needed where the person looks at several.',
  },
  resourceGroup: { type: 'string', description: 'A resource group that exists.' },
  location: {
    type: 'string',
    description: 'As westeurope. Default: where the resource group is.',
  },
} as const;

/** Throws `OperationError` with the candidates, `AciError`, or the signal's reason. */
export async function resolvePlace(
  deps: OperationDeps,
  { subscription: wanted, resourceGroup, location }: WantedPlace,
  signal: AbortSignal,
): Promise<Place> {
  const subscription = chooseSubscription(await deps.subscriptions(signal), wanted);
  const { id, displayName } = subscription;
  const { aci, cloud } = deps;
  const places = { aci, cloud, last: {}, subscriptions: () => Promise.resolve([subscription]) };
  const found = await resolveJobTarget(places, { subscription: id, resourceGroup, location }, signal);
  if ('place' in found) return { ...found.place, subscription, isLocationChosen: location !== undefined };
  const existing = await aci.resourceGroups(id, signal);
  const isThere = existing.some(({ name }) => name.toLowerCase() === resourceGroup?.toLowerCase());
  if (isThere || (resourceGroup === undefined && existing.length === 1)) {
    const offered = await aci.locations(id, signal);
    throw new OperationError(
      `${found.problem} Offered: ${offered.map(({ name }) => name).join(', ')}.`,
      'location',
    );
  }
  throw new OperationError(
    `${found.problem} There: ${namesOf(existing.map(({ name }) => name)) || 'none'}. To make a new one, ask the person to run: az group create --subscription "${displayName}" --name NAME --location LOCATION`,
    'resourceGroup',
  );
}

function chooseSubscription(all: readonly Subscription[], wanted: string | undefined): Subscription {
  if (wanted !== undefined) return findSubscription(all, wanted);
  const [only, another] = all;
  if (only && !another) return only;
  const names = all.map(({ displayName, id }) => `${displayName} (${id})`);
  throw new OperationError(
    `Name the subscription: ${namesOf(names) || 'the account has none'}.`,
    'subscription',
  );
}
