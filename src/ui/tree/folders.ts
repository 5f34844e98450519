/** Groups sorted into folders, as the person wants to see them. */
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import { filterWords, matchesFilter } from './filter.ts';
import { type FolderNode, folderKey, nodeId } from './nodes.ts';
import type { TreeOptions, TreeSource } from './treeSource.ts';

/** The folder that a group is in. */
export function folderOf(group: ContainerGroup, { groupBy, tag }: TreeOptions): FolderNode {
  const names = {
    resourceGroup: group.ref.resourceGroup,
    location: group.location,
    tag: tagValue(group, tag),
  };
  return { kind: 'folder', subscriptionId: group.ref.subscriptionId, by: groupBy, name: names[groupBy] };
}

/** ARM compares the names of tags without case. */
function tagValue({ tags }: ContainerGroup, tag: string): string {
  const wanted = tag.toLowerCase();
  return Object.entries(tags).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

/** The groups in a folder that the filter leaves, by name. */
export function groupsIn(folder: FolderNode, source: TreeSource): readonly ContainerGroup[] {
  return groupsByFolder(folder.subscriptionId, source).get(nodeId(folder))?.groups ?? [];
}

interface SortedFolder {
  readonly folder: FolderNode;
  readonly groups: readonly ContainerGroup[];
}

/** By folder (`nodeId`). */
type GroupsByFolder = ReadonlyMap<string, SortedFolder>;

/** How a list of groups was sorted last, and for which options. Each of its open folders asks in every drawing. */
const cachedFolders = new WeakMap<
  readonly ContainerGroup[],
  { readonly options: TreeOptions; readonly folders: GroupsByFolder }
>();

/** A subscription's groups by folder, those that the filter leaves. */
export function groupsByFolder(subscriptionId: string, { store, options }: TreeSource): GroupsByFolder {
  const list = store.groups(subscriptionId);
  if (list?.kind !== 'ready') return new Map();
  const known = cachedFolders.get(list.value);
  if (known && hasSameGrouping(known.options, options)) return known.folders;
  const folders = groupIntoFolders(list.value, options);
  cachedFolders.set(list.value, { options, folders });
  return folders;
}

function hasSameGrouping(a: TreeOptions, b: TreeOptions): boolean {
  return a.groupBy === b.groupBy && a.tag === b.tag && a.filter === b.filter;
}

function groupIntoFolders(list: readonly ContainerGroup[], options: TreeOptions): GroupsByFolder {
  const words = filterWords(options.filter);
  const found = new Map<string, { readonly folder: FolderNode; readonly groups: ContainerGroup[] }>();
  for (const group of list) {
    if (!matchesFilter(group, words)) continue;
    const folder = folderOf(group, options);
    const id = nodeId(folder);
    const known = found.get(id);
    if (known) known.groups.push(group);
    else found.set(id, { folder, groups: [group] });
  }
  for (const { groups } of found.values()) groups.sort(byName);
  return found;
}

function byName(a: ContainerGroup, b: ContainerGroup): number {
  return a.ref.name.localeCompare(b.ref.name);
}

/** How many groups the filter leaves, of how many known. */
export function filterCount({ store, options }: TreeSource): {
  readonly shown: number;
  readonly all: number;
} {
  const words = filterWords(options.filter);
  const all = store.allGroups;
  return { shown: all.filter(group => matchesFilter(group, words)).length, all: all.length };
}

/** The folders of a subscription, by name. */
export function foldersOf(subscriptionId: string, source: TreeSource): readonly FolderNode[] {
  const { store, options } = source;
  const found = new Map<string, FolderNode>();
  for (const { folder } of groupsByFolder(subscriptionId, source).values()) {
    found.set(folderKey(folder.by, folder.name), folder);
  }
  const known = store.resourceGroups(subscriptionId);
  const wantsEmpty = options.showEmptyResourceGroups && filterWords(options.filter).length === 0;
  if (wantsEmpty && options.groupBy === 'resourceGroup' && known?.kind === 'ready') {
    // ARM spells a resource group best where it is the thing itself.
    for (const { name } of known.value) {
      found.set(folderKey('resourceGroup', name), {
        kind: 'folder',
        subscriptionId,
        by: 'resourceGroup',
        name,
      });
    }
  }
  // Groups without the tag come last.
  return [...found.values()].sort(
    (a, b) => Number(a.name === '') - Number(b.name === '') || a.name.localeCompare(b.name),
  );
}
