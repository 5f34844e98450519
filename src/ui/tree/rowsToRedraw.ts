/** Which rows have to be drawn anew after something changed: no more than necessary. */
import type { StoreChange } from '../../core/store/groupStore.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import { filterWords } from './filter.ts';
import { type Node, nodeId } from './nodes.ts';
import { folderOf } from './folders.ts';
import type { TreeSource } from './treeSource.ts';

/** Ids of the rows to draw anew with what is below them, or `everything`. `drawnIn`: group key → id of its folder. */
export function rowsToRedraw(
  changes: readonly StoreChange[],
  source: TreeSource,
  drawnIn: ReadonlyMap<string, string>,
): ReadonlySet<string> | 'everything' {
  if (changes.length === 0) return new Set();
  // What a change hides or shows under a filter may be anywhere, the message that nothing matches included.
  if (filterWords(source.options.filter).length > 0) return 'everything';
  const ids = new Set<string>();
  for (const change of changes) {
    const node = rowOf(change, source, drawnIn);
    if (node === 'everything') return node;
    ids.add(nodeId(node));
  }
  return ids;
}

function rowOf(
  change: StoreChange,
  source: TreeSource,
  drawnIn: ReadonlyMap<string, string>,
): Node | 'everything' {
  if (change.kind === 'everything') return 'everything';
  if (change.kind === 'group') {
    const group = source.store.group(change.ref);
    const folder = group && nodeId(folderOf(group, source.options));
    const drawn = drawnIn.get(groupKey(change.ref));
    if (folder === drawn || drawn === undefined) return { kind: 'group', ref: change.ref };
  }
  const id = (change.kind === 'group' ? change.ref.subscriptionId : change.subscriptionId).toLowerCase();
  const subscription = source.store.subscriptions.find(s => s.id.toLowerCase() === id);
  return subscription ? { kind: 'subscription', subscription } : 'everything';
}
