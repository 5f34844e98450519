import { isAbort, toAciError } from '../errors.ts';
import { type Loadable, loading, loadedItems, withFailure } from './loadable.ts';
import {
  type Container,
  type ContainerGroup,
  containersOfGroup,
  groupKey,
  type GroupRef,
} from '../model/containerGroup.ts';

type Groups = Loadable<readonly ContainerGroup[]>;

/**
 * What single GETs answered while a LIST was under way, which is newer than the LIST. `undefined`: the group is gone.
 */
type ReadsDuringListing = Map<string, ContainerGroup | undefined>;

/** The container groups of one subscription: the last LIST, corrected by single GETs since. */
export class SubscriptionGroups {
  readonly #changed: () => void;
  readonly #groupChanged: (ref: GroupRef) => void;
  #list: Groups | undefined;
  /** Index into the list by group key: a tree of a thousand groups looks up every one of them. */
  #index: ReadonlyMap<string, number> | undefined;
  #listing: ReadsDuringListing | undefined;

  /** `changed`: the list has changed. `groupChanged`: one group in it has. */
  constructor(changed: () => void, groupChanged: (ref: GroupRef) => void) {
    this.#changed = changed;
    this.#groupChanged = groupChanged;
  }

  /** `undefined` while no LIST was requested, or the only one was aborted. */
  get list(): Groups | undefined {
    return this.#list;
  }

  group(ref: GroupRef): ContainerGroup | undefined {
    return loadedItems(this.#list)[this.#indexOf(ref)];
  }

  /** -1 where it isn't in the list. */
  #indexOf(ref: GroupRef): number {
    this.#index ??= new Map(loadedItems(this.#list).map((group, index) => [groupKey(group.ref), index]));
    return this.#index.get(groupKey(ref)) ?? -1;
  }

  /**
   * Reads a LIST's pages. An unknown list is shown page by page; a known one is replaced when all pages are there. When
   * a newer LIST begins meanwhile, this one's answer is ignored. Never throws.
   */
  async readPages(pages: AsyncIterable<readonly ContainerGroup[]>, signal: AbortSignal): Promise<void> {
    const before = this.#list;
    const listing: ReadsDuringListing = new Map();
    this.#listing = listing;
    if (before?.kind !== 'ready') this.#set(loading);
    try {
      const found: ContainerGroup[] = [];
      for await (const page of pages) {
        signal.throwIfAborted();
        if (this.#listing !== listing) return;
        found.push(...page);
        if (before?.kind !== 'ready') this.#set({ kind: 'ready', value: [...found] });
      }
      if (this.#listing !== listing) return;
      const withViews = found.map(group => keepInstanceViews(group, this.group(group.ref)));
      this.#set({ kind: 'ready', value: applyNewerReads(withViews, listing) });
    } catch (error) {
      if (this.#listing !== listing) return;
      if (!signal.aborted && !isAbort(error)) this.#set(withFailure(this.#list, toAciError(error)));
      else if (this.#list?.kind === 'loading') this.#set(before);
    } finally {
      if (this.#listing === listing) this.#listing = undefined;
    }
  }

  /** Puts in a GET's answer. Where no list is known, it only corrects the LIST that is under way. */
  put(group: ContainerGroup): void {
    this.#listing?.set(groupKey(group.ref), group);
    if (this.#list?.kind !== 'ready') return;
    const index = this.#indexOf(group.ref);
    if (index < 0) {
      this.#set({ ...this.#list, value: [...this.#list.value, group] });
      return;
    }
    this.#list = { ...this.#list, value: this.#list.value.with(index, group) };
    this.#groupChanged(group.ref);
  }

  /** Removes a group that a GET did not find. */
  remove(ref: GroupRef): void {
    const key = groupKey(ref);
    this.#listing?.set(key, undefined);
    if (this.#list?.kind !== 'ready' || !this.group(ref)) return;
    this.#set({ ...this.#list, value: this.#list.value.filter(group => groupKey(group.ref) !== key) });
  }

  #set(list: Groups | undefined): void {
    this.#list = list;
    this.#index = undefined;
    this.#changed();
  }
}

/** LIST brings no instance view: one from an earlier GET stays, unless the LIST shows that it is out of date. */
function keepInstanceViews(listed: ContainerGroup, known: ContainerGroup | undefined): ContainerGroup {
  if (known?.state === undefined || known.provisioningState !== listed.provisioningState) return listed;
  const withView = (container: Container): Container => ({
    ...container,
    instanceView: containersOfGroup(known).find(
      k => k.name === container.name && k.isInit === container.isInit,
    )?.instanceView,
  });
  return {
    ...listed,
    state: known.state,
    events: known.events,
    containers: listed.containers.map(withView),
    initContainers: listed.initContainers.map(withView),
  };
}

/** A LIST's answer, corrected by GETs that were answered since it was requested. */
function applyNewerReads(
  listed: readonly ContainerGroup[],
  listing: ReadsDuringListing,
): readonly ContainerGroup[] {
  const known = new Set(listed.map(group => groupKey(group.ref)));
  const kept = listed.flatMap(group => {
    const key = groupKey(group.ref);
    return listing.has(key) ? (listing.get(key) ?? []) : group;
  });
  const added = [...listing].flatMap(([key, group]) => (group && !known.has(key) ? group : []));
  return [...kept, ...added];
}
