/**
 * Deploys a file to Azure Container Instances: every problem at its line, then the place, then each group of it; a
 * template is sent to Azure as it is.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { subscriptionScope } from '../../core/access/rbac.ts';
import type { AciError } from '../../core/errors.ts';
import { isAbort } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import type { CreateDraft } from '../create/createDraft.ts';
import {
  newResourceGroupLocationStep,
  newResourceGroupNameStep,
  resourceGroupStep,
  subscriptionStep,
} from '../create/steps/subscriptionAndLocation.ts';
import { isBicep } from '../bicep/isBicep.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { runWizard } from '../shared/wizard.ts';
import { applyContent, type ApplyDeps, showInvalid, type ApplyRequest } from '../edit/apply.vscode.ts';
import { locateError } from '../edit/errorLocation.ts';
import { type FileKind, fileKindOf, parseFile } from '../fileFormats/fileKind.ts';
import type { OpenFile } from './openFile.ts';
import type { ParameterFile } from './templateParameterForm.ts';
import { deployTemplateFile } from './deployTemplateFile.vscode.ts';
import { prepareAz } from './prepareAz.vscode.ts';
import { prepareCompose } from './prepareCompose.vscode.ts';
import { prepareTemplate } from './prepareTemplate.vscode.ts';
import { toDiagnostic } from './toDiagnostic.vscode.ts';
import type { ParsedFile } from '../fileFormats/parsedFile.ts';
import { fileErrors } from '../edit/validate.vscode.ts';
import { isGroupYaml } from '../language/registerLanguageFeatures.vscode.ts';
import {
  ruleNotes,
  notDeployableReason,
  type DeployTarget,
  type PlannedGroup,
  type DeployPlan,
  refOfPlanned,
  contentToSend,
} from './deployPlan.ts';

/** Deploys the file at `uri`, unsaved changes included. Errors are told. */
export async function deploy(deps: ApplyDeps, uri: vscode.Uri): Promise<void> {
  await deployDocument(deps, uri, () => askTarget(deps, uri));
}

/** `askTarget`: undefined where the person leaves. `given`: values of a template's parameters to begin with. */
export async function deployDocument(
  deps: ApplyDeps,
  uri: vscode.Uri,
  chooseTarget: () => Promise<ChosenTarget | undefined>,
  given?: ParameterFile,
): Promise<void> {
  const { app } = deps;
  const document = await vscode.workspace.openTextDocument(uri);
  const read = isBicep(uri) ? await readBicep(document, deps) : readOpenFile(document, deps);
  if (!read) return;
  const file: OpenFile = given ? { ...read, parameters: given } : read;
  // What is shown as one types is not shown twice.
  const shownAlready = file.kind === 'az' && isGroupYaml(document);
  if (!(await ensureSignedIn(app.account))) return;
  const place = await chooseTarget();
  if (!place) return;
  const template =
    file.kind === 'template'
      ? await prepareTemplate(file, place.target, { memory: app.workspaceMemory, problems: deps.problems })
      : undefined;
  const reading = file.kind === 'template' ? template?.plan : await prepareFile(file, place.target, app);
  if (!reading) return;
  const sent = (group: PlannedGroup) => contentOfPlanned(app, group, place.target);
  const remarks = [...reading.notes, ...ruleNotes(reading, sent)];
  const shown = remarks.map(remark => toDiagnostic(file, remark));
  deps.problems.set(uri, shownAlready ? [] : shown);
  const errors = shown.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  if (errors.length > 0) {
    void showInvalid(document, errors);
    return;
  }
  if (template) await deployTemplateFile(deps, file, { ...place, ...template });
  else for (const group of reading.groups) if (!(await deployOne(deps, file, place, group))) return;
}

async function readBicep(
  document: vscode.TextDocument,
  { problems }: ApplyDeps,
): Promise<OpenFile | undefined> {
  const { openBicep } = await import('../bicep/openBicep.vscode.ts');
  return openBicep(document, problems);
}

/** Undefined where it can't be read: the person is told. */
function readOpenFile(document: vscode.TextDocument, { problems }: ApplyDeps): OpenFile | undefined {
  const parsed = parseFile(document.getText());
  const kind = fileKindOf(parsed.content);
  const broken = kind === 'az' ? fileErrors(document) : unreadableDiagnostics(document, parsed, kind);
  problems.set(document.uri, kind === 'az' && isGroupYaml(document) ? [] : broken);
  if (broken.length === 0 && isObject(parsed.content))
    return { document, kind, parsed, content: parsed.content };
  void showInvalid(document, broken);
  return undefined;
}

