import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import { finishedAt, groupState, isFinished } from '../../core/model/groupState.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { ago } from '../tree/ago.ts';
import { stateLabel } from '../tree/stateLabel.ts';
import { deleteGroups } from './deleteGroups.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** How many groups are asked for at a time. */
const concurrency = 8;

/** Lists the groups that have ended, and deletes those that stay ticked. */
export async function deleteFinishedGroups(app: App): Promise<void> {
  if (!(await ensureSignedIn(app.account))) return;
  const finished = await findFinished(app);
  if (!finished) return;
  if (finished.length === 0) {
    void window.showInformationMessage(l10n.t('No container group has ended.'));
    return;
  }
  const chosen = await pickGroupsToDelete(app, finished);
  await deleteGroups(
    app,
    chosen.map(({ ref }) => ref),
  );
}

/** The groups that have ended, longest ago first. `undefined` when the person had enough of waiting. */
async function findFinished(app: App): Promise<readonly ContainerGroup[] | undefined> {
  const title = l10n.t('Looking for container groups that have ended');
  const isDone = await window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = toAbortSignal(token);
      await app.store.refresh(signal);
      await readStates(app, signal, (done, all) =>
        progress.report({ message: l10n.t('{0} of {1}', done, all), increment: 100 / all }),
      );
      return !token.isCancellationRequested;
    },
  );
  if (!isDone) return undefined;
  return app.store.allGroups
    .filter(isFinished)
    .sort((a, b) => (finishedAt(a) ?? 0) - (finishedAt(b) ?? 0) || a.ref.name.localeCompare(b.ref.name));
}

/** LIST tells no group's state. Whoever was seen to run may have ended, and whoever had ended may run again. */
function mayHaveChanged(group: ContainerGroup): boolean {
  return groupState(group) === 'unknown' || isFinished(group) || group.restartPolicy !== 'Always';
}

async function readStates(
  { store, report }: App,
  signal: AbortSignal,
  tell: (done: number, all: number) => void,
): Promise<void> {
  const asked = store.allGroups.filter(mayHaveChanged).map(({ ref }) => ref);
  const left = asked.values();
  let done = 0;
  const read = async () => {
    for (const ref of left) {
      if (signal.aborted) return;
      try {
        await store.refreshGroup(ref, signal);
      } catch (error) {
        if (isAbort(error)) return;
        report.log(`Could not look at "${ref.name}"`, toAciError(error));
      }
      tell(++done, asked.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, read));
}

interface Item extends vscode.QuickPickItem {
  readonly group?: ContainerGroup;
}

/** What has ended by itself is ticked; what someone has stopped may be meant to be started again. */
async function pickGroupsToDelete(
  app: App,
  finished: readonly ContainerGroup[],
): Promise<readonly ContainerGroup[]> {
  const stopped = finished.filter(group => groupState(group) === 'stopped');
  const ended = finished.filter(group => groupState(group) !== 'stopped');
  const items: Item[] = [
    ...section(l10n.t('Ended by themselves'), ended, app, true),
    ...section(l10n.t('Stopped by someone'), stopped, app, false),
  ];
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: l10n.t('Delete finished groups'),
    placeHolder: l10n.t('Choose the container groups to delete'),
  });
  return chosen?.flatMap(({ group }) => group ?? []) ?? [];
}

function section(label: string, groups: readonly ContainerGroup[], app: App, picked: boolean): Item[] {
  if (groups.length === 0) return [];
  const heading = { label, kind: vscode.QuickPickItemKind.Separator };
  return [heading, ...groups.map(group => ({ ...itemOf(group, app.clock.now()), picked }))];
}

function itemOf(group: ContainerGroup, now: number): Item {
  const at = finishedAt(group);
  const facts = [
    stateLabel(groupState(group)),
    ...(at === undefined ? [] : [ago(now - at)]),
    group.ref.resourceGroup,
  ];
  return { label: group.ref.name, description: facts.join(' · '), group };
}
