/** A template in the editor on its way to Azure, with Azure's complaints at its lines. */
import * as vscode from 'vscode';
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { templateParameters } from '../../core/template/parameters.ts';
import type { AciError } from '../../core/errors.ts';
import type { ApplyDeps } from '../edit/apply.vscode.ts';
import { newDeploymentName } from '../../core/deployments/deploymentName.ts';
import { deployTemplate, type TemplateOrder } from './deployTemplate.ts';
import { type DeployTarget, refOfPlanned } from './deployPlan.ts';
import type { OpenFile } from './openFile.ts';
import type { PreparedTemplate } from './prepareTemplate.vscode.ts';
import { templateErrorNotes } from './templateErrorNotes.ts';
import { templateDepsOf } from './templateUi.vscode.ts';
import { toDiagnostic } from './toDiagnostic.vscode.ts';

export interface TemplateFileOrder extends PreparedTemplate {
  readonly target: DeployTarget;
  /** Whether the resource group has to be made. */
  readonly isNew: boolean;
}

/** Resolves when everything has been told. */
export async function deployTemplateFile(
  { app, problems }: ApplyDeps,
  file: OpenFile,
  { target, isNew, plan, parameters, context }: TemplateFileOrder,
): Promise<void> {
  const { uri } = file.document;
  const fileName = uri.path.split('/').at(-1) ?? '';
  const { cloud, subscriptionId, resourceGroup } = target;
  const order: TemplateOrder = {
    ref: {
      ...{ cloud, subscriptionId, resourceGroup: resourceGroup.name },
      name: newDeploymentName(fileName, app.clock.now()),
    },
    request: { template: file.content, parameters },
    fileName,
    resourceGroup: { name: resourceGroup.name, location: resourceGroup.location, isNew },
    groups: plan.groups.map(group => ({
      ref: refOfPlanned(group, target),
      document: group.document,
      unknown: group.unknown ?? [],
    })),
    secrets: secretValues(file.content, parameters),
  };
  const showErrorAtLine = (error: AciError) => {
    const sent = { template: file.content, context, target, plan };
    const shown = templateErrorNotes(error, sent).map(note => toDiagnostic(file, note));
    // What was found before it was sent is still true.
    problems.set(uri, [...(problems.get(uri) ?? []), ...shown]);
    if (shown[0]) void revealFirst(file.document, shown[0]);
  };
  await deployTemplate(templateDepsOf(app, showErrorAtLine), order);
}

/** Beside the message that tells it; the focus stays where it is. */
async function revealFirst(document: vscode.TextDocument, { range }: vscode.Diagnostic): Promise<void> {
  await vscode.window.showTextDocument(document, { selection: range, preserveFocus: true });
}

/** What was given to secure parameters, wherever it may come up. */
function secretValues(template: JsonObject, parameters: JsonObject): readonly string[] {
  const secure = templateParameters(template)
    .filter(parameter => parameter.secure)
    .map(({ name }) => name.toLowerCase());
  return Object.entries(parameters)
    .filter(([name]) => secure.includes(name.toLowerCase()))
    .flatMap(([, given]) => texts(given))
    .filter(text => text !== '');
}

function texts(json: Json | undefined): readonly string[] {
  if (typeof json === 'string') return [json];
  if (isList(json)) return json.flatMap(texts);
  return isObject(json) ? Object.values(json).flatMap(texts) : [];
}
