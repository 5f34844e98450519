/** Who did what with a container group, as Azure's activity log has it. */

/** One operation on a group. The activity log has an event for its beginning and one for its end. */
export interface ActivityEntry {
  /** When it began, ms since the epoch. */
  readonly at: number;
  /** A user's name, or the object id of an application; undefined where Azure itself did it. */
  readonly caller: string | undefined;
  /** `Microsoft.ContainerInstance/containerGroups/stop/action`. */
  readonly operation: string;
  readonly status: 'started' | 'succeeded' | 'failed';
  /** HTTP status or error code, as Azure says it: `Created`, `409`; '' where it doesn't. */
  readonly detail: string;
}

/** An event of the activity log. */
export interface ActivityEvent {
  /** ms since the epoch. */
  readonly at: number;
  readonly caller: string | undefined;
  readonly operation: string;
  /** `Started`, `Accepted`, `Succeeded`, `Failed`, … */
  readonly status: string;
  readonly detail: string;
  /** The same for all events of one operation. */
  readonly operationId: string;
}

/** What was done: `write` of a group that was not there before is `create`. */
export type ActivityVerb = 'create' | 'change' | 'delete' | 'start' | 'stop' | 'restart' | 'other';

const groupOperation =
  /^microsoft\.containerinstance\/containergroups\/(write|delete|start|stop|restart)(?:\/action)?$/i;

export function activityVerb({ operation, detail }: ActivityEntry): ActivityVerb {
  const verb = groupOperation.exec(operation)?.[1]?.toLowerCase();
  if (verb === 'write') return /^(?:created|201)$/i.test(detail) ? 'create' : 'change';
  return verb === 'delete' || verb === 'start' || verb === 'stop' || verb === 'restart' ? verb : 'other';
}

/** Whether it changed the group, or tried to: not a look inside, a tag or a lock. */
export function isGroupChange(entry: ActivityEntry): boolean {
  return activityVerb(entry) !== 'other';
}

/**
 * The operations that events tell of, oldest first. Events of one operation share an operation id (learn.microsoft.com
 * "Azure activity log event schema"): the first says when it began, the last what came of it.
 */
export function combineEvents(events: readonly ActivityEvent[]): readonly ActivityEntry[] {
  const byOperation = new Map<string, ActivityEvent[]>();
  for (const event of events) {
    const key = `${event.operationId} ${event.operation.toLowerCase()}`;
    const known = byOperation.get(key) ?? [];
    known.push(event);
    byOperation.set(key, known);
  }
  return [...byOperation.values()].flatMap(entryOf).sort((a, b) => a.at - b.at);
}

function entryOf(events: readonly ActivityEvent[]): readonly ActivityEntry[] {
  const ordered = events.toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last) return [];
  const caller = ordered.find(event => event.caller !== undefined)?.caller;
  // A code of the end, which the last event may lack.
  const detail = ordered.findLast(event => event.detail !== '')?.detail ?? '';
  return [{ at: first.at, caller, operation: first.operation, status: statusOf(last), detail }];
}

function rank({ status }: ActivityEvent): number {
  return statusOf({ status }) === 'started' ? 0 : 1;
}

function statusOf({ status }: Pick<ActivityEvent, 'status'>): ActivityEntry['status'] {
  if (/^(?:succeeded|resolved)$/i.test(status)) return 'succeeded';
  return /^(?:failed|canceled|cancelled)$/i.test(status) ? 'failed' : 'started';
}

/** Who did `verb` last, up to `until` (ms since the epoch): undefined where the log doesn't say. */
export function lastActivity(
  activity: readonly ActivityEntry[],
  verbs: readonly ActivityVerb[],
  until = Infinity,
): ActivityEntry | undefined {
  return activity.findLast(
    entry => entry.at <= until && entry.status !== 'failed' && verbs.includes(activityVerb(entry)),
  );
}
