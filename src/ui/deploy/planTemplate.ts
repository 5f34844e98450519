/** An ARM template as the groups that it makes and what there is to tell of it, without the editor. */
import * as l10n from '@vscode/l10n';
import { quoteShellWord } from '../../core/export/shell.ts';
import type { JsonObject } from '../../core/json.ts';
import type { TemplateProblem } from '../../core/template/templateProblem.ts';
import { evaluateTemplate, type TemplateGroup } from '../../core/template/evaluateTemplate.ts';
import { normalizeGroup } from '../fileFormats/normalizeGroup.ts';
import type { DeployTarget, PlannedGroup, DeployPlan, DeployNote } from './deployPlan.ts';
import { templateText } from './templateMessages.ts';

export interface TemplateRequest {
  readonly content: JsonObject;
  /** The template's own name, without its folder. */
  readonly fileName: string;
  readonly target: DeployTarget;
  readonly parameters: JsonObject;
  /** The parameter file's name, where there is one. */
  readonly parameterFile: string | undefined;
}

export function planTemplate(request: TemplateRequest): DeployPlan {
  const { content, fileName, target, parameters } = request;
  const { groups, problems } = evaluateTemplate(content, {
    ...target,
    parameters,
    // As `az deployment group create` names it.
    deploymentName: fileName.replace(/\.[^.]*$/, ''),
    now: Date.now(),
    newGuid: () => crypto.randomUUID(),
  });
  const command = azCommand(request);
  return {
    groups: groups.map(plannedGroup),
    notes: problems.map(problem => deployNoteOf(problem, command)),
  };
}

function plannedGroup({ name, document, sourcePathOf }: TemplateGroup): PlannedGroup {
  return { name, document: { ...document, body: normalizeGroup(document.body) }, pathInFile: sourcePathOf };
}

/** What only Azure can deploy can't be deployed from here: an error, with the command that does it. */
function deployNoteOf({ path, severity, what }: TemplateProblem, command: string): DeployNote {
  const message = templateText(what);
  const code = what.kind;
  if (severity !== 'azure') return { path, severity, on: 'value', code, message };
  const next = l10n.t('Deploy the template with Azure itself: {0}', command);
  return { path, severity: 'error', on: 'value', code, message: `${message} ${next}` };
}

function azCommand({ target, fileName, parameterFile }: TemplateRequest): string {
  const words = ['az deployment group create --resource-group', quoteShellWord(target.resourceGroup.name)];
  words.push('--template-file', quoteShellWord(fileName));
  if (parameterFile !== undefined) words.push('--parameters', quoteShellWord(parameterFile));
  return words.join(' ');
}
