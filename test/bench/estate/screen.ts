/** The tree as the editor draws it: the same rows from the same functions, at the same times, without an editor. */
import { setImmediate as nextMessage } from 'node:timers/promises';
import { resourceGroupScope } from '../../../src/core/access.ts';
import type { GroupStore, StoreChange } from '../../../src/core/groupStore.ts';
import { groupKey } from '../../../src/core/model.ts';
import type { Permissions } from '../../../src/core/permissions.ts';
import { rowsToRedraw } from '../../../src/ui/tree/changes.ts';
import { filterWords, undecided } from '../../../src/ui/tree/filter.ts';
import { type Node, nodeId } from '../../../src/ui/tree/nodes.ts';
import { OpenRows } from '../../../src/ui/tree/openRows.ts';
import { present, type Surroundings } from '../../../src/ui/tree/present.ts';
import { RememberedCount } from '../../../src/ui/tree/rememberedCount.ts';
import { childrenOf } from '../../../src/ui/tree/treeData.ts';
import type { TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { options, surroundings, t } from '../../ui/tree/words.ts';

/** As `Rows` waits (ms). */
const together = 100;

export class Screen {
  readonly #store: GroupStore;
  readonly #permissions: Permissions;
  #source: TreeSource;
  readonly #count = new RememberedCount(() => this.#source);
  readonly #around: Surroundings;
  readonly #open = new OpenRows();
  readonly #rows = new Map<string, Node>();
  readonly #drawnIn = new Map<string, string>();
  readonly #changes: StoreChange[] = [];
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: GroupStore, permissions: Permissions) {
    this.#store = store;
    this.#permissions = permissions;
    this.#source = { store, t, options };
    this.#around = surroundings(store, { isOpen: node => this.#isOpen(node) });
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
    this.#open.opened(node);
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
    this.#count.changed();
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
    return this.#open.isOpen(node, node.kind === 'subscription' || (node.kind === 'folder' && isFew));
  }

  /** Asks for what is on the screen, as the view does. */
  #look(): void {
    const open = this.#open.groups(this.#source);
    const words = filterWords(this.#source.options.filter);
    this.#store.show([...open, ...undecided(this.#store.allGroups, words, t).map(({ ref }) => ref)]);
    this.#permissions.look(open.map(resourceGroupScope));
  }
}
