/** ARM templates: the container groups in them, with their expressions worked out. */
import type { Path } from '../groupFile/path.ts';
import { groupType } from '../groupFile/shape.ts';
import { asText, isList, isObject, without } from '../json.ts';
import type { GroupDocument, Json, JsonObject } from '../model.ts';
import { createEvaluator, type Evaluator } from './evaluate.ts';
import { ExpressionError } from './expressionError.ts';
import type { Place } from './functions.ts';
import { entryOf, ownKey } from './member.ts';
import { suits, templateParameters, type TemplateParameter } from './parameters.ts';
import type { TemplateFault, TemplateProblem } from './problem.ts';

export interface TemplateContext extends Place {
  /** Values by the parameters' names. */
  readonly parameters: JsonObject;
}

export interface TemplateGroup {
  readonly name: string;
  readonly document: GroupDocument;
  /** Where the resource is in the template: a place in the body is at `[...path, ...place]`. */
  readonly path: Path;
}

/** Whether this JSON is an ARM template, by its schema or by its resources. */
export function isTemplate(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  if (/deploymentTemplate\.json#?$/i.test(schema)) return true;
  return resourcesOf(file).some(({ resource }) => typeof entryOf(resource, 'type').value === 'string');
}

/**
 * Every container group of the template. What could not be worked out stays as it is written and is among the
 * problems, so that what else is wrong with a group can be told all the same: nothing may be sent while there is
 * an error. Throws nothing.
 */
export function evaluateTemplate(
  template: JsonObject,
  context: TemplateContext,
): { readonly groups: readonly TemplateGroup[]; readonly problems: readonly TemplateProblem[] } {
  const problems: TemplateProblem[] = [];
  const tell = (path: Path, what: TemplateFault) => {
    problems.push({ severity: severityOf(what), path, what });
  };
  if (!isTemplate(template)) {
    tell([], { kind: 'notTemplate' });
    return { groups: [], problems };
  }
  const evaluator = evaluatorOf(template, context, tell);
  const groups: TemplateGroup[] = [];
  for (const found of resourcesOf(template)) {
    const group = readResource(found, evaluator, tell);
    if (!group) continue;
    const isTwice = groups.some(({ name }) => name.toLowerCase() === group.name.toLowerCase());
    if (isTwice) tell([...group.path, 'name'], { kind: 'groupTwice', name: group.name });
    groups.push(group);
  }
  if (groups.length === 0) tell(['resources'], { kind: 'noGroups' });
  return { groups, problems };
}

function severityOf({ kind }: TemplateFault): TemplateProblem['severity'] {
  return kind === 'resourceLeftOut' || kind === 'parameterNotDeclared' ? 'warning' : 'error';
}

interface Found {
  readonly resource: JsonObject;
  readonly path: Path;
}

/** A list, or since language version 2.0 an object by symbolic names. */
function resourcesOf(template: JsonObject): readonly Found[] {
  const { key, value } = entryOf(template, 'resources');
  const entries: (readonly [string | number, Json | undefined])[] = isList(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([step, resource]) => (isObject(resource) ? [{ resource, path: [key, step] }] : []));
}

function evaluatorOf(
  template: JsonObject,
  context: TemplateContext,
  tell: (path: Path, what: TemplateFault) => void,
): Evaluator {
  const variables = entryOf(template, 'variables');
  const declared = entryOf(template, 'parameters').key;
  const parameters = new Map(
    templateParameters(template).map(parameter => [parameter.name.toLowerCase(), parameter] as const),
  );
  for (const name of Object.keys(context.parameters))
    if (!parameters.has(name.toLowerCase())) tell([declared], { kind: 'parameterNotDeclared', name });
  const settled = new Map<TemplateParameter, { readonly value: Json | undefined }>();
  const evaluator: Evaluator = createEvaluator({
    variables: isObject(variables.value) ? variables.value : {},
    variablesKey: variables.key,
    parameter: name => {
      const parameter = parameters.get(name.toLowerCase());
      if (!parameter) throw new ExpressionError({ kind: 'parameterUndeclared', name });
      const { value } = settle(parameter);
      if (value === undefined) throw new ExpressionError(undefined);
      return value;
    },
    place: context,
    tell,
  });
  function settle(parameter: TemplateParameter): { readonly value: Json | undefined } {
    const known = settled.get(parameter);
    if (known) return known;
    // Whoever asks again while a default value is worked out asks in a circle.
    settled.set(parameter, { value: undefined });
    const answer = { value: valueOf(parameter) };
    settled.set(parameter, answer);
    return answer;
  }
  function valueOf(parameter: TemplateParameter): Json | undefined {
    const { name, type, defaultValue, allowedValues } = parameter;
    const path = [declared, name];
    const given = entryOf(context.parameters, name).value;
    const value = given ?? (defaultValue && evaluator.value(defaultValue, [...path, 'defaultValue']));
    const kept = value ?? defaultValue;
    if (kept === undefined) tell(path, { kind: 'parameterMissing', name });
    else if (!suits(type, kept)) tell(path, { kind: 'parameterType', name, type });
    else if (allowedValues && !allowedValues.some(allowed => same(allowed, kept)))
      tell(path, { kind: 'parameterNotAllowed', name, allowed: allowedValues.map(asPlainText) });
    else return kept;
    return undefined;
  }
  for (const parameter of parameters.values()) settle(parameter);
  return evaluator;
}

function same(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function asPlainText(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

/** What the template engine reads of a resource, and no PUT sends. */
const engineKeys = [
  'type',
  'apiVersion',
  'name',
  'dependsOn',
  'condition',
  'copy',
  'comments',
  'metadata',
  'scope',
  'existing',
  'resources',
];

function readResource(
  { resource, path }: Found,
  evaluator: Evaluator,
  tell: (path: Path, what: TemplateFault) => void,
): TemplateGroup | undefined {
  const type = asText(entryOf(resource, 'type').value);
  const name = entryOf(resource, 'name');
  if (entryOf(resource, 'existing').value === true) return undefined;
  if (type.toLowerCase() !== groupType.toLowerCase()) {
    const written = asText(name.value);
    const isNested = type.toLowerCase() === 'microsoft.resources/deployments';
    tell(
      path,
      isNested
        ? { kind: 'nestedDeployment', name: written }
        : { kind: 'resourceLeftOut', type, name: written },
    );
    return undefined;
  }
  for (const [wanted, kind] of [['copy', 'copyLoop'] as const, ['condition', 'condition'] as const]) {
    const key = ownKey(resource, wanted);
    if (key !== undefined) tell([...path, key], { kind });
  }
  const version = entryOf(resource, 'apiVersion');
  const apiVersion = evaluator.value(version.value ?? '', [...path, version.key]);
  if (typeof apiVersion !== 'string' || apiVersion === '') tell(path, { kind: 'apiVersionMissing' });
  const ownName = evaluator.value(name.value ?? '', [...path, name.key]);
  if (typeof ownName !== 'string' || ownName === '') tell(path, { kind: 'groupNameMissing' });
  const keys = engineKeys.flatMap(key => ownKey(resource, key) ?? []);
  const body = evaluator.value(without(resource, ...keys), path);
  return {
    name: asText(ownName),
    document: { apiVersion: asText(apiVersion), body: isObject(body) ? body : {} },
    path,
  };
}
