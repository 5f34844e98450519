/** What a group needs from the same template: other resources, or groups deployed before it. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json } from '../json.ts';
import type { Frame } from './templateFrame.ts';
import type { GroupDraft } from './readTemplateGroup.ts';
import { entryOf } from './memberAccess.ts';
import type { DeployedResource, OtherResource } from './deployedResources.ts';

/** A resource with the groups and the others that it is, or that are in it. */
export interface DeployedPart {
  readonly deployed: DeployedResource;
  readonly groups: readonly GroupDraft[];
  readonly others: readonly OtherResource[];
}

/** Adds to each group the `parts` that its `dependsOn` names, or that of the deployment around it. */
export function linkDependencies(parts: readonly DeployedPart[], frame: Frame): void {
  const named = new Map<string, DeployedPart[]>();
  for (const part of parts)
    for (const name of namesOf(part.deployed)) named.set(name, [...(named.get(name) ?? []), part]);
  const ofDeployed = new Map(parts.map(part => [part.deployed, part] as const));
  for (const part of parts) {
    if (part.groups.length === 0) continue;
    const parent = part.deployed.parent && ofDeployed.get(part.deployed.parent);
    if (parent) addDependency(part, parent, part.deployed.path);
    for (const { text, path } of dependenciesOf(part.deployed, frame))
      for (const target of named.get(text.toLowerCase()) ?? []) {
        // Copy loops that depend on copy loops grow with the product.
        frame.deps.budget.spend(part.groups.length * (target.groups.length + target.others.length));
        addDependency(part, target, path);
      }
  }
}

function addDependency({ groups }: DeployedPart, target: DeployedPart, path: JsonPath): void {
  for (const group of groups) {
    group.requiredResources.push(...target.others.map(({ type, name }) => ({ type, name, path })));
    group.prerequisites.push(...target.groups.filter(other => other !== group));
  }
}

/** The names that `dependsOn` may use for it, in lower case: id, `type/name`, name, symbolic name, copy loop. */
function namesOf({ id, type, name, aliases }: DeployedResource): ReadonlySet<string> {
  const relative = id?.slice(id.indexOf('/providers/') + '/providers/'.length);
  const names = [id, relative, name, name === undefined ? undefined : `${type}/${name}`, ...aliases];
  return new Set(names.flatMap(text => text?.toLowerCase() ?? []));
}

function dependenciesOf({ resource, path, bindings }: DeployedResource, { evaluator }: Frame) {
  const { key, value } = entryOf(resource, 'dependsOn');
  const texts = value === undefined ? [] : evaluator.value(value, [...path, key], bindings);
  return (isList(texts) ? texts : []).flatMap((text, index) =>
    typeof text === 'string' ? [{ text, path: [...path, key, index] }] : [],
  );
}

/** Adds to each group the resources whose ids, or ids of their children, its body contains. */
export function linkByResourceIds(groups: readonly GroupDraft[], others: readonly OtherResource[]): void {
  const byId = new Map(others.flatMap(other => (other.id === undefined ? [] : [[other.id, other] as const])));
  if (byId.size === 0) return;
  for (const group of groups)
    for (const { text, path } of textsIn(group.document.body, [])) {
      const found = ownersOf(text.toLowerCase()).flatMap(id => byId.get(id) ?? [])[0];
      if (found)
        group.requiredResources.push({ type: found.type, name: found.name, path: group.sourcePathOf(path) });
    }
}

/** An id and the ids that it begins with. */
function ownersOf(text: string): readonly string[] {
  if (!text.startsWith('/subscriptions/')) return [];
  const steps = text.split('/');
  return steps.map((_, count) => steps.slice(0, steps.length - count).join('/'));
}

/** Every text of a value, keys too: ids of identities are keys. */
function textsIn(json: Json, path: JsonPath): readonly { readonly text: string; readonly path: JsonPath }[] {
  if (typeof json === 'string') return [{ text: json, path }];
  if (isList(json)) return json.flatMap((item, index) => textsIn(item, [...path, index]));
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => [
    { text: key, path: [...path, key] },
    ...textsIn(value ?? null, [...path, key]),
  ]);
}

/** Each group after those that it needs; otherwise in the template's order. */
export function inDependencyOrder(groups: readonly GroupDraft[]): readonly GroupDraft[] {
  const done = new Set<GroupDraft>();
  const visited = new Set<GroupDraft>();
  const visit = (group: GroupDraft): void => {
    if (visited.has(group)) return;
    visited.add(group);
    for (const earlier of group.prerequisites) visit(earlier);
    done.add(group);
  };
  for (const group of groups) visit(group);
  return [...done];
}
