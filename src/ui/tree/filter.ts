import { type GroupState, groupState } from '../../core/model/groupState.ts';
import type { Container, ContainerGroup } from '../../core/model/containerGroup.ts';
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
  return words.every(word => occursIn(group, word));
}

/** A filter asks every group at once, and again while states arrive: it makes no text of each of ten thousand. */
function occursIn(group: ContainerGroup, word: string): boolean {
  const { ref, location, initContainers, containers, tags } = group;
  return (
    has(ref.name, word) ||
    has(ref.resourceGroup, word) ||
    has(location, word) ||
    occursInContainers(initContainers, word) ||
    occursInContainers(containers, word) ||
    textOfTags(tags).includes(word) ||
    occursInState(groupState(group), word)
  );
}

function occursInContainers(containers: readonly Container[], word: string): boolean {
  return containers.some(({ name, image }) => has(name, word) || has(image, word));
}

function occursInState(state: GroupState, word: string): boolean {
  return state !== 'unknown' && has(stateLabel(state), word);
}

function has(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}

/** Groups share their tags where these are the same. */
const textsOfTags = new WeakMap<ContainerGroup['tags'], string>();

function textOfTags(tags: ContainerGroup['tags']): string {
  const known = textsOfTags.get(tags);
  if (known !== undefined) return known;
  const texts = Object.entries(tags).flatMap(([name, value]) => [`${name}: ${value}`, `${name}=${value}`]);
  const text = texts.join('\n').toLowerCase();
  textsOfTags.set(tags, text);
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
