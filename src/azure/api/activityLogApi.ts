/** The activity log of one resource (learn.microsoft.com "Activity Logs - List", 2015-04-01). */
import { apiVersions } from '../apiVersions.ts';
import { malformedAnswer } from '../errors/malformedAnswer.ts';
import type { ArmClient } from '../http/armClient.ts';
import { queryString } from '../http/queryString.ts';
import { asString, asTime } from '../http/readJson.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { type ActivityEvent, combineEvents } from '../../core/activity/activityEntry.ts';
import { asObject, type Json, type JsonObject } from '../../core/json.ts';
import { groupPath } from './groupPath.ts';

export type ActivityLogApi = Pick<AzureApi, 'activity'>;

/** What is said of an event, as far as it is needed: a caller's claims are long. */
const properties =
  'caller,correlationId,eventDataId,eventTimestamp,operationId,operationName,resourceId,status,subStatus';

/** Newer events come first. */
const mostEvents = 1_000;

export function createActivityLogApi(arm: ArmClient): ActivityLogApi {
  return {
    async activity(ref, { from, to }, signal, urgency) {
      const id = decodeURIComponent(groupPath(ref)).replaceAll("'", "''");
      const [since, until] = [from, to].map(time => new Date(time).toISOString());
      const search = queryString({
        'api-version': apiVersions.activityLog,
        $filter: `eventTimestamp ge '${since}' and eventTimestamp le '${until}' and resourceUri eq '${id}'`,
        $select: properties,
      });
      const path = `/subscriptions/${encodeURIComponent(ref.subscriptionId)}/providers/Microsoft.Insights/eventtypes/management/values?${search}`;
      const events: ActivityEvent[] = [];
      for await (const page of arm.pages(ref, path, signal, urgency)) {
        events.push(...page.map(readEvent));
        if (events.length >= mostEvents) break;
      }
      return combineEvents(events);
    },
  };
}

function readEvent(event: JsonObject): ActivityEvent {
  const at = asTime(event['eventTimestamp']);
  const operation = named(event['operationName']);
  if (at === undefined || operation === '')
    throw malformedAnswer('Azure listed something that makes no sense.');
  const caller = asString(event['caller']);
  return {
    at,
    caller: caller === '' ? undefined : caller,
    operation,
    status: named(event['status']),
    detail: named(event['subStatus']),
    operationId: ['operationId', 'correlationId', 'eventDataId'].reduce(
      (known, key) => known || (asString(event[key]) ?? ''),
      '',
    ),
  };
}

/** `{value, localizedValue}` */
function named(value: Json | undefined): string {
  return asString(asObject(value)['value']) ?? '';
}
