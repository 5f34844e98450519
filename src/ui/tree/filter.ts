import { type GroupState, groupState } from '../../core/model/groupState.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import { stateLabel } from './stateLabel.ts';

/** The words of a filter, lower-cased: a group has to match all of them. */
export function filterWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Whether every word occurs in the group's name, resource group, containers, images, state, location or tags. */
export function matchesFilter(group: ContainerGroup, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = searchTextOf(group);
  return words.every(word => text.includes(word));
}

/** What a filter is looked for in. A filter asks every group, again and again while states arrive. */
const searchTexts = new WeakMap<ContainerGroup, string>();

function searchTextOf(group: ContainerGroup): string {
  const known = searchTexts.get(group);
  if (known !== undefined) return known;
  const state = groupState(group);
  const text = [
    group.ref.name,
    group.ref.resourceGroup,
    ...[...group.initContainers, ...group.containers].flatMap(({ name, image }) => [name, image]),
    state === 'unknown' ? '' : stateLabel(state),
    group.location,
    ...Object.entries(group.tags).flatMap(([name, value]) => [`${name}: ${value}`, `${name}=${value}`]),
  ]
    .join('\n')
    .toLowerCase();
  searchTexts.set(group, text);
  return text;
}

const states: readonly GroupState[] = [
  'pending',
  'running',
  'crashLooping',
  'succeeded',
  'failed',
  'stopped',
  'updating',
  'deleting',
];

/** Whether the word may mean a state (`run`, `failed`): such a filter can't be answered without asking for states. */
function meansState(word: string): boolean {
  return word.length >= 3 && states.some(state => stateLabel(state).toLowerCase().includes(word));
}

/** The groups whose state has to be read before one can tell whether they match. */
export function groupsNeedingState(
  groups: readonly ContainerGroup[],
  words: readonly string[],
): readonly ContainerGroup[] {
  const others = words.filter(word => !meansState(word));
  if (others.length === words.length) return [];
  return groups.filter(
    group => groupState(group) === 'unknown' && !matchesFilter(group, words) && matchesFilter(group, others),
  );
}
