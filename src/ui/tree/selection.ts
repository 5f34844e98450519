/** What a command is about: the rows it was called on, else the tree's selection, else what the person picks. */
import { AciError } from '../../core/errors.ts';
import { allowedActions, type GroupAction } from '../../core/groupState.ts';
import {
  type ContainerGroup,
  type ContainerRef,
  containerKey,
  groupKey,
  type GroupRef,
} from '../../core/model.ts';
import type { App } from '../app.ts';
import * as vscode from 'vscode';
import { isNode, type Node } from './nodes.ts';
import { pickContainers, pickGroups } from './pickGroups.ts';

/** The rows meant by a command: all selected ones when the clicked row is among them, else the clicked row. */
export function pickedNodes(app: App, argument: unknown, selected: unknown): readonly Node[] {
  const several = Array.isArray(selected) ? selected.filter(isNode) : [];
  if (several.length > 0) return several;
  return isNode(argument) ? [argument] : app.view.selection;
}

/** An action that the table of allowed ones knows, or a rule of its own. */
type Allows = GroupAction | ((group: ContainerGroup) => boolean);

/**
 * The groups a command is about, each once; empty when the person picks none. Of several selected ones, those
 * that don't allow `action` as they are now are left out; when none allows it, the person is told. `how`: how many
 * the person may pick where nothing is selected.
 */
export async function selectedGroups(
  app: App,
  action: Allows,
  argument: unknown,
  selected: unknown,
  how: 'one' | 'several' = 'several',
): Promise<readonly GroupRef[]> {
  const meant = unique(
    pickedNodes(app, argument, selected).flatMap(node => (node.kind === 'group' ? node.ref : [])),
    groupKey,
  );
  if (meant.length === 0) {
    return signedIn(app) ? pickGroups(app, group => allows(group, action), how) : [];
  }
  const allowed = meant.filter(ref => allows(app.store.group(ref), action));
  if (allowed.length === 0) {
    const names = meant.map(({ name }) => `"${name}"`).join(', ');
    void vscode.window.showInformationMessage(vscode.l10n.t('Not possible for {0} at the moment.', names));
  }
  return allowed;
}

/** A group that isn't in the store (yet) is Azure's to judge. */
function allows(group: ContainerGroup | undefined, action: Allows): boolean {
  if (group === undefined) return true;
  return typeof action === 'function' ? action(group) : allowedActions(group).includes(action);
}

/**
 * The containers a command is about, each once. A group alone stands for its containers: when it has several,
 * the person picks. Of several selected rows, a group stands for all of its containers.
 */
export async function selectedContainers(
  app: App,
  argument: unknown,
  selected: unknown,
): Promise<readonly ContainerRef[]> {
  const nodes = pickedNodes(app, argument, selected).filter(
    node => node.kind === 'group' || node.kind === 'container',
  );
  const [only] = nodes;
  if (only?.kind === 'group' && nodes.length === 1) return containersOf(app, only.ref);
  if (only)
    return unique(
      nodes.flatMap(node => below(app, node)),
      containerKey,
    );
  if (!signedIn(app)) return [];
  const [group] = await pickGroups(app, known => allowedActions(known).includes('followLogs'), 'one');
  return group ? containersOf(app, group) : [];
}

function below(app: App, node: Node): readonly ContainerRef[] {
  if (node.kind === 'container') return [node.ref];
  if (node.kind !== 'group') return [];
  const containers = app.store.group(node.ref)?.containers ?? [];
  return containers.map(({ name }) => ({ group: node.ref, container: name }));
}

async function containersOf(app: App, ref: GroupRef): Promise<readonly ContainerRef[]> {
  const group = app.store.group(ref) ?? (await app.store.refreshGroup(ref));
  if (!group) throw new AciError('notFound', vscode.l10n.t('"{0}" no longer exists.', ref.name));
  return pickContainers(group);
}

/** Says so where nobody is signed in. */
export function signedIn(app: App): boolean {
  if (app.account.state === 'signedIn') return true;
  app.report.show(
    vscode.l10n.t('No container groups to choose from'),
    new AciError('signedOut', vscode.l10n.t('Nobody is signed in.')),
  );
  return false;
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}
