/** Variables that a Compose project looks up, as far as their values reach the group. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isObject } from '../json.ts';
import type { ComposeNote } from './composeNote.ts';
import { noteAt, type Project } from './loadProject.ts';
import { type Located, locate, partAt, partsOf } from './located.ts';
import type { Service } from './services.ts';

export interface UnsetVariable {
  readonly name: string;
  /** The message of `${NAME:?message}`; '' without one. */
  readonly message: string;
  /** Whether `:?` demands a value, wherever it is looked up. */
  readonly isRequired: boolean;
}

export interface ReportedLookups {
  readonly notes: readonly ComposeNote[];
  readonly unset: readonly UnsetVariable[];
  /** Variables of this computer whose values are in the group. */
  readonly machineVariables: readonly string[];
}

/** A note whose path leads into the whole project. */
export type ProjectNote = Omit<ComposeNote, 'elsewhere'>;

/** Reports the lookups that no dropped part of the project contains. */
export function reportLookups(
  { whole, lookups }: Project,
  services: readonly Service[],
  notes: readonly ProjectNote[],
  isFromMachine: (name: string) => boolean,
): ReportedLookups {
  const dropped = notes.filter(({ effect }) => effect === 'dropped').map(({ path }) => path);
  const used = usedLocations(whole, services, dropped);
  const unset = new Map<string, UnsetVariable>();
  const machineVariables: string[] = [];
  const reported = lookups
    .filter(lookup => used.has(locationKey(lookup)))
    .flatMap((lookup): readonly ComposeNote[] => {
      const { name, isSet, message = '' } = lookup;
      if (isSet) {
        if (!isFromMachine(name)) return [];
        machineVariables.push(name);
        return [noteAt(lookup, 'taken', { kind: 'variableTaken', name })];
      }
      const known = unset.get(name);
      unset.set(name, {
        name,
        message: known === undefined || known.message === '' ? message : known.message,
        isRequired: known?.isRequired === true || lookup.message !== undefined,
      });
      return [noteAt(lookup, 'blocked', { kind: 'interpolationUnset', name, message })];
    });
  return { notes: reported, unset: [...unset.values()], machineVariables };
}

/** The notes at their place in the project's files, without errors in values that lack a variable: that is reported. */
export function locateNotes(
  { whole, lookups }: Project,
  notes: readonly ProjectNote[],
): readonly ComposeNote[] {
  const lacking = new Set(lookups.flatMap(lookup => (lookup.isSet ? [] : [locationKey(lookup)])));
  return notes.flatMap(({ effect, path, why }) => {
    const location = locate(whole, path);
    return effect === 'blocked' && lacking.has(locationKey(location)) ? [] : [noteAt(location, effect, why)];
  });
}

/** Nothing in a valid Compose file is nested deeper. */
const maxDepth = 100;

/** The locations in the project's files whose text may be in the group. */
function usedLocations(
  whole: Located,
  services: readonly Service[],
  dropped: readonly JsonPath[],
): ReadonlySet<string> {
  const droppedKeys = new Set(dropped.map(path => JSON.stringify(path)));
  const locations = new Set<string>();
  for (const root of ['name', 'services', 'volumes', 'secrets', 'configs']) {
    const found = partAt(whole, root);
    if (!found) continue;
    for (const [name, item] of isObject(found.value) ? partsOf(found) : [[root, found] as const])
      if (root !== 'services' || services.some(service => service.name === name)) visit(item, [root, name]);
  }
  return locations;

  function visit(located: Located, path: JsonPath): void {
    if (droppedKeys.has(JSON.stringify(path)) || path.length > maxDepth) return;
    locations.add(locationKey(located));
    if (typeof located.value !== 'object' || located.value === null) return;
    const keys = Array.isArray(located.value) ? located.value.keys() : Object.keys(located.value);
    for (const key of keys) {
      const item = partAt(located, key);
      if (item) visit(item, [...path, key]);
    }
  }
}

function locationKey({ source, path }: Pick<Located, 'source' | 'path'>): string {
  return JSON.stringify([source.name ?? '', path]);
}
