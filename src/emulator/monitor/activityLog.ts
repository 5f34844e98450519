/** The activity log: requests that changed a subscription's resources, with caller and result. */
import { randomUUID } from 'node:crypto';
import { type Comparison, matchesComparison, readFilter, readTime } from '../arm/lists/odataFilter.ts';
import { page } from '../arm/lists/paging.ts';
import {
  armRoute,
  subscriptionPath,
  type Caller,
  type Request,
  type Response,
  type Route,
} from '../arm/route.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import { eventTypes } from './apiVersions.ts';
import { guidOf } from '../hash.ts';
import type { JsonObject } from '../json.ts';
import { resourceGroupOf } from '../arm/resources/resourceIds.ts';
import { requiredAction } from '../authorization/requiredAction.ts';

/** A request that changed something, or tried to. */
export interface Entry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly caller: Caller;
  readonly status: number;
  readonly id: string;
}

const maxEntries = 10_000;

export class ActivityLog {
  readonly #entries: Entry[] = [];

  record(entry: Omit<Entry, 'id'>): void {
    this.#entries.push({ ...entry, id: randomUUID() });
    if (this.#entries.length > maxEntries) this.#entries.shift();
  }

  /** Those of a subscription, the newest first. */
  forSubscription(subscriptionId: string): readonly Entry[] {
    const start = `/subscriptions/${subscriptionId}/`.toLowerCase();
    return this.#entries.filter(({ path }) => path.toLowerCase().startsWith(start)).reverse();
  }
}

/** `GET /subscriptions/{s}/providers/Microsoft.Insights/eventtypes/management/values`. */
export function activityLogRoute(log: ActivityLog): Route {
  return armRoute(
    'GET',
    `${subscriptionPath}/providers/Microsoft\\.Insights/eventtypes/management/values`,
    request => providerVersion(request, 'global', eventTypes),
    request => list(log, request),
  );
}

function list(log: ActivityLog, { params: { subscription = '' }, url }: Request): Response {
  const filter = readFilter(url.searchParams.get('$filter'));
  const found = log
    .forSubscription(subscription)
    .flatMap(stagesOf)
    .filter(event => filter.some(all => all.every(one => fits(event, one))))
    .map(event => eventBody(event, subscription));
  return { status: 200, body: page(found, 200, url) };
}

/** One of the events that are logged of a request. */
interface LoggedEvent extends Entry {
  readonly stage: 'BeginRequest' | 'EndRequest';
}

/** The newest first. What was taken is logged twice under one operation id, and what is refused at once only once. */
function stagesOf(entry: Entry): LoggedEvent[] {
  const end: LoggedEvent = { ...entry, stage: 'EndRequest' };
  return entry.status < 400 ? [end, { ...entry, stage: 'BeginRequest' }] : [end];
}

function fits(entry: LoggedEvent, comparison: Comparison): boolean {
  const is = (given: string) => matchesComparison(comparison, given);
  const id = resourceOf(entry);
  switch (comparison.property) {
    case 'eventtimestamp':
      return isInTime(entry.at, comparison);
    case 'resourcegroupname':
      return is(resourceGroupOf(id));
    case 'resourceuri':
    case 'resourceid':
      return is(id);
    case 'resourceprovider':
      return is(namespaceOf(entry));
    case 'caller':
      return is(entry.caller.name);
    case 'status':
      return is(statusOf(entry));
    case 'correlationid':
      return is(entry.id);
    default:
      // Channels and levels: every entry is administrative.
      return true;
  }
}

function isInTime(at: number, { operator, value }: Comparison): boolean {
  const limit = readTime(value);
  if (operator === 'ge' || operator === 'gt') return at >= limit;
  return operator === 'le' || operator === 'lt' ? at <= limit : at === limit;
}

function resourceOf({ method, path }: Entry): string {
  return requiredAction(method, path).scope;
}

function namespaceOf({ method, path }: Entry): string {
  return requiredAction(method, path).action.split('/')[0] ?? '';
}

function statusOf({ status, stage }: LoggedEvent): string {
  if (stage === 'BeginRequest') return 'Started';
  return status < 400 ? 'Succeeded' : 'Failed';
}

/** An event as Azure Monitor shows it (`GetFilteredActivityLogs` example of Microsoft.Insights 2015-04-01). */
function eventBody(entry: LoggedEvent, subscriptionId: string): JsonObject {
  const { at, method, path, caller, status, id, stage } = entry;
  const eventId = stage === 'EndRequest' ? id : guidOf(`begin ${id}`);
  const { action, scope } = requiredAction(method, path);
  const time = new Date(at).toISOString().replace('Z', '0000Z');
  const named = (value: string, localizedValue = value) => ({ value, localizedValue });
  return {
    authorization: { action, scope },
    caller: caller.name,
    channels: 'Operation',
    claims: { aud: caller.audience, name: caller.name },
    correlationId: id,
    description: '',
    eventDataId: eventId,
    eventName:
      stage === 'EndRequest' ? named('EndRequest', 'End request') : named('BeginRequest', 'Begin request'),
    category: named('Administrative'),
    httpRequest: { clientRequestId: id, clientIpAddress: '127.0.0.1', method },
    id: `${scope}/events/${eventId}/ticks/${at * 10_000 + 621_355_968_000_000_000}`,
    level: status < 400 ? 'Informational' : 'Error',
    resourceGroupName: resourceGroupOf(scope),
    resourceProviderName: named(namespaceOf(entry)),
    resourceId: scope,
    resourceType: named(action.split('/').slice(0, -1).join('/')),
    operationId: id,
    operationName: named(action),
    properties: { statusCode: String(status), serviceRequestId: id },
    status: named(statusOf(entry)),
    subStatus: stage === 'EndRequest' ? named(String(status), `HTTP Status Code: ${status}`) : named('', ''),
    eventTimestamp: time,
    submissionTimestamp: time,
    subscriptionId,
    tenantId: caller.tenantId,
  };
}
