/** The container groups of an ARM template, with the parameters that the person gives it. */
import type { JsonObject } from '../../core/json.ts';
import type { TemplateContext } from '../../core/template/evaluateTemplate.ts';
import type { OpenFile } from './openFile.ts';
import type { DeployTarget, DeployPlan } from './deployPlan.ts';
import { askParametersOf, type ParameterDeps } from './askTemplateParameters.vscode.ts';
import { planTemplate, templateContext } from './planTemplate.ts';

export interface PreparedTemplate {
  /** The container groups that are known here, and what there is to tell. */
  readonly plan: DeployPlan;
  /** What is sent: `{"name": {"value": …}}` or `{"name": {"reference": …}}`. */
  readonly parameters: JsonObject;
  /** What it was evaluated with here. */
  readonly context: TemplateContext;
}

/** Undefined when the person leaves. */
export async function prepareTemplate(
  file: OpenFile,
  target: DeployTarget,
  deps: ParameterDeps,
): Promise<PreparedTemplate | undefined> {
  const given = await askParametersOf(file, deps);
  if (!given) return undefined;
  const request = {
    content: file.content,
    fileName: file.document.uri.path.split('/').at(-1) ?? '',
    target,
    parameters: given.values,
  };
  return { plan: planTemplate(request), parameters: given.given, context: templateContext(request) };
}
