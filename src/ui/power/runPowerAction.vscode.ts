import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import * as vscode from 'vscode';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { filterPermittedGroups } from '../shared/permissionCheck.vscode.ts';
import type { App } from '../app.ts';
import { newEventDescriber } from './newEventDescriber.ts';
import { window } from '../shared/plainWindow.vscode.ts';

export type PowerAction = 'start' | 'stop' | 'restart';

/**
 * A group that was started, stopped or restarted, as it was and as it is now; undefined where Azure could not be asked.
 */
export interface PowerActionResult {
  readonly ref: GroupRef;
  readonly before: ContainerGroup | undefined;
  readonly after: ContainerGroup | undefined;
}

/**
 * Starts, stops or restarts groups side by side, telling what Azure tells meanwhile. Errors go to `ErrorReporter`;
 * answers those that it worked for.
 */
export async function runPowerAction(
  app: App,
  verb: PowerAction,
  wanted: readonly GroupRef[],
): Promise<readonly PowerActionResult[]> {
  const refs = await filterPermittedGroups(app, verb, wanted);
  if (refs.length === 0) return [];
  return window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: progressTitle(verb, refs) },
    async progress => {
      const changed = await Promise.all(
        refs.map(async ref => {
          const one = await runPowerActionOn(app, verb, ref, text =>
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

async function runPowerActionOn(
  app: App,
  verb: PowerAction,
  ref: GroupRef,
  tell: (text: string) => void,
): Promise<PowerActionResult | undefined> {
  // Never aborted: what is on its way can't be called back.
  const before = await withInstanceView(app, ref);
  const newsIn = newEventDescriber(before);
  let isOnItsWay = false;
  try {
    for await (const { events, done } of app.aci.act(ref, verb, neverAborts())) {
      if (!isOnItsWay && !done) void refreshAndTrack(app.store, ref, app.report); // the row says so while it lasts
      isOnItsWay = true;
      const text = newsIn(events);
      if (text !== undefined) tell(text);
    }
  } catch (error) {
    app.report.show(failureText(verb, ref), error, () => runPowerAction(app, verb, [ref]));
    await refreshAndTrack(app.store, ref, app.report);
    return undefined;
  }
  return { ref, before, after: await refreshAndTrack(app.store, ref, app.report) };
}

/** LIST alone doesn't tell which events there were before. */
async function withInstanceView(app: App, ref: GroupRef): Promise<ContainerGroup | undefined> {
  const known = app.store.group(ref);
  if (known?.state !== undefined) return known;
  return refreshAndTrack(app.store, ref, app.report);
}

function progressTitle(verb: PowerAction, refs: readonly GroupRef[]): string {
  const name = refs[0]?.name ?? '';
  const count = refs.length;
  const titles: Record<PowerAction, string> =
    count === 1
      ? {
          start: l10n.t('Starting "{0}"', name),
          stop: l10n.t('Stopping "{0}"', name),
          restart: l10n.t('Restarting "{0}"', name),
        }
      : {
          start: l10n.t('Starting {0} container groups', count),
          stop: l10n.t('Stopping {0} container groups', count),
          restart: l10n.t('Restarting {0} container groups', count),
        };
  return titles[verb];
}

function failureText(verb: PowerAction, { name }: GroupRef): string {
  const sentences: Record<PowerAction, string> = {
    start: l10n.t('Could not start "{0}"', name),
    stop: l10n.t('Could not stop "{0}"', name),
    restart: l10n.t('Could not restart "{0}"', name),
  };
  return sentences[verb];
}