function unreadableDiagnostics(
  document: vscode.TextDocument,
  parsed: ParsedFile,
  kind: FileKind,
): readonly vscode.Diagnostic[] {
  const at = (start: number, end: number, message: string) =>
    new vscode.Diagnostic(new vscode.Range(document.positionAt(start), document.positionAt(end)), message);
  if (parsed.syntaxProblems.length > 0)
    return parsed.syntaxProblems.map(({ start, end, message }) => at(start, end, message));
  const sentence = notDeployableReason(kind);
  return sentence === undefined ? [] : [at(0, 1, sentence)];
}

export interface ChosenTarget {
  readonly target: DeployTarget;
  /** Whether the resource group has to be made. */
  readonly isNew: boolean;
  /** Makes the resource group where it is new. False where the account may not: the person is told. */
  readonly createResourceGroup: () => Promise<boolean>;
}

async function askTarget({ app }: ApplyDeps, { path }: vscode.Uri): Promise<ChosenTarget | undefined> {
  const context = wizardContextOf(app);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const steps = [
    subscriptionStep(context, l10n.t('Deploy {0}: Subscription', file)),
    resourceGroupStep(context, l10n.t('Deploy {0}: Resource group', file)),
    newResourceGroupNameStep(context, l10n.t('Deploy {0}: New resource group', file)),
    newResourceGroupLocationStep(context, l10n.t('Deploy {0}: Location of the new resource group', file)),
  ];
  const prompt = createPrompt();
  try {
    const start: CreateDraft = { cloud: app.account.cloud };
    const draft = await runWizard(start, steps, prompt);
    const { subscription, resourceGroup } = draft ?? {};
    if (!subscription || resourceGroup?.location === undefined) return undefined;
    const { name, location, isNew } = resourceGroup;
    const subscriptionId = subscription.id;
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
    const tenantId = app.store.subscriptions.find(known => known.id === subscriptionId)?.tenantId;
    return {
      target: {
        cloud: app.account.cloud,
        subscriptionId,
        subscriptionName: subscription.displayName,
        ...(tenantId !== undefined && { tenantId }),
        resourceGroup: { id, name, location },
      },
      isNew,
      createResourceGroup: async () => {
        const { signal } = new AbortController();
        if (!isNew || (await app.aci.resourceGroupExists(subscriptionId, name, signal))) return true;
        const scope = subscriptionScope({ cloud: app.account.cloud, subscriptionId });
        if (!(await checkPermissions(app, [{ operation: 'createResourceGroup', scope, name }]))) return false;
        await app.aci.createResourceGroup({ subscriptionId, name, location }, signal);
        return true;
      },
    };
  } finally {
    prompt.dispose();
  }
}

async function prepareFile(file: OpenFile, place: DeployTarget, app: App): Promise<DeployPlan | undefined> {
  if (file.kind === 'compose') return prepareCompose(file, app, place);
  return prepareAz(file);
}

/** In az's shape; a group without a location stays where it is, and a new one goes where its resource group is. */
function contentOfPlanned({ store }: App, group: PlannedGroup, place: DeployTarget): JsonObject {
  const ref = refOfPlanned(group, place);
  return contentToSend(group, ref, store.group(ref)?.location ?? place.resourceGroup.location);
}

/** False when the person leaves or Azure refuses: then what comes after it stays undone. */
async function deployOne(
  deps: ApplyDeps,
  file: OpenFile,
  { target, createResourceGroup }: ChosenTarget,
  group: PlannedGroup,
): Promise<boolean> {
  const { app } = deps;
  const ref = refOfPlanned(group, target);
  const content = contentOfPlanned(app, group, target);
  const uri = file.kind === 'az' ? file.document.uri : await deps.live.publishPlanned(ref, content);
  const tellPlace = (error: AciError): void => {
    const found = locateError(error.message, content);
    const path = found ? group.pathInFile(found) : [];
    const remark = { path, on: 'value', severity: 'error', message: error.message } as const;
    deps.problems.set(file.document.uri, [toDiagnostic(file, remark)]);
  };
  try {
    const retry = () => app.yamlEditor.deploy(file.document.uri);
    const request: ApplyRequest = {
      ref,
      from: 'file',
      uri,
      base: undefined,
      prepare: createResourceGroup,
      retry,
    };
    const { kind } = await applyContent(deps, request, content, tellPlace);
    return kind === 'applied' || kind === 'nothing';
  } catch (error) {
    if (!isAbort(error)) app.report.show(l10n.t('Could not deploy "{0}"', ref.name), error);
    return false;
  }
}
