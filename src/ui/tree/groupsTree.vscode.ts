import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resourceGroupScope } from '../../core/access/rbac.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { StoreChange } from '../../core/store/groupStore.ts';
import { containerKey, type ContainerRef, type GroupRef } from '../../core/model/containerGroup.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import type { App, GroupsView } from '../app.ts';
import type { createLoadTooltips } from '../metrics/loadTooltip.ts';
import { filterWords, matchesFilter, groupsNeedingState } from './filter.ts';
import type { Node } from './nodes.ts';
import { ExpandedRows } from './expandedRows.ts';
import type { PresentDeps } from './present.ts';
import { CachedFilterCount } from './cachedFilterCount.ts';
import { rememberedSubscriptionsByAccount } from './rememberedSubscriptions.ts';
import { dateTimeFormat, formatNumber } from '../shared/languageFormats.ts';
import { GroupsTreeDataProvider } from './groupsTreeDataProvider.vscode.ts';
import { onDidChangeTreeSettings, treeSettings } from './treeSettings.vscode.ts';
import type { TreeSource } from './treeSource.ts';

/** Coming back to the view or the window asks Azure anew, but not more often than this (ms). */
const minRefreshInterval = 30_000;
/** Under a filter folders start open, as long as no more groups than this would be read for it. */
const maxAutoExpanded = 50;

type GroupsTreeDeps = Pick<
  App,
  'aci' | 'store' | 'permissions' | 'providers' | 'prices' | 'account' | 'following' | 'memory'
> & {
  /** Told whenever the view comes onto the screen. */
  readonly seen: () => void;
  /** Draws our `rows`. */
  readonly view: vscode.TreeView<Node>;
};

/** The view "Container Groups". Asks Azure for what is on the screen, and for nothing while it isn't. */
export class GroupsTree implements GroupsView, vscode.Disposable {
  readonly #deps: GroupsTreeDeps;
  readonly #clock: Clock;
  readonly #localTime = dateTimeFormat({ dateStyle: 'medium', timeStyle: 'medium' });
  readonly #open = { unfiltered: new ExpandedRows(), filtered: new ExpandedRows() };
  readonly #rows: GroupsTreeDataProvider;
  #loads: Promise<ReturnType<typeof createLoadTooltips>> | undefined;
  readonly #count = new CachedFilterCount(() => this.#source());
  readonly #view: vscode.TreeView<Node>;
  readonly #disposables: readonly { dispose(): unknown }[];
  #settings = treeSettings();
  #filter = '';
  /** Where somebody was signed in when the tree was drawn last. */
  #cloud: App['account']['cloud'] | undefined;
  #followed: readonly ContainerRef[] = [];
  #readAt: number;

