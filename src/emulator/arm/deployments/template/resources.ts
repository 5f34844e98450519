/** The resources of a template one by one: conditions decided, copy loops made, names and ids known. */
import { ArmError } from '../../armError.ts';
import { isObject, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import { evaluateText, evaluateValue, readCount, tryMember } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import { memberOf } from '../language/readTemplateJson.ts';
import type { Scope } from '../language/scope.ts';
import type { PlannedResource } from './plannedResource.ts';
import { placeOf, type Template } from './template.ts';
import { invalidTemplate, lineAndColumn, orInvalidTemplate, type Place } from './templateError.ts';

export interface ExpandedTemplate {
  readonly resources: readonly PlannedResource[];
  /** Those whose condition is false: others may depend on them, which means nothing. */
  readonly skipped: readonly PlannedResource[];
  /** Names in lower case of copy loops that make nothing. */
  readonly emptyLoops: readonly string[];
}

/** A resource as the template defines it, which a copy loop may make several of. */
interface Definition {
  readonly body: JsonObject;
  readonly place: Place;
  readonly symbol: string | undefined;
  /** Of a resource inside another one. */
  readonly parent: { readonly type: string; readonly name: string } | undefined;
}

/** Throws ArmError. `scope`: what resources see. */
export function expandResources(template: Template, scope: Scope): ExpandedTemplate {
  const emptyLoops: string[] = [];
  const all = definitionsOf(template).flatMap(definition => {
    const expanded = expand(definition, scope);
    if (expanded.length === 0) emptyLoops.push(...loopNames(definition));
    return expanded;
  });
  const resources = all.filter(each => each.condition).map(each => each.resource);
  const ids = new Set<string>();
  for (const { id, type, name, place, existing } of resources) {
    if (existing) continue;
    if (ids.has(id.toLowerCase())) {
      throw invalidTemplate(
        `The resource '${withNames(type, name)}' ${lineAndColumn(place)} is defined multiple times in a template. Please see https://aka.ms/arm-syntax-resources for usage details.`,
        place,
      );
    }
    ids.add(id.toLowerCase());
  }
  return { resources, skipped: all.filter(each => !each.condition).map(each => each.resource), emptyLoops };
}

function loopNames({ body, symbol = '' }: Definition): string[] {
  return [textAt(objectAt(body, 'copy'), 'name'), symbol]
    .filter(name => name !== '')
    .map(name => name.toLowerCase());
}

function definitionsOf(template: Template): Definition[] {
  const { resources } = template.body;
  const place = placeOf(template, 'resources');
  if (isObject(resources)) {
    return Object.entries(resources).map(([symbol, value]) => ({
      body: isObject(value) ? value : {},
      place: { ...place, path: memberOf(place.path, symbol) },
      symbol,
      parent: undefined,
    }));
  }
  return objectsAt({ resources: resources ?? [] }, 'resources').map((body, index) => ({
    body,
    place: { ...place, path: `${place.path}[${index}]` },
    symbol: undefined,
    parent: undefined,
  }));
}

interface Expanded {
  readonly resource: PlannedResource;
  readonly condition: boolean;
}

function expand(definition: Definition, scope: Scope): Expanded[] {
  const copy = tryMember(definition.body, 'copy');
  if (!isObject(copy)) return expandOne(definition, scope, undefined);
  const name = textAt(copy, 'name') || (definition.symbol ?? '');
  const count = orInvalidTemplate(
    definition.place,
    why =>
      `The template resource '${textAt(definition.body, 'name')}' ${lineAndColumn(definition.place)} is not valid: ${why}`,
    () => readCount(copy['count'] ?? null, name, { ...scope, place: 'name' }),
  );
  const serial = textAt(copy, 'mode').toLowerCase() === 'serial';
  const size = copy['batchSize'];
  const batchSize = serial ? (typeof size === 'number' ? size : 1) : undefined;
  return Array.from({ length: count }, (_, index) =>
    expandOne(definition, { ...scope, loops: [...scope.loops, { name, index }] }, { name, index, batchSize }),
  ).flat();
}

/** The resource, and those inside it. */
function expandOne(definition: Definition, scope: Scope, loop: PlannedResource['loop']): Expanded[] {
  const { body, place } = definition;
  const written = textAt(body, 'name');
  return orInvalidTemplate(
    place,
    why => `The template resource '${written}' ${lineAndColumn(place)} is not valid: ${why}`,
    () => {
      const condition = readCondition(tryMember(body, 'condition'), { ...scope, place: 'name' });
      const resource = condition ? plan(definition, scope, loop) : planSkipped(definition, scope, loop);
      const children = objectsAt({ resources: tryMember(body, 'resources') ?? [] }, 'resources').flatMap(
        (child, index) =>
          expand(
            {
              body: child,
              place: { ...place, path: `${memberOf(place.path, 'resources')}[${index}]` },
              symbol: undefined,
              parent: { type: resource.type, name: resource.name },
            },
            scope,
          ).map(each => ({ ...each, condition: each.condition && condition })),
      );
      return [{ resource, condition }, ...children];
    },
  );
}

function readCondition(condition: Json | undefined, scope: Scope): boolean {
  if (condition === undefined) return true;
  const value = evaluateValue(condition, scope);
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true' || word === 'false') return word === 'true';
  throw new ExpressionError(
    `The template resource condition is expected to be a boolean. Please see https://aka.ms/arm-syntax-resources for usage details.`,
  );
}

function plan(
  { body, place, symbol, parent }: Definition,
  scope: Scope,
  loop: PlannedResource['loop'],
): PlannedResource {
  const text = (name: string) => textFor(body, name, { ...scope, place: 'name' });
  const own = { type: text('type'), name: text('name') };
  const { type, name } = parent && !own.type.includes('.') ? childOf(parent, own) : own;
  checkSegments(type, name, place);
  const { facts } = scope;
  const resourceGroup = {
    subscriptionId: text('subscriptionId') || textAt(facts.subscription, 'subscriptionId'),
    name: text('resourceGroup') || textAt(facts.resourceGroup, 'name'),
  };
  return {
    id: idOf(type, name, text('scope'), resourceGroup),
    ...{ type, name, loop, scope, place, resourceGroup },
    apiVersion: text('apiVersion'),
    symbol: symbolOf(symbol, loop),
    existing: tryMember(body, 'existing') === true,
    definition: body,
  };
}

/**
 * A resource whose condition is false. Its name or place need not make sense: Azure's own modules have some there that
 * can't be evaluated then (`customerManagedKey` of avm/res/container-instance/container-group).
 */
function planSkipped(definition: Definition, scope: Scope, loop: PlannedResource['loop']): PlannedResource {
  try {
    return plan(definition, scope, loop);
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof ArmError)
      return unnamed(definition, scope, loop);
    throw error;
  }
}

