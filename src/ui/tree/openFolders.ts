import type { GroupRef } from '../../core/model.ts';
import { type FolderNode, type Node, nodeId } from './nodes.ts';
import { groupsByFolder, type TreeSource } from './treeData.ts';

/** Which folders are open on the screen, and so which groups someone looks at. */
export class OpenFolders {
  /** In the order of opening. */
  readonly #open = new Map<string, FolderNode>();
  readonly #closedSubscriptions = new Set<string>();

  opened(node: Node): void {
    if (node.kind === 'subscription') this.#closedSubscriptions.delete(node.subscription.id.toLowerCase());
    if (node.kind !== 'folder') return;
    this.#open.delete(nodeId(node));
    this.#open.set(nodeId(node), node);
  }

  /** The editor drew what is below the folder: it is open, if it wasn't known before. */
  drawn(node: FolderNode): void {
    if (!this.#open.has(nodeId(node))) this.#open.set(nodeId(node), node);
  }

  closed(node: Node): void {
    if (node.kind === 'subscription') this.#closedSubscriptions.add(node.subscription.id.toLowerCase());
    if (node.kind === 'folder') this.#open.delete(nodeId(node));
  }

  /** The groups in open folders; what was opened last comes first. */
  groups(source: TreeSource): readonly GroupRef[] {
    const open = [...this.#open].reverse().filter(([, folder]) => this.#isOnScreen(folder, source));
    const subscriptions = new Set(open.map(([, { subscriptionId }]) => subscriptionId.toLowerCase()));
    const bySubscription = new Map([...subscriptions].map(id => [id, groupsByFolder(id, source)]));
    return open
      .flatMap(([id, { subscriptionId }]) => bySubscription.get(subscriptionId.toLowerCase())?.get(id) ?? [])
      .map(({ ref }) => ref);
  }

  #isOnScreen({ subscriptionId, by }: FolderNode, { options }: TreeSource): boolean {
    return by === options.groupBy && !this.#closedSubscriptions.has(subscriptionId.toLowerCase());
  }

  clear(): void {
    this.#open.clear();
    this.#closedSubscriptions.clear();
  }
}
