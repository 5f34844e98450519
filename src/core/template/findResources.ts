/** Finds the container groups of a template, in inner templates too. */
import type { JsonPath } from '../document/jsonPath.ts';
import { groupType } from '../document/azFile.ts';
import { asObject, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnlyInfo } from './azureOnly.ts';
import { createFrame, type Frame } from './templateFrame.ts';
import { type GroupDraft, readTemplateGroup } from './readTemplateGroup.ts';
import { entryOf } from './memberAccess.ts';
import { givenValue } from './parameterFile.ts';
import { type DeployedResource, deployedResources } from './deployedResources.ts';

/** More nested deployments than ARM takes. */
const deepest = 8;

/** `owner`: whose `resources` they are. */
export function findGroups(owner: JsonObject, path: JsonPath, frame: Frame): readonly GroupDraft[] {
  const { report } = frame.deps;
  const reportSkipped = (resource: JsonObject, at: JsonPath) => {
    if (!containsGroup(resource)) return;
    report([...at, entryOf(resource, 'condition').key], {
      kind: 'conditionFalse',
      name: asText(entryOf(resource, 'name').value),
    });
  };
  return deployedResources(owner, path, frame, reportSkipped).flatMap(deployed => {
    const inside = { ...frame, bindings: deployed.bindings };
    switch (deployed.type.toLowerCase()) {
      case groupType.toLowerCase():
        return [readTemplateGroup(deployed, inside)];
      case 'microsoft.resources/deployments':
        return groupsOfDeployment(deployed, inside);
      default:
        return [];
    }
  });
}

function groupsOfDeployment(deployed: DeployedResource, frame: Frame): readonly GroupDraft[] {
  const inner = readInnerTemplate(deployed, frame);
  return inner ? findGroups(inner.template, inner.path, inner.frame) : [];
}

export interface InnerTemplate {
  readonly template: JsonObject;
  readonly path: JsonPath;
  /** What its names are looked up in. */
  readonly frame: Frame;
}

/** The template that a deployment has in it; undefined where there is none, or it goes elsewhere: that is reported. */
export function readInnerTemplate(deployed: DeployedResource, frame: Frame): InnerTemplate | undefined {
  const { resource, path } = deployed;
  const { report } = frame.deps;
  const name = deployed.name ?? asText(entryOf(resource, 'name').value);
  const properties = entryOf(resource, 'properties');
  const own = isObject(properties.value) ? properties.value : {};
  const template = entryOf(own, 'template');
  if (!isObject(template.value)) {
    report(path, { kind: 'linkedTemplate', name });
    return undefined;
  }
  const at = [...path, properties.key, template.key];
  if (isEmpty(template.value)) {
    report(path, { kind: 'deploymentEmpty', name });
    return undefined;
  }
  if (goesElsewhere(deployed, frame) || frame.depth >= deepest) {
    if (containsGroup(template.value))
      report(path, frame.depth >= deepest ? { kind: 'deploymentsTooDeep' } : { kind: 'otherScope', name });
    return undefined;
  }
  const inner = { ...frame, depth: frame.depth + 1 };
  if (!isInnerScope(own)) return { template: template.value, path: at, frame: inner };
  const given = entryOf(own, 'parameters');
  const innerFrame = createFrame({
    ...inner,
    template: template.value,
    path: at,
    ...valuesGiven(given.value, [...path, properties.key, given.key], inner),
    target: { ...frame.target, deploymentName: name },
  });
  return { template: template.value, path: at, frame: innerFrame };
}

/** Each is `{"value": …}`, `{"reference": …}`, or an expression that gives one of them. */
function valuesGiven(parameters: Json | undefined, path: JsonPath, { evaluator, bindings }: Frame) {
  const values = new Map<string, Json>();
  const failedParameters: string[] = [];
  for (const [name, written] of Object.entries(asObject(parameters))) {
    const given = evaluator.whole(written ?? null, [...path, name], bindings);
    const value = isObject(given) && !azureOnlyInfo(given) ? givenValue(name, given) : given;
    if (given === undefined) failedParameters.push(name);
    else if (value !== undefined) values.set(name, value);
  }
  return { values: Object.fromEntries(values), failedParameters };
}

function isEmpty(template: JsonObject): boolean {
  const { value } = entryOf(template, 'resources');
  return value === undefined || (isList(value) || isObject(value) ? Object.keys(value).length === 0 : false);
}

/** Whether names are looked up in the inner template; by default they are looked up in the outer one. */
function isInnerScope(properties: JsonObject): boolean {
  const options = entryOf(properties, 'expressionEvaluationOptions').value;
  return isObject(options) && asText(entryOf(options, 'scope').value).toLowerCase() === 'inner';
}

/** Whether it is for another resource group, subscription or scope. What is not known counts as another one. */
function goesElsewhere(
  { resource, path, bindings }: DeployedResource,
  { evaluator, target }: Frame,
): boolean {
  const isOther = (property: string, here: string | undefined) => {
    const { key, value } = entryOf(resource, property);
    if (value === undefined || value === null) return false;
    const there = evaluator.value(value, [...path, key], bindings);
    return asText(there).toLowerCase() !== here?.toLowerCase();
  };
  return (
    isOther('subscriptionId', target.subscriptionId) ||
    isOther('resourceGroup', target.resourceGroup.name) ||
    isOther('scope', target.resourceGroup.id)
  );
}

/** Whether a container group is written somewhere within. */
export function containsGroup(json: Json | undefined): boolean {
  if (isList(json)) return json.some(containsGroup);
  if (!isObject(json)) return false;
  return (
    asText(entryOf(json, 'type').value).toLowerCase() === groupType.toLowerCase() ||
    Object.values(json).some(containsGroup)
  );
}
