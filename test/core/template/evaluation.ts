/** One value of a template worked out, as tests need it. */
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { evaluateTemplate, type TemplateContext } from '../../../src/core/template/evaluateTemplate.ts';

export const type = 'Microsoft.ContainerInstance/containerGroups';
export const resourceGroup = {
  id: '/subscriptions/s/resourceGroups/rg',
  name: 'rg',
  location: 'westeurope',
};

export function contextOf(parameters: JsonObject = {}, more: Partial<TemplateContext> = {}): TemplateContext {
  return { parameters, resourceGroup, subscriptionId: 's', ...more };
}

/** A template with one group, whose tag `value` is the value. */
export function templateOf(value: Json, more: JsonObject = {}): JsonObject {
  return { resources: [{ type, apiVersion: '2023-05-01', name: 'web', tags: { value } }], ...more };
}

/** What becomes of one value, and the kinds of the problems with their places. */
export function valueOf(value: Json, more: JsonObject = {}, context: TemplateContext = contextOf()) {
  const { groups, problems } = evaluateTemplate(templateOf(value, more), context);
  const tags = groups[0]?.document.body['tags'] as JsonObject | undefined;
  return { value: tags?.['value'], problems: problems.map(({ path, what }) => [what.kind, path.join('/')]) };
}

/** The kinds of the problems, with their severities and places. */
export function problemsIn(template: JsonObject, context: TemplateContext = contextOf()) {
  return evaluateTemplate(template, context).problems.map(({ severity, what, path }) => [
    severity,
    what.kind,
    path.join('/'),
  ]);
}
