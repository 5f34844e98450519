/** What a command is about: the rows it was called on, else the tree's selection, else what the person picks. */
import * as l10n from '@vscode/l10n';
import { AciError } from '../../core/errors.ts';
import { allowedActions, type GroupAction } from '../../core/model/groupState.ts';
import {
  type ContainerGroup,
  containerKey,
  type ContainerRef,
  groupKey,
  type GroupRef,
} from '../../core/model/containerGroup.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { isNode, type Node } from './nodes.ts';
import { pickContainers, pickGroups } from './pickGroups.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { formatList } from '../shared/languageFormats.ts';

/** What has to be known of the app for that. */
export type SelectionDeps = Pick<App, 'account' | 'store' | 'view'>;

/** The rows meant by a command: all selected ones when the clicked row is among them, else the clicked row. */
export function selectedNodes(app: SelectionDeps, argument: unknown, selected: unknown): readonly Node[] {
  const several = Array.isArray(selected) ? selected.filter(isNode) : [];
  if (several.length > 0) return several;
  return isNode(argument) ? [argument] : app.view.selection;
}

/** An action that the table of allowed ones knows, or a rule of its own. */
type ActionCondition = GroupAction | ((group: ContainerGroup) => boolean);

/**
 * The groups a command is about, each once; empty when the person picks none. Selected containers, and groups that
 * don't allow `action` as they are now, are left out, and the person is told which. `how`: how many the person may
 * pick where neither groups nor containers are selected.
 */
export async function selectedGroups(
  app: SelectionDeps,
  action: ActionCondition,
  argument: unknown,
  selected: unknown,
  how: 'one' | 'several' = 'several',
): Promise<readonly GroupRef[]> {
  const nodes = selectedNodes(app, argument, selected);
  const meant = unique(
    nodes.flatMap(node => (node.kind === 'group' ? node.ref : [])),
    groupKey,
  );
  const containers = nodes.flatMap(node => (node.kind === 'container' ? node.ref.container : []));
  if (meant.length === 0 && containers.length === 0) {
    if (!(await ensureSignedIn(app.account))) return [];
    return pickGroups(app, group => allows(group, action), how);
  }
  const allowed = meant.filter(ref => allows(app.store.group(ref), action));
  showLeftOut([...meant.filter(ref => !allowed.includes(ref)).map(({ name }) => name), ...containers]);
  return allowed;
}

function showLeftOut(names: readonly string[]): void {
  if (names.length === 0) return;
  const all = formatList(names.map(name => `"${name}"`));
  void window.showInformationMessage(l10n.t('Not possible for {0}.', all));
}

/** A group that isn't in the store (yet) is Azure's to judge. */
function allows(group: ContainerGroup | undefined, action: ActionCondition): boolean {
  if (group === undefined) return true;
  return typeof action === 'function' ? action(group) : allowedActions(group).includes(action);
}

/**
 * The containers a command is about, each once. A group alone stands for its containers: when it has several,
 * the person picks. Of several selected rows, a group stands for all of its containers.
 */
export async function selectedContainers(
  app: SelectionDeps,
  argument: unknown,
  selected: unknown,
): Promise<readonly ContainerRef[]> {
  const nodes = selectedNodes(app, argument, selected).filter(
    node => node.kind === 'group' || node.kind === 'container',
  );
  const [only] = nodes;
  if (only?.kind === 'group' && nodes.length === 1) return containersOf(app, only.ref);
  if (only)
    return unique(
      nodes.flatMap(node => containersBelow(app, node)),
      containerKey,
    );
  if (!(await ensureSignedIn(app.account))) return [];
  const [group] = await pickGroups(app, known => allowedActions(known).includes('followLogs'), 'one');
  return group ? containersOf(app, group) : [];
}

function containersBelow(app: SelectionDeps, node: Node): readonly ContainerRef[] {
  if (node.kind === 'container') return [node.ref];
  if (node.kind !== 'group') return [];
  const containers = app.store.group(node.ref)?.containers ?? [];
  return containers.map(({ name }) => ({ group: node.ref, container: name }));
}

async function containersOf(app: SelectionDeps, ref: GroupRef): Promise<readonly ContainerRef[]> {
  const group = app.store.group(ref) ?? (await app.store.refreshGroup(ref));
  if (!group) throw new AciError('notFound', `"${ref.name}" no longer exists.`);
  return pickContainers(group);
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}
