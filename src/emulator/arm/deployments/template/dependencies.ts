/** Which resources of a template wait for which others ("Define the order for deploying resources in ARM templates"). */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { isLiveFunction } from '../functions/deploymentFunctions.ts';
import { evaluate, evaluateValue, tryMember } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import { callsIn, expressionIn, parseExpression } from '../language/parseExpression.ts';
import { isDeployment, type PlannedResource } from './plannedResource.ts';
import { type ExpandedTemplate, withNames } from './resources.ts';
import { invalidTemplate, lineAndColumn, orInvalidTemplate } from './templateError.ts';

/** By resource. */
export type Dependencies = ReadonlyMap<PlannedResource, readonly PlannedResource[]>;

/** Throws ArmError where one depends on what is not in the template, or on itself. */
export function dependenciesOf(expanded: ExpandedTemplate): Dependencies {
  const all = new Map(
    expanded.resources.map(resource => {
      const named = [
        ...declared(resource, expanded),
        ...implied(resource, expanded),
        ...earlierBatches(resource, expanded),
      ];
      return [resource, [...new Set(named)]] as const;
    }),
  );
  checkCircles(all);
  return all;
}

/** Those that a name in a template means: a symbolic name, an id, a name with or without its type, a copy loop's. */
export function resourcesNamed(wanted: string, resources: readonly PlannedResource[]): PlannedResource[] {
  const lower = wanted.toLowerCase();
  const tests: readonly ((each: PlannedResource) => boolean)[] = [
    each => each.symbol?.toLowerCase() === lower,
    each => each.symbol?.replace(/\[\d+\]$/, '').toLowerCase() === lower,
    each => each.id.toLowerCase() === lower,
    each => withNames(each.type, each.name).toLowerCase() === lower,
    each => `${each.type}/${each.name}`.toLowerCase() === lower,
    each => each.loop?.name.toLowerCase() === lower,
    each => each.name.toLowerCase() === lower,
  ];
  for (const test of tests) {
    const found = resources.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}

function declared(
  resource: PlannedResource,
  { resources, skipped, emptyLoops }: ExpandedTemplate,
): PlannedResource[] {
  const { definition, place, scope } = resource;
  const names = orInvalidTemplate(
    place,
    why => `The template resource '${resource.name}' ${lineAndColumn(place)} is not valid: ${why}`,
    () => evaluateValue(tryMember(definition, 'dependsOn') ?? [], scope),
  );
  const list = Array.isArray(names) ? names : [names];
  return list.flatMap(name => {
    if (typeof name !== 'string') return [];
    const found = resourcesNamed(name, resources);
    if (found.length > 0 || resourcesNamed(name, skipped).length > 0) return found;
    // A copy loop of no resources is nothing to wait for.
    if (emptyLoops.includes(name.toLowerCase())) return [];
    throw invalidTemplate(
      `The resource '${name.replace(/^.*\/providers\//i, '')}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
      place,
    );
  });
}

/** Those whose state an expression asks for. */
function implied(resource: PlannedResource, { resources }: ExpandedTemplate): PlannedResource[] {
  return textsOf(visibleDefinition(resource)).flatMap(text => {
    const source = expressionIn(text);
    if (source === undefined || !/reference|list/i.test(source)) return [];
    return targetsOf(source, resource).flatMap(target => resourcesNamed(target, resources));
  });
}

/** What a nested template refers to are its own resources. */
function visibleDefinition(resource: PlannedResource): JsonObject {
  const properties = tryMember(resource.definition, 'properties');
  if (!isDeployment(resource) || !isObject(properties)) return resource.definition;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name.toLowerCase() !== 'template'));
}

function targetsOf(source: string, { scope }: PlannedResource): string[] {
  try {
    return callsIn(parseExpression(source)).flatMap(({ name, args: [first] }) => {
      if (!first || !isLiveFunction(name)) return [];
      const target = evaluate(first, scope);
      return typeof target === 'string' ? [target] : [];
    });
  } catch (error) {
    // What can't be evaluated here, as the index of a loop of properties, is told when the resource is deployed.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.entries(value).flatMap(([name, each]) => [name, ...textsOf(each)]) : [];
}

/** In a serial copy loop each batch waits for the one before. */
function earlierBatches({ loop }: PlannedResource, { resources }: ExpandedTemplate): PlannedResource[] {
  if (loop?.batchSize === undefined) return [];
  const { name, index, batchSize } = loop;
  const batch = Math.floor(index / batchSize);
  return resources.filter(
    each => each.loop?.name === name && Math.floor(each.loop.index / batchSize) === batch - 1,
  );
}

function checkCircles(dependencies: Dependencies): void {
  const done = new Set<PlannedResource>();
  const visit = (resource: PlannedResource, path: readonly PlannedResource[]): void => {
    if (done.has(resource)) return;
    if (path.includes(resource)) {
      throw invalidTemplate(
        `Circular dependency detected on resource: '${resource.id}'. Please see https://aka.ms/arm-syntax-resources for usage details.`,
        resource.place,
      );
    }
    for (const other of dependencies.get(resource) ?? []) visit(other, [...path, resource]);
    done.add(resource);
  };
  for (const resource of dependencies.keys()) visit(resource, []);
}
