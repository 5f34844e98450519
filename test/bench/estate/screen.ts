/** The tree as the editor draws it: the same rows from the same functions, at the same times, without an editor. */
import { setImmediate as nextMessage } from 'node:timers/promises';
import { resourceGroupScope } from '../../../src/core/access/rbac.ts';
import type { GroupStore, StoreChange } from '../../../src/core/store/groupStore.ts';
import { groupKey } from '../../../src/core/model/containerGroup.ts';
import type { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import { rowsToRedraw } from '../../../src/ui/tree/rowsToRedraw.ts';
import { filterWords, groupsNeedingState } from '../../../src/ui/tree/filter.ts';
import { type Node, nodeId } from '../../../src/ui/tree/nodes.ts';
import { ExpandedRows } from '../../../src/ui/tree/expandedRows.ts';
import { present, type PresentDeps } from '../../../src/ui/tree/present.ts';
import { CachedFilterCount } from '../../../src/ui/tree/cachedFilterCount.ts';
import { childrenOf } from '../../../src/ui/tree/treeStructure.ts';
import type { TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { options, treeDeps } from '../../ui/tree/treeFixture.ts';

/** As `GroupsTreeDataProvider` waits (ms). */
const together = 100;

export class TreeScreen {
  readonly #store: GroupStore;
  readonly #permissions: PermissionCache;
  #source: TreeSource;
  readonly #count = new CachedFilterCount(() => this.#source);
  readonly #around: PresentDeps;
  readonly #open = new ExpandedRows();
  readonly #rows = new Map<string, Node>();
  readonly #drawnIn = new Map<string, string>();
  readonly #changes: StoreChange[] = [];
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: GroupStore, permissions: PermissionCache) {
    this.#store = store;
    this.#permissions = permissions;
    this.#source = { store, options };
    this.#around = treeDeps(store, { isOpen: node => this.#isOpen(node) });
    store.onDidChange(change => this.#changed(change));
  }

  /** The rows that are drawn. */
  rows<Kind extends Node['kind']>(kind: Kind): readonly Extract<Node, { kind: Kind }>[] {
    return [...this.#rows.values()].filter(
      (node): node is Extract<Node, { kind: Kind }> => node.kind === kind,
    );
  }

  /** Somebody clicks a row open. */
  async open(node: Node): Promise<void> {
    this.#open.markExpanded(node);
    this.#look();
    await this.#drawBelow(node);
    this.#drawSoon();
  }

  /** Somebody types a filter. */
  filter(text: string): void {
    this.#source = { ...this.#source, options: { ...options, filter: text } };
    this.#changed({ kind: 'everything' });
  }

  /** Resolves as soon as something was drawn and `condition` holds. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(resolve => this.#waiting.add(resolve));
  }

  #changed(change: StoreChange): void {
    this.#count.invalidate();
    this.#changes.push(change);
    this.#drawSoon();
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => void this.#draw(), together);
  }

  async #draw(): Promise<void> {
    this.#timer = undefined;
    const ids = rowsToRedraw(this.#changes.splice(0), this.#source, this.#drawnIn);
    this.#look();
    if (ids === 'everything') await this.#drawAll();
    else await Promise.all([...ids].map(id => this.#drawAgain(this.#rows.get(id))));
    for (const drawn of this.#waiting) drawn();
    this.#waiting.clear();
  }

  async #drawAll(): Promise<void> {
    await nextMessage();
    this.#rows.clear();
    this.#drawnIn.clear();
    await this.#drawBelow(undefined);
  }

  async #drawAgain(node: Node | undefined): Promise<void> {
    if (!node) return;
    await nextMessage();
    const { collapsible } = present(node, this.#around);
    if (collapsible === 'expanded') await this.#drawBelow(node);
  }

  /** The editor asks for one level after the other, in a message of its own each. */
  async #drawBelow(parent: Node | undefined): Promise<void> {
    const children = childrenOf(parent, this.#source);
    const open = children.filter(child => {
      this.#rows.set(nodeId(child), child);
      if (parent && child.kind === 'group') this.#drawnIn.set(groupKey(child.ref), nodeId(parent));
      return present(child, this.#around).collapsible === 'expanded';
    });
    if (open.length === 0) return;
    await nextMessage();
    await Promise.all(open.map(child => this.#drawBelow(child)));
  }

  #isOpen(node: Node): boolean {
    const { options: present } = this.#source;
    const isFew = present.filter !== '' && this.#count.value.shown <= 50;
    return this.#open.isExpanded(node, node.kind === 'subscription' || (node.kind === 'folder' && isFew));
  }

  /** Asks for what is on the screen, as the view does. */
  #look(): void {
    const open = this.#open.groupsInExpandedFolders(this.#source);
    const words = filterWords(this.#source.options.filter);
    this.#store.setVisibleGroups([
      ...open,
      ...groupsNeedingState(this.#store.allGroups, words).map(({ ref }) => ref),
    ]);
    this.#permissions.prefetch(open.map(resourceGroupScope));
  }
}
