/** ARM templates: the container groups in them, with their expressions evaluated. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { createFrame } from './templateFrame.ts';
import type { GroupDraft } from './readTemplateGroup.ts';
import { entryOf } from './memberAccess.ts';
import { createSourceMap } from './sourceMap.ts';
import type { DeploymentTarget } from './deploymentTarget.ts';
import { isAzureFault, severityOf, type ReportProblem, type TemplateProblem } from './templateProblem.ts';
import { containsGroup, findGroups } from './findResources.ts';
import { createEvaluationBudget, BudgetExceededError } from './evaluationBudget.ts';

export interface TemplateContext extends DeploymentTarget {
  /** Values by the parameters' names. What only Azure knows is an `azureOnly` value. */
  readonly parameters: JsonObject;
}

export interface TemplateGroup {
  readonly name: string;
  /** Where only Azure knows a value, the expression itself is there. */
  readonly document: RawContainerGroup;
  /** Places in the document's body where an expression is. */
  readonly unknown: readonly JsonPath[];
  /** Where the resource is in the template. */
  readonly path: JsonPath;
  /** Where in the template the value at `path` of the body is written: in a variable, a copy loop, a default value. */
  readonly sourcePathOf: (path: JsonPath) => JsonPath;
}

export interface EvaluatedTemplate {
  /** Those that can be found without Azure, in the template's order. */
  readonly groups: readonly TemplateGroup[];
  readonly problems: readonly TemplateProblem[];
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
 * there is an error. Throws nothing.
 */
export function evaluateTemplate(template: JsonObject, context: TemplateContext): EvaluatedTemplate {
  const problems = new Map<string, TemplateProblem>();
  // A loop reports the same problem for each copy.
  const report: ReportProblem = (path, what) =>
    problems.set(JSON.stringify([path, what]), { severity: severityOf(what), path, what });
  const isOne = isTemplate(template);
  if (!isOne) report([], { kind: 'notTemplate' });
  const groups = isOne ? groupsOf(template, context, report) : [];
  const mayHideGroups = ({ severity, what }: TemplateProblem) => severity === 'error' || isAzureFault(what);
  if (groups.length === 0 && ![...problems.values()].some(mayHideGroups))
    report([entryOf(template, 'resources').key], {
      kind: containsGroup(template) ? 'noGroupDeployed' : 'noGroups',
    });
  return { groups, problems: [...problems.values()] };
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
    const groups = findGroups(template, [], frame);
    reportDuplicates(groups, report);
    return groups.map(({ name, document, unknown, path, sourcePathOf }) => ({
      name,
      document,
      unknown,
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
  for (const { name, isNameKnown, path } of groups) {
    if (!isNameKnown) continue;
    const key = JSON.stringify([name.toLowerCase(), path.slice(0, -1)]);
    if (names.has(key)) report([...path, 'name'], { kind: 'groupTwice', name });
    names.add(key);
  }
}
