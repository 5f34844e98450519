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

/** One LIST on its way, and what single GETs said meanwhile: newer than the LIST. `undefined`: the group is gone. */
type ReadsDuringListing = Map<string, ContainerGroup | undefined>;

/** The container groups of one subscription: what LIST said last, corrected by single GETs since. */
export class SubscriptionGroups {
  readonly #changed: () => void;
  readonly #groupChanged: (ref: GroupRef) => void;
  #list: Groups | undefined;
  /** Where in the list a group is, by key: a tree of a thousand groups asks for every one of them. */
  #index: ReadonlyMap<string, number> | undefined;
  #listing: ReadsDuringListing | undefined;

  /** `changed`: the list is another one. `groupChanged`: one group in it is. */
  constructor(changed: () => void, groupChanged: (ref: GroupRef) => void) {
    this.#changed = changed;
    this.#groupChanged = groupChanged;
  }

  /** `undefined` while no LIST was asked, or the only one was called off. */
  get list(): Groups | undefined {
    return this.#list;
  }

  group(ref: GroupRef): ContainerGroup | undefined {
    return loadedItems(this.#list)[this.#placeOf(ref)];
  }

  /** -1 where it isn't in the list. */
  #placeOf(ref: GroupRef): number {
    this.#index ??= new Map(loadedItems(this.#list).map((group, place) => [groupKey(group.ref), place]));
    return this.#index.get(groupKey(ref)) ?? -1;
  }

  /**
   * Takes over a LIST's pages. A list that wasn't known is shown page by page; a known one is replaced when all
   * is there. When a newer LIST begins meanwhile, this one's answer doesn't count. Never throws.
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

  /** A GET's answer. One group doesn't make a list: where none is known, it only corrects the LIST on its way. */
  put(group: ContainerGroup): void {
    this.#listing?.set(groupKey(group.ref), group);
    if (this.#list?.kind !== 'ready') return;
    const place = this.#placeOf(group.ref);
    if (place < 0) {
      this.#set({ ...this.#list, value: [...this.#list.value, group] });
      return;
    }
    this.#list = { ...this.#list, value: this.#list.value.with(place, group) };
    this.#groupChanged(group.ref);
  }

  /** A GET said that the group is gone. */
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

/** LIST brings no instance view: what a GET said before stays, unless LIST shows that it is out of date. */
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

/** A LIST's answer, corrected by the GETs that were answered since it was asked. */
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
