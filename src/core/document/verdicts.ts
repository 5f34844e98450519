/**
 * What a change does to a running group. Azure says which properties ask for delete and re-create in its refusal
 * InvalidContainerGroupUpdate ("os type, restart policy, network profile, CPU, memory or GPU resources") and in its
 * page on updating groups; tags have a PATCH of their own; a PUT restarts every container (docs/azure-facts.md,
 * "Writing groups").
 */
import { isObject, type Json } from '../json.ts';
import { isAtOrBelow, type JsonPath } from './jsonPath.ts';

export type Verdict = 'inPlace' | 'restartsAll' | 'needsRecreate';

const severityOrder: readonly Verdict[] = ['inPlace', 'restartsAll', 'needsRecreate'];

/** `*` is one step, whatever it is. A rule holds for everything below it. */
const rules: readonly (readonly [string, Verdict])[] = [
  ['tags', 'inPlace'],
  // Another name or location is another resource to ARM; zones are fixed when the group is placed.
  ['name', 'needsRecreate'],
  ['location', 'needsRecreate'],
  ['zones', 'needsRecreate'],
  ['properties/osType', 'needsRecreate'],
  ['properties/restartPolicy', 'needsRecreate'],
  // What hardware the group was given: chosen when it is placed, like its CPU and memory.
  ['properties/sku', 'needsRecreate'],
  ['properties/priority', 'needsRecreate'],
  ['properties/subnetIds', 'needsRecreate'],
  ['properties/networkProfile', 'needsRecreate'],
  ['properties/ipAddress/type', 'needsRecreate'],
  // A container that comes, goes or is renamed brings or takes its resources with it, and so needs the same: what the
  // service makes of an unchanged sum is not recorded. Init containers have no resources.
  ['properties/containers/*/properties/resources', 'needsRecreate'],
];

/** The verdict on a value that became another, or that came or went as a whole. */
export function verdictAt(path: JsonPath, before: Json | undefined, after: Json | undefined): Verdict {
  return mostSevere([...leaves(path, before), ...leaves(path, after)].map(verdictOfPath));
}

/** The rule for anything not known: it restarts all. */
function verdictOfPath(path: JsonPath): Verdict {
  const rule = rules.find(([pattern]) => isAtOrBelow(path, pattern.split('/')));
  return rule?.[1] ?? 'restartsAll';
}

function leaves(path: JsonPath, value: Json | undefined): readonly JsonPath[] {
  if (value === undefined) return [];
  if (!isObject(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, item]) => leaves([...path, key], item));
}

export function mostSevere(verdicts: readonly Verdict[]): Verdict {
  const at = Math.max(0, ...verdicts.map(verdict => severityOrder.indexOf(verdict)));
  return severityOrder[at] ?? 'restartsAll';
}
