/** An ARM template as the groups that it makes and what there is to tell of it, without the editor. */
import { quote } from '../../core/export/shell.ts';
import type { JsonObject } from '../../core/model.ts';
import type { TemplateProblem } from '../../core/template/problem.ts';
import { evaluateTemplate, type TemplateGroup } from '../../core/template/template.ts';
import type { Translate } from '../translate.ts';
import { normalizeGroup } from './normalizeGroup.ts';
import type { Place, PlannedGroup, Reading, Remark } from './reading.ts';
import { templateText } from './templateWords.ts';

export interface TemplateRequest {
  readonly content: JsonObject;
  /** The template's own name, without its folder. */
  readonly fileName: string;
  readonly place: Place;
  readonly parameters: JsonObject;
  /** The parameter file's name, where there is one. */
  readonly parameterFile: string | undefined;
}

export function templateReading(request: TemplateRequest, t: Translate): Reading {
  const { content, fileName, place, parameters } = request;
  const { groups, problems } = evaluateTemplate(content, {
    ...place,
    parameters,
    // As `az deployment group create` names it.
    deploymentName: fileName.replace(/\.[^.]*$/, ''),
    now: Date.now(),
    newGuid: () => crypto.randomUUID(),
  });
  const command = azCommand(request);
  return {
    groups: groups.map(plannedGroup),
    remarks: problems.map(problem => remarkOf(problem, command, t)),
  };
}

function plannedGroup({ name, document, origin }: TemplateGroup): PlannedGroup {
  return { name, document: { ...document, body: normalizeGroup(document.body) }, placeOf: origin };
}

/** What only Azure can deploy can't be deployed from here: an error, with the command that does it. */
function remarkOf({ path, severity, what }: TemplateProblem, command: string, t: Translate): Remark {
  const message = templateText(what, t);
  const code = what.kind;
  if (severity !== 'azure') return { path, severity, on: 'value', code, message };
  const next = t('Deploy the template with Azure itself: {0}', command);
  return { path, severity: 'error', on: 'value', code, message: `${message} ${next}` };
}

function azCommand({ place, fileName, parameterFile }: TemplateRequest): string {
  const words = ['az deployment group create --resource-group', quote(place.resourceGroup.name)];
  words.push('--template-file', quote(fileName));
  if (parameterFile !== undefined) words.push('--parameters', quote(parameterFile));
  return words.join(' ');
}
