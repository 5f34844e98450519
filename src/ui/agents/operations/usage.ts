import { toAciError } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Usage } from '../../../core/model/usage.ts';
import { locationName } from '../../../core/preflight/plannedGroup.ts';
import { answerText, fitItems } from '../answer.ts';
import { errorText } from '../errorText.ts';
import type { ReadOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { OperationError } from '../operationError.ts';
import { chooseSubscriptions } from '../chooseSubscriptions.ts';
import { listGroupsOf } from '../readGroups.ts';
import type { Subscription } from '../../../core/model/subscription.ts';
import { untrustedLine } from '../untrustedText.ts';

interface Input {
  readonly subscription?: string;
  readonly location?: string;
}

/** So many places are asked about in one call. */
const mostPlaces = 10;

export const usage: ReadOperation = {
  name: 'usage',
  title: 'Usage and quota',
  description:
    "Reads how much of a subscription's limits for container groups (groups, cores, Spot cores, …) is used in a location, the fullest first. Use it when a quota is reached, or before many groups are made. More is to be had by a support request only. Whether one group fits: preflight.",
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      subscription: { type: 'string', maxLength: 200, description: 'Name or id. Default: all with groups.' },
      location: {
        type: 'string',
        pattern: '^[A-Za-z0-9 ]{1,60}$',
        description: 'Such as westeurope. Default: those that have groups.',
      },
    },
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      places: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            subscription: { type: 'string' },
            location: { type: 'string' },
            usages: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  name: { type: 'string' },
                  used: { type: 'number' },
                  limit: { type: 'number' },
                },
                required: ['name', 'used', 'limit'],
              },
            },
            failure: { type: 'string' },
          },
          required: ['subscription', 'location', 'usages'],
        },
      },
      morePlaces: { type: 'integer' },
    },
    required: ['places'],
  },
  async run(deps, input, signal) {
    const { subscription, location } = input as Input;
    const chosen = await chooseSubscriptions(deps, subscription, signal);
    const places =
      location === undefined
        ? await placesWithGroups(deps, chosen, signal)
        : chosen.map(each => ({ subscription: each, location: locationName(location) }));
    if (places.length === 0)
      throw new OperationError('No container groups are there. Name a location.', 'location');
    const read = await Promise.all(places.slice(0, mostPlaces).map(place => readPlace(deps, place, signal)));
    const [first] = read;
    if (read.length === 1 && first?.error !== undefined) throw toAciError(first.error);
    const more = places.length - read.length;
    return {
      text: answerText([
        {
          lines: read.flatMap(placeLines),
          cut: left => `… ${left} lines more: name a subscription and a location.`,
        },
        ...(more > 0 ? [`… ${more} more places: name a subscription and a location.`] : []),
      ]),
      data: { places: fitItems(read.map(placeData)), ...(more > 0 && { morePlaces: more }) },
    };
  },
};

interface Place {
  readonly subscription: Subscription;
  readonly location: string;
}

interface ReadPlace extends Place {
  readonly usages: readonly Usage[];
  readonly error?: unknown;
}

async function placesWithGroups(
  deps: OperationDeps,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const { groups } = await listGroupsOf(deps, subscriptions, signal);
  const counts = new Map<string, { readonly place: Place; count: number }>();
  for (const { ref, location: written } of groups) {
    const location = locationName(written);
    const subscription = subscriptions.find(
      ({ id }) => id.toLowerCase() === ref.subscriptionId.toLowerCase(),
    );
    if (!subscription) continue;
    const key = `${subscription.id} ${location}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { place: { subscription, location }, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ place }) => place);
}

async function readPlace({ aci }: OperationDeps, place: Place, signal: AbortSignal): Promise<ReadPlace> {
  try {
    const usages = await aci.usages(place.subscription.id, place.location, signal);
    // What the subscription can't have at all says nothing.
    const shown = usages.filter(({ used, limit }) => used > 0 || limit > 0);
    return { ...place, usages: shown.toSorted((a, b) => share(b) - share(a)) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...place, usages: [], error };
  }
}

function share({ used, limit }: Usage): number {
  return limit > 0 ? used / limit : Number(used > 0);
}

function placeData({ subscription, location, usages, error }: ReadPlace): JsonObject {
  return {
    subscription: subscription.id,
    location,
    usages: usages
      .slice(0, 30)
      .map(({ name, used, limit }) => ({ name: untrustedLine(name, 100), used, limit })),
    ...(error !== undefined && { failure: errorText(error) }),
  };
}

function placeLines({ subscription, location, usages, error }: ReadPlace): readonly string[] {
  const head = `${untrustedLine(subscription.displayName, 100)} (${subscription.id}), ${location}:`;
  if (error !== undefined) return [head, `- could not be read: ${errorText(error)}`];
  const lines = usages.map(
    each =>
      `- ${untrustedLine(each.displayName, 100)}: ${each.used} of ${each.limit} (${Math.round(share(each) * 100)} %)`,
  );
  return [head, ...(lines.length > 0 ? lines : ['- Azure names no limits there.'])];
}
