/** ARM templates: the container groups in them, with their expressions evaluated. */
import type { OtherResource } from './deployedResources.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { createFrame } from './templateFrame.ts';
import type { GroupDraft } from './readTemplateGroup.ts';
import { entryOf } from './memberAccess.ts';
import { inDependencyOrder, linkByResourceIds } from './dependencies.ts';
import { createSourceMap } from './sourceMap.ts';
import type { DeploymentTarget } from './deploymentTarget.ts';
import { severityOf, type ReportProblem, type TemplateProblem } from './templateProblem.ts';
import { containsGroup, findResources } from './findResources.ts';
import { createEvaluationBudget, BudgetExceededError } from './evaluationBudget.ts';

export interface TemplateContext extends DeploymentTarget {
  /** Values by the parameters' names. What only Azure knows is an `azureOnly` value. */
  readonly parameters: JsonObject;
}

export interface TemplateGroup {
  readonly name: string;
  /** Where only Azure knows a value, the expression itself is there. */
  readonly document: RawContainerGroup;
  /** Where the resource is in the template. */
  readonly path: JsonPath;
  /** Where in the template the value at `path` of the body is written: in a variable, a copy loop, a default value. */
  readonly sourcePathOf: (path: JsonPath) => JsonPath;
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
 * Every container group of the template, those in inner templates too. What can't be evaluated stays as it is written
 * and is among the problems, so that other problems of the group are found all the same: nothing may be sent while
 * there is an error, or where only Azure can deploy it. Throws nothing.
 */
export function evaluateTemplate(template: JsonObject, context: TemplateContext): EvaluatedTemplate {
  const problems = new Map<string, TemplateProblem>();
  // A loop reports the same problem for each copy.
  const report: ReportProblem = (path, what) =>
    problems.set(JSON.stringify([path, what]), { severity: severityOf(what), path, what });
  const isOne = isTemplate(template);
  if (!isOne) report([], { kind: 'notTemplate' });
  const groups = isOne ? groupsOf(template, context, report) : [];
  const blocks = () =>
    [...problems.values()].some(({ severity }) => severity === 'error' || severity === 'azure');
  if (groups.length === 0 && !blocks())
    report([entryOf(template, 'resources').key], {
      kind: containsGroup(template) ? 'noGroupDeployed' : 'noGroups',
    });
  const all = [...problems.values()];
  return { groups, problems: all, needsAzure: all.some(({ severity }) => severity === 'azure') };
}

function groupsOf(
  template: JsonObject,
  context: TemplateContext,
  report: ReportProblem,
): readonly TemplateGroup[] {
  const deps = { report, sourceMap: createSourceMap(), budget: createEvaluationBudget() };
  try {
    const { parameters: values, ...target } = context;
    const frame = createFrame({ template, path: [], values, failedParameters: [], target, deps, depth: 0 });
    const { groups, others } = findResources(template, [], frame);
    linkByResourceIds(groups, others);
    reportDuplicates(groups, report);
    reportOtherResources(groups, others, report);
    return inDependencyOrder(groups).map(({ name, document, path, sourcePathOf }) => ({
      name,
      document,
      path,
      sourcePathOf,
    }));
  } catch (error) {
    if (!(error instanceof BudgetExceededError)) throw error;
    report([], { kind: 'tooLarge' });
    return [];
  }
}

/** A template may name a resource once; two inner templates may have one of the same name. */
function reportDuplicates(groups: readonly GroupDraft[], report: ReportProblem): void {
  const names = new Set<string>();
  for (const { name, path } of groups) {
    const key = JSON.stringify([name.toLowerCase(), path.slice(0, -1)]);
    if (names.has(key)) report([...path, 'name'], { kind: 'groupTwice', name });
    names.add(key);
  }
}

/** Reports what a group needs once, where it is needed, and what no group needs as left out. */
function reportOtherResources(
  groups: readonly GroupDraft[],
  others: readonly OtherResource[],
  report: ReportProblem,
): void {
  const needed = new Set<string>();
  const key = (type: string, name: string) => `${type}/${name}`.toLowerCase();
  for (const { requiredResources } of groups) {
    const own = new Map(
      requiredResources.toReversed().map(need => [key(need.type, need.name), need] as const),
    );
    for (const [id, { type, name, path }] of own) {
      needed.add(id);
      report(path, { kind: 'needsResource', type, name });
    }
  }
  const paths = new Set<string>();
  for (const { type, name, path } of others) {
    if (!needed.has(key(type, name)) && !paths.has(JSON.stringify(path)))
      report(path, { kind: 'resourceLeftOut', type, name });
    paths.add(JSON.stringify(path));
  }
}
