import * as vscode from 'vscode';
import { isAbort, toAciError } from '../core/errors.ts';
import type { ContainerEvent, GroupRef } from '../core/model.ts';
import { permittedGroups } from './access/guard.ts';
import type { App } from './app.ts';
import { eventsOf, eventsText } from './create/eventText.ts';

export type LifeVerb = 'start' | 'stop' | 'restart';

/** Starts, stops or restarts groups side by side, telling what Azure tells meanwhile. Errors go to `Report`. */
export async function changeLife(app: App, verb: LifeVerb, wanted: readonly GroupRef[]): Promise<void> {
  const refs = await permittedGroups(app, verb, wanted);
  if (refs.length === 0) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: title(verb, refs) },
    async progress => {
      await Promise.all(
        refs.map(async ref => {
          await changeOne(app, verb, ref, text =>
            progress.report({ message: refs.length === 1 ? text : `${ref.name}: ${text}` }),
          );
          progress.report({ increment: 100 / refs.length });
        }),
      );
    },
  );
}

async function changeOne(
  app: App,
  verb: LifeVerb,
  ref: GroupRef,
  tell: (text: string) => void,
): Promise<void> {
  const never = new AbortController().signal; // what is on its way can't be called back
  const before = app.store.group(ref);
  const old = new Set(before && eventsOf(before).map(keyOf));
  let isOnItsWay = false;
  try {
    for await (const { events, done } of app.aci.act(ref, verb, never)) {
      if (!isOnItsWay && !done) void look(app, ref); // the row says so while it lasts
      isOnItsWay = true;
      const text = eventsText(inOrder(events.filter(event => !old.has(keyOf(event)))), vscode.l10n.t);
      if (text !== undefined) tell(text);
    }
  } catch (error) {
    app.report.show(failure(verb, ref), error);
  }
  await look(app, ref);
}

/** The same event that happens again is another one. */
function keyOf({ name, message, count, lastTimestamp }: ContainerEvent): string {
  return JSON.stringify([name, message, count, lastTimestamp]);
}

/** By when they happened last: an event of a former life may have happened again just now. */
function inOrder(events: readonly ContainerEvent[]): readonly ContainerEvent[] {
  return events.toSorted((a, b) => (a.lastTimestamp ?? 0) - (b.lastTimestamp ?? 0));
}

/** Brings the tree up to date, and lets it go on until the group rests. */
async function look(app: App, ref: GroupRef): Promise<void> {
  try {
    if (await app.store.refreshGroup(ref)) app.store.settle(ref);
  } catch (error) {
    if (!isAbort(error)) app.report.note(`Could not look at "${ref.name}"`, toAciError(error));
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
