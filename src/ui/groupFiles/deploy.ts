/** Deploys a file to Azure Container Instances: every problem at its line, then the place, then each group of it. */
import * as vscode from 'vscode';
import { subscriptionScope } from '../../core/access.ts';
import type { AciError } from '../../core/errors.ts';
import { isAbort } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import type { JsonObject } from '../../core/model.ts';
import { permittedAll } from '../access/guard.ts';
import { signedIn } from '../account/signedIn.ts';
import type { App } from '../app.ts';
import { contextOf } from '../create/open.ts';
import type { Draft } from '../create/draft.ts';
import {
  newResourceGroupLocationStep,
  newResourceGroupNameStep,
  resourceGroupStep,
  subscriptionStep,
} from '../create/steps/place.ts';
import { createPrompt } from '../prompt.ts';
import { runWizard } from '../wizard.ts';
import { applyContent, type ApplyDesk, tellInvalid, type Wish } from './apply.ts';
import { placeOfError } from './errorPlace.ts';
import { type FileKind, kindOf, parseAny } from './fileKinds.ts';
import { azGroups } from './deployAz.ts';
import { composeGroups } from './deployCompose.ts';
import { templateGroups } from './deployTemplate.ts';
import type { ParsedFile } from './parsedFile.ts';
import { fileErrors } from './validate.ts';
import { isGroup } from './languages.ts';
import {
  groupRemarks,
  notDeployable,
  type Place,
  type PlannedGroup,
  type Reading,
  refOf,
  type Remark,
  sentContent,
} from './reading.ts';

/** An open file and what is read of it. */
export interface OpenFile {
  readonly document: vscode.TextDocument;
  readonly kind: FileKind;
  readonly parsed: ParsedFile;
  readonly content: JsonObject;
}

/** Deploys the file at `uri`, unsaved changes included. Errors are told. */
export async function deploy(desk: ApplyDesk, uri: vscode.Uri): Promise<void> {
  const { app } = desk;
  const document = await vscode.workspace.openTextDocument(uri);
  const parsed = parseAny(document.getText());
  const kind = kindOf(parsed.content);
  const broken = kind === 'az' ? fileErrors(document) : brokenAtOnce(document, parsed, kind);
  // What is shown as one types is not shown twice.
  const shownAlready = kind === 'az' && isGroup(document);
  desk.problems.set(uri, shownAlready ? [] : broken);
  if (broken.length > 0 || !isObject(parsed.content)) {
    void tellInvalid(document, broken);
    return;
  }
  if (!(await signedIn(app.account))) return;
  const place = await askPlace(desk, uri);
  if (!place) return;
  const file: OpenFile = { document, kind, parsed, content: parsed.content };
  const reading = await read(file, place.place, app);
  if (!reading) return;
  const sent = (group: PlannedGroup) => contentOf(app, group, place.place);
  const remarks = [...reading.remarks, ...groupRemarks(reading, sent, vscode.l10n.t)];
  const shown = remarks.map(remark => diagnosticOf(file, remark));
  desk.problems.set(uri, shownAlready ? [] : shown);
  const errors = shown.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  if (errors.length > 0) {
    void tellInvalid(document, errors);
    return;
  }
  for (const group of reading.groups) if (!(await deployOne(desk, file, place, group))) return;
}

function brokenAtOnce(
  document: vscode.TextDocument,
  parsed: ParsedFile,
  kind: FileKind,
): readonly vscode.Diagnostic[] {
  const at = (start: number, end: number, message: string) =>
    new vscode.Diagnostic(new vscode.Range(document.positionAt(start), document.positionAt(end)), message);
  if (parsed.syntaxProblems.length > 0)
    return parsed.syntaxProblems.map(({ start, end, message }) => at(start, end, message));
  const sentence = notDeployable(kind, vscode.l10n.t);
  return sentence === undefined ? [] : [at(0, 1, sentence)];
}

interface ChosenPlace {
  readonly place: Place;
  /** Makes the resource group where it is new. False where the account may not: the person is told. */
  readonly make: () => Promise<boolean>;
}

