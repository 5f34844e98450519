import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { groupState } from '../../core/model/groupState.ts';
import {
  type ContainerGroup,
  type ContainerRef,
  groupKey,
  type GroupRef,
} from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { stateLabel } from './stateLabel.ts';
import { window } from '../shared/plainWindow.vscode.ts';

interface GroupQuickPickItem extends vscode.QuickPickItem {
  readonly ref: GroupRef;
}

/** Lets the person pick among the groups that are wanted, while they are still being read; empty when they don't. */
export function pickGroups(
  app: Pick<App, 'store'>,
  wanted: (group: ContainerGroup) => boolean,
  how: 'one' | 'several' = 'several',
): Promise<readonly GroupRef[]> {
  const picker = window.createQuickPick<GroupQuickPickItem>();
  picker.canSelectMany = how === 'several';
  picker.matchOnDescription = true;
  picker.placeholder =
    how === 'several' ? l10n.t('Choose container groups') : l10n.t('Choose a container group');
  const draw = () => {
    const kept = new Set(picker.selectedItems.map(({ ref }) => groupKey(ref)));
    picker.items = app.store.allGroups.filter(wanted).map(toItem);
    picker.selectedItems = picker.items.filter(({ ref }) => kept.has(groupKey(ref)));
    picker.busy = isReading(app);
    if (!picker.busy && picker.items.length === 0) {
      picker.placeholder = l10n.t('There is no container group to choose');
    }
  };
  draw();
  const watching = app.store.onDidChange(draw);
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.map(({ ref }) => ref));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve([]);
      watching.dispose();
      picker.dispose();
    });
    picker.show();
  });
}

function isReading({ store }: Pick<App, 'store'>): boolean {
  if (store.tenants.kind !== 'ready') return store.tenants.kind === 'loading';
  return (
    store.tenants.value.some(({ subscriptions }) => subscriptions.kind === 'loading') ||
    store.subscriptions.some(({ id }) => store.groups(id)?.kind === 'loading')
  );
}

function toItem(group: ContainerGroup): GroupQuickPickItem {
  const state = groupState(group);
  const where = [group.ref.resourceGroup, group.location];
  return {
    label: group.ref.name,
    description: (state === 'unknown' ? where : [stateLabel(state), ...where]).join(' · '),
    ref: group.ref,
  };
}

/** The containers of a group: the only one there is, or those the person picks. */
export async function pickContainers(group: ContainerGroup): Promise<readonly ContainerRef[]> {
  const all = [...group.initContainers, ...group.containers];
  const [first] = all;
  if (all.length === 1 && first) return [{ group: group.ref, container: first.name }];
  const items = all.map(container => ({
    label: container.name,
    description: container.isInit ? l10n.t('init container') : container.image,
    picked: !container.isInit,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: group.ref.name,
    placeHolder: l10n.t('Choose containers'),
  });
  return chosen?.map(({ label }) => ({ group: group.ref, container: label })) ?? [];
}
