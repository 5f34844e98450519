/** What a diagnosis is made from, and ways to search and quote it. */
import { type ActivityEntry, type ActivityVerb, lastActivity } from '../activity/activityEntry.ts';
import type { ErrorKind } from '../errors.ts';
import { isCrashLooping, isInState } from '../model/containerState.ts';
import type { Container, ContainerEvent, ContainerGroup, ContainerState } from '../model/containerGroup.ts';
import { eventsOfContainer, type EventSource, sortableTime } from '../model/containerEvents.ts';
import type { GroupMetrics } from '../metrics/groupMetrics.ts';
import type { Evidence, Finding } from './finding.ts';

/** How Azure refused to create the group. */
export interface CreateError {
  readonly kind: ErrorKind;
  readonly code: string | undefined;
  readonly message: string;
  /** `x-ms-request-id`: what Microsoft's support asks for. */
  readonly requestId: string | undefined;
}

export interface Facts {
  /** As a GET brought it; undefined where there is none, as after a refused create. */
  readonly group: ContainerGroup | undefined;
  /** The last lines of containers' logs, by name; a container without an entry could not be asked. */
  readonly logs: ReadonlyMap<string, readonly string[]>;
  readonly error: CreateError | undefined;
  /** ms since the epoch. */
  readonly now: number;
  /** Of the last half hour; absent where they were not asked for, or could not be read. */
  readonly metrics?: GroupMetrics | undefined;
  /** Who did what with it, oldest first; absent like `metrics`. */
  readonly activity?: readonly ActivityEntry[] | undefined;
}

/** Looks for one thing that can be wrong. Never throws, whatever the facts. */
export type Rule = (facts: Facts) => readonly Finding[];

/** Most log lines that are quoted, and most characters of a text that is searched. */
const maxQuotedLines = 12;
const maxTextLength = 4_000;

/** Name and message, no longer than what a pattern may be tried on. */
export function eventText({ name, message }: ContainerEvent): string {
  return `${name} ${message}`.slice(0, maxTextLength);
}

export function quoteEvents(events: readonly EventSource[]): readonly Evidence[] {
  return events.map(({ container, event }) => ({ kind: 'event', container: container?.name, event }));
}

/** The last five, oldest first. */
export function quoteLatestEvents(events: readonly EventSource[]): readonly Evidence[] {
  return quoteEvents(events.toSorted((a, b) => sortableTime(a.event) - sortableTime(b.event)).slice(-5));
}

export function quoteEventsOf(
  container: Container,
  wanted: (event: ContainerEvent) => boolean,
): readonly Evidence[] {
  return quoteEvents(
    eventsOfContainer(container)
      .filter(wanted)
      .map(event => ({ container, event })),
  );
}

/** A state of the container; none where Azure has none. */
export function quoteState(
  { name, instanceView }: Container,
  which: 'current' | 'previous' = 'current',
): readonly Evidence[] {
  const state = which === 'current' ? instanceView?.currentState : instanceView?.previousState;
  return state ? [{ kind: 'state', container: name, which, state }] : [];
}

/** The last lines of the container's log; none where it could not be read. */
export function quoteLog({ logs }: Facts, { name }: Container): readonly Evidence[] {
  const lines = logs.get(name);
  return lines ? [{ kind: 'log', container: name, lines: lines.slice(-maxQuotedLines) }] : [];
}

/** The last lines of the container's log that a rule looks through. */
export function logLines({ logs }: Facts, { name }: Container): readonly string[] {
  return (logs.get(name) ?? []).map(line => line.slice(0, maxTextLength));
}

export function quoteError({ error }: Facts): readonly Evidence[] {
  if (!error) return [];
  const { code, message, requestId } = error;
  return [{ kind: 'error', code, message, requestId }];
}

/** The last time that somebody did one of these things; none where the activity log doesn't say. */
export function quoteActivity(
  { activity = [] }: Facts,
  verbs: readonly ActivityVerb[],
  { from = -Infinity, to = Infinity } = {},
): readonly (Evidence & { readonly kind: 'activity' })[] {
  const entry = lastActivity(activity, verbs, to);
  return entry && entry.at >= from ? [{ kind: 'activity', entry }] : [];
}

/** The error's code and message, no longer than what a pattern may be tried on. */
export function errorText({ error }: Facts): string {
  return error ? `${error.code ?? ''} ${error.message}`.slice(0, maxTextLength) : '';
}

/** How a container's last run ended, if Azure has an exit code: a container that was never started has none. */
export interface LastRun {
  readonly state: ContainerState;
  readonly which: 'current' | 'previous';
  readonly exitCode: number;
  readonly restarts: number;
  readonly looping: boolean;
  /** It runs again. */
  readonly recovered: boolean;
}

export function lastRun(container: Container): LastRun | undefined {
  const view = container.instanceView;
  if (!view) return undefined;
  for (const which of ['current', 'previous'] as const) {
    const state = which === 'current' ? view.currentState : view.previousState;
    if (state?.exitCode === undefined) continue;
    return {
      state,
      which,
      exitCode: state.exitCode,
      restarts: view.restartCount,
      looping: isCrashLooping(container),
      recovered: isInState(container, 'running'),
    };
  }
  return undefined;
}

/** How long a run took, in whole seconds. */
export function secondsOf({ startTime, finishTime }: ContainerState): number | undefined {
  if (startTime === undefined || finishTime === undefined || finishTime < startTime) return undefined;
  return Math.round((finishTime - startTime) / 1000);
}

/** Whether the instance view shows that the container has ever run. */
export function hasStarted(container: Container): boolean {
  const view = container.instanceView;
  return (
    view?.currentState?.startTime !== undefined ||
    view?.previousState?.startTime !== undefined ||
    eventsOfContainer(container).some(({ name }) => name === 'Started')
  );
}

/** `80, 443` */
export function portList(ports: readonly { readonly port: number }[]): string {
  return [...new Set(ports.map(({ port }) => port))].join(', ');
}
