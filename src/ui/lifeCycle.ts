import * as vscode from 'vscode';
import { isAbort, toAciError } from '../core/errors.ts';
import type { ContainerEvent, ContainerGroup, GroupRef } from '../core/model.ts';
import { permittedGroups } from './access/guard.ts';
import type { App } from './app.ts';
import { eventsOf, eventsText } from './create/eventText.ts';
import { window } from './plainWindow.ts';

export type LifeVerb = 'start' | 'stop' | 'restart';

/** A group whose life was changed, as it was and as it is now; undefined where Azure could not be asked. */
export interface Changed {
  readonly ref: GroupRef;
  readonly before: ContainerGroup | undefined;
  readonly after: ContainerGroup | undefined;
}

/**
 * Starts, stops or restarts groups side by side, telling what Azure tells meanwhile. Errors go to `Report`; answers
 * those that it worked for.
 */
export async function changeLife(
  app: App,
  verb: LifeVerb,
  wanted: readonly GroupRef[],
): Promise<readonly Changed[]> {
  const refs = await permittedGroups(app, verb, wanted);
  if (refs.length === 0) return [];
  return window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: title(verb, refs) },
    async progress => {
      const changed = await Promise.all(
        refs.map(async ref => {
          const one = await changeOne(app, verb, ref, text =>
            progress.report({ message: refs.length === 1 ? text : `${ref.name}: ${text}` }),
          );
          progress.report({ increment: 100 / refs.length });
          return one ?? [];
        }),
      );
      return changed.flat();
    },
  );
}

async function changeOne(
  app: App,
  verb: LifeVerb,
  ref: GroupRef,
  tell: (text: string) => void,
): Promise<Changed | undefined> {
  const never = new AbortController().signal; // what is on its way can't be called back
  const before = await withView(app, ref);
  const newsIn = onlyNews(before);
  let isOnItsWay = false;
  try {
    for await (const { events, done } of app.aci.act(ref, verb, never)) {
      if (!isOnItsWay && !done) void look(app, ref); // the row says so while it lasts
      isOnItsWay = true;
      const text = newsIn(events);
      if (text !== undefined) tell(text);
    }
  } catch (error) {
    app.report.show(failure(verb, ref), error, () => changeLife(app, verb, [ref]));
    await look(app, ref);
    return undefined;
  }
  return { ref, before, after: await look(app, ref) };
}

/** LIST alone doesn't tell which events there were before. */
async function withView(app: App, ref: GroupRef): Promise<ContainerGroup | undefined> {
  const known = app.store.group(ref);
  if (known?.state !== undefined) return known;
  return look(app, ref);
}

/** Says what the latest event is, of those that had not happened yet when the group was as `before`. */
export function onlyNews(
  before: ContainerGroup | undefined,
): (events: readonly ContainerEvent[]) => string | undefined {
  const old = new Set(before && eventsOf(before).map(keyOf));
  return events => eventsText(inOrder(events.filter(event => !old.has(keyOf(event)))), vscode.l10n.t);
}

/** The same event that happens again is another one. */
function keyOf({ name, message, count, lastTimestamp }: ContainerEvent): string {
  return JSON.stringify([name, message, count, lastTimestamp]);
}

/** By when they happened last: an event of a former life may have happened again just now. */
function inOrder(events: readonly ContainerEvent[]): readonly ContainerEvent[] {
  return events.toSorted((a, b) => (a.lastTimestamp ?? 0) - (b.lastTimestamp ?? 0));
}

/** Brings the tree up to date, and lets it go on until the group rests. Undefined where Azure can't be asked. */
export async function look(
  app: Pick<App, 'store' | 'report'>,
  ref: GroupRef,
): Promise<ContainerGroup | undefined> {
  try {
    const group = await app.store.refreshGroup(ref);
    if (group) app.store.settle(ref);
    return group;
  } catch (error) {
    if (!isAbort(error)) app.report.note(`Could not look at "${ref.name}"`, toAciError(error));
    return undefined;
  }
}

function title(verb: LifeVerb, refs: readonly GroupRef[]): string {
  const name = refs[0]?.name ?? '';
  const count = refs.length;
  const titles: Record<LifeVerb, string> =
    count === 1
      ? {
          start: vscode.l10n.t('Starting "{0}"', name),
          stop: vscode.l10n.t('Stopping "{0}"', name),
          restart: vscode.l10n.t('Restarting "{0}"', name),
        }
      : {
          start: vscode.l10n.t('Starting {0} container groups', count),
          stop: vscode.l10n.t('Stopping {0} container groups', count),
          restart: vscode.l10n.t('Restarting {0} container groups', count),
        };
  return titles[verb];
}

function failure(verb: LifeVerb, { name }: GroupRef): string {
  const sentences: Record<LifeVerb, string> = {
    start: vscode.l10n.t('Could not start "{0}"', name),
    stop: vscode.l10n.t('Could not stop "{0}"', name),
    restart: vscode.l10n.t('Could not restart "{0}"', name),
  };
  return sentences[verb];
}