function unnamed(
  { body, place, symbol }: Definition,
  scope: Scope,
  loop: PlannedResource['loop'],
): PlannedResource {
  const { subscription, resourceGroup } = scope.facts;
  return {
    ...{ id: '', type: textAt(body, 'type'), name: '', apiVersion: '', loop, scope, place },
    ...{ symbol: symbolOf(symbol, loop), existing: true, definition: body },
    resourceGroup: {
      subscriptionId: textAt(subscription, 'subscriptionId'),
      name: textAt(resourceGroup, 'name'),
    },
  };
}

function symbolOf(symbol: string | undefined, loop: PlannedResource['loop']): string | undefined {
  return symbol !== undefined && loop ? `${symbol}[${loop.index}]` : symbol;
}

/** Inside its parent, a resource has its own part of type and name only; its name may be whole, too. */
function childOf(
  parent: { readonly type: string; readonly name: string },
  own: { readonly type: string; readonly name: string },
): { readonly type: string; readonly name: string } {
  const isWhole = own.name.split('/').length > own.type.split('/').length;
  return { type: `${parent.type}/${own.type}`, name: isWhole ? own.name : `${parent.name}/${own.name}` };
}

function textFor(body: JsonObject, name: string, scope: Scope): string {
  const written = tryMember(body, name);
  const value = typeof written === 'string' ? evaluateText(written, scope) : (written ?? '');
  if (typeof value === 'string') return value;
  if (value === null) return '';
  throw new ExpressionError(
    `The template resource property '${name}' is expected to be a string. Please see https://aka.ms/arm-syntax-resources for usage details.`,
  );
}

function checkSegments(type: string, name: string, place: Place): void {
  const types = type.split('/').length - 1;
  if (types > 0 && name !== '' && name.split('/').length === types && !name.split('/').includes('')) return;
  throw invalidTemplate(
    `The template resource '${name}' for type '${type}' ${lineAndColumn(place)} has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name. Please see https://aka.ms/arm-syntax-resources for usage details.`,
    place,
  );
}

/**
 * `scope` is the resource that an extension is on: an id, or type and name. The older way has it in the type
 * (`Microsoft.Storage/storageAccounts/providers/roleAssignments`).
 */
function idOf(
  type: string,
  name: string,
  scope: string,
  { subscriptionId, name: group }: PlannedResource['resourceGroup'],
): string {
  const below = `/subscriptions/${subscriptionId}/resourceGroups/${group}`;
  const path = `/providers/${withNames(type, name)}`;
  if (scope === '') return below + path;
  if (scope.startsWith('/')) return scope.replace(/\/$/, '') + path;
  return `${below}/providers/${scope}${path}`;
}

/** `Microsoft.Network/virtualNetworks/vnet/subnets/default`. */
export function withNames(type: string, name: string): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  return [namespace, ...types.map((each, index) => `${each}/${names[index] ?? ''}`)].join('/');
}

/** The members of a nested deployment that say how its template is evaluated. */
export function nestedProperties({ definition }: PlannedResource): JsonObject {
  return objectAt(definition, 'properties');
}
