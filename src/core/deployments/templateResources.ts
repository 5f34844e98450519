/** Which resources a template has, and where each is written, as far as its expressions can be evaluated here. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type DeployedResource, deployedResources } from '../template/deployedResources.ts';
import type { TemplateContext } from '../template/evaluateTemplate.ts';
import { BudgetExceededError, createEvaluationBudget } from '../template/evaluationBudget.ts';
import { readInnerTemplate } from '../template/findResources.ts';
import { relativeId } from '../template/functions/resourceIds.ts';
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
    return {
      resources: resourcesIn(template, [], frame),
      deployments: own.filter(isDeployment).map(deployment => readDeployment(deployment, frame)),
    };
  } catch (error) {
    if (error instanceof BudgetExceededError) return { resources: [], deployments: [] };
    throw error;
  }
}

function isDeployment({ type }: DeployedResource): boolean {
  return type.toLowerCase() === 'microsoft.resources/deployments';
}

function resourcesIn(template: JsonObject, path: JsonPath, frame: Frame): readonly TemplateResource[] {
  return deployedResources(template, path, frame, () => undefined).flatMap(deployed => {
    if (!isDeployment(deployed)) return [readResource(deployed, frame)];
    const inner = readInnerTemplate(deployed, { ...frame, bindings: deployed.bindings });
    return inner ? resourcesIn(inner.template, inner.path, inner.frame) : [];
  });
}

function readResource({ type, name, path }: DeployedResource, { target }: Frame): TemplateResource {
  const relative = name === undefined ? undefined : relativeId([type, name]);
  const id = relative === undefined ? undefined : `${target.resourceGroup.id}${relative}`.toLowerCase();
  return { type, name, id, path };
}

function readDeployment(deployed: DeployedResource, frame: Frame): InnerDeployment {
  const { resource, path } = deployed;
  const properties = entryOf(resource, 'properties');
  const template = isObject(properties.value) ? entryOf(properties.value, 'template') : undefined;
  return {
    ...readResource(deployed, frame),
    template:
      template && isObject(template.value)
        ? { content: template.value, path: [...path, properties.key, template.key] }
        : undefined,
  };
}
