/** An ARM template as the groups that it makes and what there is to tell of it, without the editor. */
import type { JsonObject } from '../../core/json.ts';
import {
  evaluateTemplate,
  type TemplateContext,
  type TemplateGroup,
} from '../../core/template/evaluateTemplate.ts';
import { normalizeGroup, normalizePath } from '../fileFormats/normalizeGroup.ts';
import type { DeployTarget, PlannedGroup, DeployPlan } from './deployPlan.ts';
import { templateNotes } from './templateNotes.ts';

export interface TemplateRequest {
  readonly content: JsonObject;
  /** The template's own name, without its folder. */
  readonly fileName: string;
  readonly target: DeployTarget;
  readonly parameters: JsonObject;
}

export function planTemplate(request: TemplateRequest): DeployPlan {
  const { groups, problems } = evaluateTemplate(request.content, templateContext(request));
  return { groups: groups.map(plannedGroup), notes: templateNotes(problems) };
}

/** What the template is evaluated with here. */
export function templateContext({
  fileName,
  target,
  parameters,
}: Omit<TemplateRequest, 'content'>): TemplateContext {
  return {
    ...target,
    parameters,
    // As `az deployment group create` names it.
    deploymentName: fileName.replace(/\.[^.]*$/, ''),
    now: Date.now(),
    newGuid: () => crypto.randomUUID(),
  };
}

function plannedGroup({ name, document, unknown, sourcePathOf }: TemplateGroup): PlannedGroup {
  return {
    name,
    document: { ...document, body: normalizeGroup(document.body) },
    unknown: unknown.map(normalizePath),
    pathInFile: sourcePathOf,
  };
}
