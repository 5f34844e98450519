/** The container groups of an ARM template, with the parameters that the person gives it. */
import type { OpenFile } from './openFile.ts';
import type { DeployTarget, DeployPlan } from './deployPlan.ts';
import { askParametersOf } from './askTemplateParameters.vscode.ts';
import type { Memory } from './rememberedParameters.ts';
import { planTemplate } from './planTemplate.ts';

/** Undefined when the person leaves. */
export async function prepareTemplate(
  file: OpenFile,
  target: DeployTarget,
  memory: Memory,
): Promise<DeployPlan | undefined> {
  const given = await askParametersOf(file, memory);
  if (!given) return undefined;
  const request = {
    content: file.content,
    fileName: file.document.uri.path.split('/').at(-1) ?? '',
    target,
    parameters: given.values,
  };
  return planTemplate(request);
}
