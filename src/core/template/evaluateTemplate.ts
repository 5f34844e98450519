/** ARM templates: the container groups in them, with their expressions worked out. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { createFrame } from './frame.ts';
import type { GroupDraft } from './readGroup.ts';
import { entryOf } from './memberAccess.ts';
import { inDependencyOrder, linkByResourceIds } from './dependencies.ts';
import { createOrigins } from './origins.ts';
import type { DeploymentTarget } from './deploymentTarget.ts';
import { severityOf, type ReportProblem, type TemplateProblem } from './templateProblem.ts';
import { containsGroup, type OtherResource, findResources } from './findResources.ts';
import { createEvaluationBudget, BudgetExceededError } from './evaluationBudget.ts';

export interface TemplateContext extends DeploymentTarget {
  /** Values by the parameters' names. What only Azure knows is an `azureOnly` value. */
  readonly parameters: JsonObject;
}

export interface TemplateGroup {
  readonly name: string;
  /** Where only Azure knows a value, the expression stands in its place. */
  readonly document: RawContainerGroup;
  /** Where the resource is in the template. */
  readonly path: JsonPath;
  /** Where in the template that is written which is at `path` in the body: through variables, copies, defaults. */
  readonly origin: (path: JsonPath) => JsonPath;
}

export interface EvaluatedTemplate {
  /** In the order in which they can be deployed. */
  readonly groups: readonly TemplateGroup[];
  readonly problems: readonly TemplateProblem[];
  /** Whether only Azure itself can deploy the template: see the problems of severity `azure`. */
  readonly needsAzure: boolean;
}

/** Whether this JSON is an ARM template, by its schema or by its resources. */
export function isTemplate(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  if (/deploymentTemplate\.json#?$/i.test(schema)) return true;
  const { value } = entryOf(file, 'resources');
  const resources = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return resources.some(
    resource => isObject(resource) && typeof entryOf(resource, 'type').value === 'string',
  );
}

/**
 * Every container group of the template, those in inner templates too. What could not be worked out stays as it is
 * written and is among the problems, so that what else is wrong with a group can be told all the same: nothing may be
 * sent while there is an error, or where only Azure can deploy it. Throws nothing.
 */
export function evaluateTemplate(template: JsonObject, context: TemplateContext): EvaluatedTemplate {
  const problems = new Map<string, TemplateProblem>();
  // A loop comes by the same place again and again.
  const tell: ReportProblem = (path, what) =>
    problems.set(JSON.stringify([path, what]), { severity: severityOf(what), path, what });
  const isOne = isTemplate(template);
  if (!isOne) tell([], { kind: 'notTemplate' });
  const groups = isOne ? groupsOf(template, context, tell) : [];
  const blocks = () =>
    [...problems.values()].some(({ severity }) => severity === 'error' || severity === 'azure');
  if (groups.length === 0 && !blocks())
    tell([entryOf(template, 'resources').key], {
      kind: containsGroup(template) ? 'noGroupDeployed' : 'noGroups',
    });
  const told = [...problems.values()];
  return { groups, problems: told, needsAzure: told.some(({ severity }) => severity === 'azure') };
}

function groupsOf(
  template: JsonObject,
  context: TemplateContext,
  tell: ReportProblem,
): readonly TemplateGroup[] {
  const tools = { tell, origins: createOrigins(), work: createEvaluationBudget() };
  try {
    const { parameters: values, ...place } = context;
    const frame = createFrame({ template, path: [], values, broken: [], place, tools, depth: 0 });
    const { groups, others } = findResources(template, [], frame);
    linkByResourceIds(groups, others);
    reportDuplicates(groups, tell);
    reportOtherResources(groups, others, tell);
    return inDependencyOrder(groups).map(({ name, document, path, origin }) => ({
      name,
      document,
      path,
      origin,
    }));
  } catch (error) {
    if (!(error instanceof BudgetExceededError)) throw error;
    tell([], { kind: 'tooLarge' });
    return [];
  }
}

/** A template may name a resource once; two inner templates may have one of the same name. */
function reportDuplicates(groups: readonly GroupDraft[], tell: ReportProblem): void {
  const names = new Set<string>();
  for (const { name, path } of groups) {
    const key = JSON.stringify([name.toLowerCase(), path.slice(0, -1)]);
    if (names.has(key)) tell([...path, 'name'], { kind: 'groupTwice', name });
    names.add(key);
  }
}

/** What a group needs is told at its place, the first time; what none needs is left out. */
function reportOtherResources(
  groups: readonly GroupDraft[],
  others: readonly OtherResource[],
  tell: ReportProblem,
): void {
  const needed = new Set<string>();
  const key = (type: string, name: string) => `${type}/${name}`.toLowerCase();
  for (const { requiredResources } of groups) {
    const own = new Map(
      requiredResources.toReversed().map(need => [key(need.type, need.name), need] as const),
    );
    for (const [id, { type, name, path }] of own) {
      needed.add(id);
      tell(path, { kind: 'needsResource', type, name });
    }
  }
  const places = new Set<string>();
  for (const { type, name, path } of others) {
    const place = JSON.stringify(path);
    if (!needed.has(key(type, name)) && !places.has(place))
      tell(path, { kind: 'resourceLeftOut', type, name });
    places.add(place);
  }
}