async function askPlace({ app }: ApplyDesk, { path }: vscode.Uri): Promise<ChosenPlace | undefined> {
  const context = contextOf(app);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const steps = [
    subscriptionStep(context, vscode.l10n.t('Deploy {0}: Subscription', file)),
    resourceGroupStep(context, vscode.l10n.t('Deploy {0}: Resource group', file)),
    newResourceGroupNameStep(context, vscode.l10n.t('Deploy {0}: New resource group', file)),
    newResourceGroupLocationStep(
      context,
      vscode.l10n.t('Deploy {0}: Location of the new resource group', file),
    ),
  ];
  const prompt = createPrompt();
  try {
    const start: Draft = { cloud: app.account.cloud };
    const draft = await runWizard(start, steps, prompt);
    const { subscription, resourceGroup } = draft ?? {};
    if (!subscription || resourceGroup?.location === undefined) return undefined;
    const { name, location, isNew } = resourceGroup;
    const subscriptionId = subscription.id;
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
    const tenantId = app.store.subscriptions.find(known => known.id === subscriptionId)?.tenantId;
    return {
      place: {
        cloud: app.account.cloud,
        subscriptionId,
        subscriptionName: subscription.displayName,
        ...(tenantId !== undefined && { tenantId }),
        resourceGroup: { id, name, location },
      },
      make: async () => {
        const { signal } = new AbortController();
        if (!isNew || (await app.aci.resourceGroupExists(subscriptionId, name, signal))) return true;
        const scope = subscriptionScope({ cloud: app.account.cloud, subscriptionId });
        if (!(await permittedAll(app, [{ deed: 'createResourceGroup', scope, name }]))) return false;
        await app.aci.createResourceGroup({ subscriptionId, name, location }, signal);
        return true;
      },
    };
  } finally {
    prompt.dispose();
  }
}

async function read(file: OpenFile, place: Place, app: App): Promise<Reading | undefined> {
  if (file.kind === 'template') return templateGroups(file, place);
  if (file.kind === 'compose') return composeGroups(file, app.imageConfig);
  return azGroups(file);
}

/** In az's shape; a group without a location stays where it is, and a new one goes where its resource group is. */
function contentOf({ store }: App, group: PlannedGroup, place: Place): JsonObject {
  const ref = refOf(group, place);
  return sentContent(group, ref, store.group(ref)?.location ?? place.resourceGroup.location);
}

function diagnosticOf(
  { document, parsed }: OpenFile,
  { path, on, severity, message }: Omit<Remark, 'code'>,
): vscode.Diagnostic {
  const { Error, Warning, Information } = vscode.DiagnosticSeverity;
  const { start, end } = path.length === 0 ? { start: 0, end: 1 } : parsed.rangeOf(path, on);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const shown = new vscode.Diagnostic(
    range,
    message,
    { error: Error, warning: Warning, hint: Information }[severity],
  );
  shown.source = vscode.l10n.t('Azure Container Instances');
  return shown;
}

/** False when the person leaves or Azure refuses: then what comes after it stays undone. */
async function deployOne(
  desk: ApplyDesk,
  file: OpenFile,
  { place, make }: ChosenPlace,
  group: PlannedGroup,
): Promise<boolean> {
  const { app } = desk;
  const ref = refOf(group, place);
  const content = contentOf(app, group, place);
  const uri = file.kind === 'az' ? file.document.uri : await desk.live.showPlanned(ref, content);
  const tellPlace = (error: AciError): void => {
    const found = placeOfError(error.message, content);
    const path = found ? group.placeOf(found) : [];
    const remark = { path, on: 'value', severity: 'error', message: error.message } as const;
    desk.problems.set(file.document.uri, [diagnosticOf(file, remark)]);
  };
  try {
    const again = () => app.groupDocuments.deploy(file.document.uri);
    const wish: Wish = { ref, from: 'file', uri, base: undefined, prepare: make, again };
    const { kind } = await applyContent(desk, wish, content, tellPlace);
    return kind === 'applied' || kind === 'nothing';
  } catch (error) {
    if (!isAbort(error)) app.report.show(vscode.l10n.t('Could not deploy "{0}"', ref.name), error);
    return false;
  }
}
