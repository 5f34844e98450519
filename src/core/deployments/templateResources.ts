/** Which resources a template has, and where each is written, as far as its expressions can be evaluated here. */
import type { JsonPath } from '../document/jsonPath.ts';
import { groupType } from '../document/azFile.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type DeployedResource, deployedResources } from '../template/deployedResources.ts';
import type { TemplateContext } from '../template/evaluateTemplate.ts';
import { BudgetExceededError, createEvaluationBudget } from '../template/evaluationBudget.ts';
import { findResources } from '../template/findResources.ts';
import { resourceIdAt } from '../template/functions/resourceIds.ts';
import { entryOf } from '../template/memberAccess.ts';
import { createSourceMap } from '../template/sourceMap.ts';
import { createFrame, type Frame } from '../template/templateFrame.ts';

export interface TemplateResource {
  readonly type: string;
  /** With a segment for each of its type. Undefined where only Azure knows it. */
  readonly name: string | undefined;
  /** Its ARM id, in lower case. */
  readonly id: string | undefined;
  readonly path: JsonPath;
}

/** Inner deployments come with the template that they have in them. */
export interface InnerDeployment extends TemplateResource {
  readonly template: { readonly content: JsonObject; readonly path: JsonPath } | undefined;
}

export interface TemplateResources {
  /** Those of inner templates, too. */
  readonly resources: readonly TemplateResource[];
  readonly deployments: readonly InnerDeployment[];
}

/** Throws nothing: what can't be evaluated has no name. */
export function templateResources(template: JsonObject, context: TemplateContext): TemplateResources {
  const { parameters: values, ...target } = context;
  const deps = { report: () => undefined, sourceMap: createSourceMap(), budget: createEvaluationBudget() };
  try {
    const frame = createFrame({ template, path: [], values, failedParameters: [], target, deps, depth: 0 });
    const own = deployedResources(template, [], frame, () => undefined);
    const deployments = own.filter(({ type }) => type.toLowerCase() === 'microsoft.resources/deployments');
    return { resources: resourcesIn(template, frame), deployments: deployments.map(readDeployment) };
  } catch (error) {
    if (error instanceof BudgetExceededError) return { resources: [], deployments: [] };
    throw error;
  }
}

function resourcesIn(template: JsonObject, frame: Frame): readonly TemplateResource[] {
  const { groups, others } = findResources(template, [], frame);
  const known = new Set(others.map(({ type, name, path }) => JSON.stringify([type, name, path])));
  const ofGroups = groups.map(({ name, path }) => ({
    type: groupType,
    name,
    id: resourceIdAt(frame.target, groupType, name)?.toLowerCase(),
    path,
  }));
  return [
    ...ofGroups,
    ...others.filter(each => known.delete(JSON.stringify([each.type, each.name, each.path]))),
  ];
}

function readDeployment({ resource, type, name, id, path }: DeployedResource): InnerDeployment {
  const properties = entryOf(resource, 'properties');
  const template = isObject(properties.value) ? entryOf(properties.value, 'template') : undefined;
  return {
    type,
    name,
    id: id?.toLowerCase(),
    path,
    template:
      template && isObject(template.value)
        ? { content: template.value, path: [...path, properties.key, template.key] }
        : undefined,
  };
}