  constructor(deps: GroupsTreeDeps, clock: Clock = systemClock) {
    const { store, account, following, providers } = deps;
    this.#deps = deps;
    this.#clock = clock;
    this.#readAt = clock.now();
    this.#rows = new GroupsTreeDataProvider({
      source: () => this.#source(),
      presentDeps: () => this.#presentDeps(),
      costTooltip: node => this.#costTooltip(node),
      loadTooltip: node => this.#loadTooltip(node),
      onExpanded: node => this.#openRows.markDrawn(node),
      onDrawn: () => this.#drawn(),
    });
    this.#view = deps.view;
    const reportVisibleGroups = () => this.#reportVisibleGroups();
    this.#disposables = [
      this.#rows,
      { dispose: () => void this.#loads?.then(loads => loads.dispose()) },
      this.#view.onDidExpandElement(({ element }) => {
        this.#openRows.markExpanded(element);
        reportVisibleGroups();
      }),
      this.#view.onDidCollapseElement(({ element }) => {
        this.#openRows.markCollapsed(element);
        reportVisibleGroups();
      }),
      this.#view.onDidChangeVisibility(() => this.#visibilityChanged()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#refreshIfStale();
      }),
      store.onDidChange(change => this.#changed(change)),
      account.onDidChange(() => this.#accountChanged()),
      following.onDidChange(() => this.#followingChanged()),
      providers.onDidChange(subscriptionId => this.#changed({ kind: 'subscription', subscriptionId })),
      onDidChangeTreeSettings(() => this.#settingsChanged()),
    ];
    store.includeResourceGroups(this.#settings.showEmptyResourceGroups);
    this.#visibilityChanged();
    this.#accountChanged();
  }

  /** For the view. */
  get rows(): vscode.TreeDataProvider<Node> {
    return this.#rows;
  }

  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    if (text === this.#filter) return;
    this.#filter = text;
    if (!this.#isFiltered) this.#open.filtered.clear();
    void vscode.commands.executeCommand('setContext', 'aci.filtered', this.#isFiltered);
    this.#changed({ kind: 'everything' });
  }

  async reveal(ref: GroupRef): Promise<void> {
    const { store } = this.#deps;
    if (!store.isSelected(ref.subscriptionId)) return;
    if (!store.group(ref)) await store.refreshSubscription(ref.subscriptionId);
    const group = store.group(ref);
    if (!group) return;
    if (!matchesFilter(group, filterWords(this.#filter))) this.filter = '';
    this.#rows.flush();
    await this.#view.reveal({ kind: 'group', ref: group.ref }, { select: true, focus: false });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #source(): TreeSource {
    const { store, account, providers } = this.#deps;
    return {
      store,
      isUnregistered: id => providers.isUnregistered(id),
      options: { ...this.#settings, filter: this.#filter, account: account.state },
      accounts: account.accounts,
    };
  }

  #presentDeps(): PresentDeps {
    const { store, following, providers } = this.#deps;
    return {
      store,
      isUnregistered: id => providers.isUnregistered(id),
      advice: (kind, host) => errorAdvice(kind, host).sentence,
      isFollowed: ref => following.isFollowed(ref),
      now: this.#clock.now(),
      localTime: this.#localTime,
      tag: this.#settings.tag,
      isOpen: node => this.#isOpen(node),
    };
  }

  async #costTooltip(node: Node): Promise<string> {
    const { costTooltip } = await import('../cost/costTooltip.ts');
    const { prices, account } = this.#deps;
    return costTooltip(node, {
      ...{
        source: this.#source(),
        prices,
        cloud: account.cloud,
        clock: this.#clock,
        localTime: this.#localTime,
      },
    });
  }

  /** How busy a group is; read only where somebody points at its row. */
  async #loadTooltip(node: Node): Promise<string> {
    const group = node.kind === 'group' ? this.#deps.store.group(node.ref) : undefined;
    if (!group) return '';
    this.#loads ??= this.#openLoadTooltips();
    return (await this.#loads).read(group);
  }

  async #openLoadTooltips(): Promise<ReturnType<typeof createLoadTooltips>> {
    const { createLoadTooltips: create } = await import('../metrics/loadTooltip.ts');
    return create({ aci: this.#deps.aci, clock: this.#clock });
  }

  get #isFiltered(): boolean {
    return filterWords(this.#filter).length > 0;
  }

  get #openRows(): ExpandedRows {
    return this.#isFiltered ? this.#open.filtered : this.#open.unfiltered;
  }

  /** Subscriptions start open, and so do the folders that a filter leaves, unless they are too many. */
  #isOpen(node: Node): boolean {
    if (node.kind !== 'folder') return this.#openRows.isExpanded(node, node.kind === 'subscription');
    const isFew = this.#isFiltered && this.#count.value.shown <= maxAutoExpanded;
    return this.#openRows.isExpanded(node, isFew);
  }

  #changed(change: StoreChange): void {
    this.#count.invalidate();
    this.#rows.redrawSoon(change);
  }

  #drawn(): void {
    this.#reportVisibleGroups();
    this.#showFilter();
  }

  /**
   * Tells the store which groups are on the screen, and those whose state decides whether they belong there; and has
   * read what may be done with the former.
   */
  #reportVisibleGroups(): void {
    const source = this.#source();
    const asked = groupsNeedingState(this.#deps.store.allGroups, filterWords(this.#filter));
    const open = this.#openRows.groupsInExpandedFolders(source);
    this.#deps.store.setVisibleGroups([...open, ...asked.map(({ ref }) => ref)]);
    if (this.#view.visible) this.#prefetchPermissions(open);
  }

  /** Only an empty subscription can be one where container instances aren't registered. */
  #prefetchPermissions(open: readonly GroupRef[]): void {
    const { store, permissions, providers } = this.#deps;
    permissions.prefetch(open.map(resourceGroupScope));
    const isEmpty = (id: string) => {
      const list = store.groups(id);
      return list?.kind === 'ready' && list.value.length === 0;
    };
    providers.prefetch(
      store.subscriptions.map(({ id }) => id).filter(id => store.isSelected(id) && isEmpty(id)),
    );
  }

  #showFilter(): void {
    const { shown, all } = this.#count.value;
    const counts = [shown, all].map(formatNumber);
    const message = l10n.t('Filter: {0} — {1} of {2}', this.#filter.trim(), ...counts);
    this.#view.message = this.#isFiltered ? message : '';
  }

  #visibilityChanged(): void {
    if (!this.#view.visible) {
      this.#deps.store.pause();
      return;
    }
    this.#deps.seen();
    this.#deps.store.resume();
    this.#refreshIfStale();
  }

  #refreshIfStale(): void {
    const { store, account } = this.#deps;
    if (!this.#view.visible || account.state !== 'signedIn') return;
    if (this.#clock.now() - this.#readAt < minRefreshInterval) return;
    this.#readAt = this.#clock.now();
    void store.refresh();
  }

  #accountChanged(): void {
    const { store, account, memory } = this.#deps;
    const present = account.state === 'signedIn' ? account.cloud : undefined;
    if (present !== this.#cloud) {
      this.#readAt = this.#clock.now(); // who signs in gets everything read anew anyway
      this.#open.unfiltered.clear();
      this.#open.filtered.clear();
    }
    this.#cloud = present;
    store.selectSubscriptionsByAccount(
      account.state === 'signedIn' ? rememberedSubscriptionsByAccount(memory, account) : new Map(),
    );
    this.#view.description = account.label ?? '';
    this.#changed({ kind: 'everything' });
  }

  #followingChanged(): void {
    const before = this.#followed;
    this.#followed = [...this.#deps.following.followed];
    for (const ref of onlyInOne(before, this.#followed)) {
      this.#changed({ kind: 'group', ref: ref.group });
    }
  }

  #settingsChanged(): void {
    const hadResourceGroups = this.#settings.showEmptyResourceGroups;
    this.#settings = treeSettings();
    this.#changed({ kind: 'everything' });
    if (this.#settings.showEmptyResourceGroups === hadResourceGroups) return;
    this.#deps.store.includeResourceGroups(this.#settings.showEmptyResourceGroups);
    if (this.#deps.account.state === 'signedIn') void this.#deps.store.refresh();
  }
}

/** Containers that are in one of the lists only. */
function onlyInOne(a: readonly ContainerRef[], b: readonly ContainerRef[]): readonly ContainerRef[] {
  const missing = (from: readonly ContainerRef[], all: readonly ContainerRef[]) => {
    const keys = new Set(from.map(containerKey));
    return all.filter(ref => !keys.has(containerKey(ref)));
  };
  return [...missing(a, b), ...missing(b, a)];
}
