/** The container groups of an ARM template, with the parameters that the person gives it. */
import type { OpenFile } from './openFile.ts';
import type { DeployTarget, DeployPlan } from './deployPlan.ts';
import { askParametersOf, type ParameterDeps } from './askTemplateParameters.vscode.ts';
import { planTemplate } from './planTemplate.ts';

/** Undefined when the person leaves. */
export async function prepareTemplate(
  file: OpenFile,
  target: DeployTarget,
  deps: ParameterDeps,
): Promise<DeployPlan | undefined> {
  const given = await askParametersOf(file, deps);
  if (!given) return undefined;
  const request = {
    content: file.content,
    fileName: file.document.uri.path.split('/').at(-1) ?? '',
    target,
    parameters: given.values,
  };
  return planTemplate(request);
}
