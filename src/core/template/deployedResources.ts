/** The resources that a template deploys: copy loops expanded, conditions evaluated, nested ones taken out. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnlyInfo } from './azureOnly.ts';
import { type Bindings, withLoop } from './bindings.ts';
import { copyLoopOf } from './copyLoops.ts';
import type { Frame } from './templateFrame.ts';
import { entryOf } from './memberAccess.ts';

/** A resource that is deployed; each copy is one. */
export interface DeployedResource {
  readonly resource: JsonObject;
  readonly path: JsonPath;
  readonly bindings: Bindings;
  readonly type: string;
  /** Undefined where it can't be evaluated, or only Azure knows it: its reader reports that. */
  readonly name: string | undefined;
  /** The resource whose `resources` it is in. */
  readonly parent: DeployedResource | undefined;
}

/** In the template's order. `onSkipped` is called for each one whose condition is false. */
export function deployedResources(
  owner: JsonObject,
  path: JsonPath,
  frame: Frame,
  onSkipped: (resource: JsonObject, path: JsonPath) => void,
  parent?: DeployedResource,
): readonly DeployedResource[] {
  return declaredResources(owner, path).flatMap(found => {
    if (entryOf(found.resource, 'existing').value === true) return [];
    return copiesOf(found, frame, parent).flatMap(one => {
      if (!isDeployed(one, frame)) {
        onSkipped(one.resource, one.path);
        return [];
      }
      return [
        one,
        ...deployedResources(one.resource, one.path, { ...frame, bindings: one.bindings }, onSkipped, one),
      ];
    });
  });
}

interface DeclaredResource {
  readonly resource: JsonObject;
  readonly path: JsonPath;
}

/** A list, or since language version 2.0 an object by symbolic names. */
function declaredResources(owner: JsonObject, path: JsonPath): readonly DeclaredResource[] {
  const { key, value } = entryOf(owner, 'resources');
  const entries: (readonly [string | number, Json | undefined])[] = isList(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([step, resource]) =>
    isObject(resource) ? [{ resource, path: [...path, key, step] }] : [],
  );
}

function copiesOf(
  { resource, path }: DeclaredResource,
  frame: Frame,
  parent: DeployedResource | undefined,
): readonly DeployedResource[] {
  const copy = entryOf(resource, 'copy');
  const loop = copyLoopOf(copy.value);
  const one = (bindings: Bindings) => readResource({ resource, path, bindings, parent }, frame);
  if (!loop) return [one(frame.bindings)];
  const count = frame.evaluator.count(loop.count, [...path, copy.key, 'count'], frame.bindings);
  return Array.from({ length: count ?? 0 }, (_, index) =>
    one(withLoop(frame.bindings, loop.name, index, true)),
  );
}

function readResource(
  found: Pick<DeployedResource, 'resource' | 'path' | 'bindings' | 'parent'>,
  { evaluator }: Frame,
): DeployedResource {
  const { resource, path, bindings, parent } = found;
  const written = asText(entryOf(resource, 'type').value);
  const { key, value = '' } = entryOf(resource, 'name');
  const text = evaluator.whole(value, [...path, key], bindings);
  const ownName = typeof text === 'string' && text !== '' ? text : undefined;
  const isPart = parent !== undefined && !/^[^/]+\.[^/]+\//.test(written);
  const type = isPart ? `${parent.type}/${written}` : written;
  const name =
    isPart && ownName !== undefined && parent.name !== undefined ? `${parent.name}/${ownName}` : ownName;
  return { ...found, type, name };
}

/** A condition that can't be evaluated counts as true, so that the resource's problems are found. */
function isDeployed({ resource, path, bindings }: DeployedResource, { evaluator, deps }: Frame): boolean {
  const { key, value } = entryOf(resource, 'condition');
  if (value === undefined) return true;
  const at = [...path, key];
  const condition = evaluator.whole(value, at, bindings);
  const unknown = azureOnlyInfo(condition);
  if (unknown) deps.report(at, { kind: 'azureOnly', cause: unknown.cause });
  else if (
    condition !== undefined &&
    typeof condition !== 'boolean' &&
    !/^(true|false)$/i.test(asText(condition))
  )
    deps.report(at, { kind: 'conditionType' });
  return condition !== false && asText(condition).toLowerCase() !== 'false';
}
