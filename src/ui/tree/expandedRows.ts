import type { GroupRef } from '../../core/model/containerGroup.ts';
import { type Node, nodeId } from './nodes.ts';
import { groupsIn } from './folders.ts';
import type { TreeSource } from './treeSource.ts';

/**
 * Which rows are open on the screen, and so which groups someone looks at. The editor forgets that of rows that
 * are gone for a while (a filter, an account, another way of grouping): it is told again when they are back.
 */
export class ExpandedRows {
  /** In the order of opening. */
  readonly #open = new Map<string, Node>();
  readonly #closed = new Set<string>();

  markExpanded(node: Node): void {
    const id = nodeId(node);
    this.#closed.delete(id);
    this.#open.delete(id);
    this.#open.set(id, node);
  }

  /** The editor drew what is below the row: it is open, if that wasn't known before. */
  markDrawn(node: Node): void {
    if (!this.#open.has(nodeId(node))) this.markExpanded(node);
  }

  markCollapsed(node: Node): void {
    this.#open.delete(nodeId(node));
    this.#closed.add(nodeId(node));
  }

  /** Whether the row is open, or would be: `byDefault` when it was never opened or closed. */
  isExpanded(node: Node, byDefault: boolean): boolean {
    const id = nodeId(node);
    return this.#open.has(id) || (byDefault && !this.#closed.has(id));
  }

  /** The groups in open folders; what was opened last comes first. */
  groupsInExpandedFolders(source: TreeSource): readonly GroupRef[] {
    const folders = [...this.#open.values()].reverse().filter(node => node.kind === 'folder');
    const seen = folders.filter(
      ({ subscriptionId, by }) => by === source.options.groupBy && !this.#isClosed(subscriptionId, source),
    );
    return seen.flatMap(folder => groupsIn(folder, source)).map(({ ref }) => ref);
  }

  #isClosed(subscriptionId: string, { store }: TreeSource): boolean {
    const id = subscriptionId.toLowerCase();
    const subscription = store.subscriptions.find(known => known.id.toLowerCase() === id);
    return subscription === undefined || this.#closed.has(nodeId({ kind: 'subscription', subscription }));
  }

  clear(): void {
    this.#open.clear();
    this.#closed.clear();
  }
}
