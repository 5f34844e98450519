/** From a draft to a changed group: validate, compare, ask, send, follow. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { putGroupRequirements } from '../../core/access/putGroupRequirements.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import { asText, isObject, type JsonObject } from '../../core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { PreflightSubject } from '../../core/preflight/plannedGroup.ts';
import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { costChangeText } from '../cost/costChange.ts';
import { checkBeforeSending } from '../preflight/checkBeforeSending.ts';
import { preflightUi } from '../preflight/preflightUi.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { locateError } from './errorLocation.ts';
import { groupAsYaml } from './groupFileSystem.vscode.ts';
import type { LiveGroupProvider } from './liveGroupProvider.vscode.ts';
import { hasChangedInAzure, type ApplyPlan, planApply } from './applyPlan.ts';
import { offerPullRoles } from './offerPullRoles.vscode.ts';
import { openComparison, reviewChanges } from './review.vscode.ts';
import { askSecrets } from './askSecrets.ts';
import { sendAndShow } from './sendAndShow.vscode.ts';
import type { ApplyMode } from './sendGroup.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { ParsedFile } from '../fileFormats/parsedFile.ts';
import { fileErrors, renameProblems } from './validate.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

export interface ApplyDeps {
  readonly app: App;
  readonly live: LiveGroupProvider;
  /** What validation and Azure complain about. */
  readonly problems: vscode.DiagnosticCollection;
}

/** A text that is to become the group `ref`. */
export interface ApplyRequest {
  readonly ref: GroupRef;
  /** Whether the text is the group's own document, or a file that may not even know that there is such a group. */
  readonly from: 'document' | 'file';
  /** The text, in az's shape. */
  readonly uri: vscode.Uri;
  /** The group as it was when the text was read from it; undefined where the text comes from elsewhere. */
  readonly base: RawContainerGroup | undefined;
  /** Makes what the group needs, once the person has agreed. False where that may not be: the person is told. */
  readonly prepare?: () => Promise<boolean>;
  /** Begins the whole request anew. */
  readonly retry: () => unknown;
}

/** Shows Azure's complaint at the line it is about. */
type ShowErrorAtLine = (error: AciError) => void;

/** How it ended: `left` when the person went away, or nothing could be sent. */
export type ApplyOutcome = { readonly kind: 'applied' | 'nothing' | 'left' } | ApplyFailed;

/** The group as it is after something was sent, if there is one; undefined where Azure can't be asked. */
type LiveAfterFailure = { readonly live: RawContainerGroup | undefined } | undefined;

interface ApplyFailed {
  readonly kind: 'failed';
  readonly after: LiveAfterFailure;
}

/** Applies what is in the document now. Errors are told; the text stays what it is. */
export async function apply(deps: ApplyDeps, request: ApplyRequest): Promise<ApplyOutcome> {
  const { app } = deps;
  const { ref, uri } = request;
  if (!(await ensureSignedIn(app.account))) return { kind: 'left' };
  const document = await vscode.workspace.openTextDocument(uri);
  const valid = await validateDocument(deps, document, request);
  if (!valid) return { kind: 'left' };
  try {
    return await applyContent(deps, request, valid.content, error =>
      showErrorAtLine(deps, document, valid, error),
    );
  } catch (error) {
    if (!isAbort(error)) app.report.show(l10n.t('Could not apply the changes to "{0}"', ref.name), error);
    return { kind: 'left' };
  }
}

interface ValidContent {
  readonly parsed: ParsedFile;
  readonly content: JsonObject;
}

/**
 * The document's content; undefined, with every problem shown at its line, where it makes no group. What the group had
 * when the text was read from it is no problem.
 */
async function validateDocument(
  deps: ApplyDeps,
  document: vscode.TextDocument,
  { ref, base }: ApplyRequest,
): Promise<ValidContent | undefined> {
  const parsed = parseGroupFile(document.getText());
  const another = renameProblems(document, ref);
  const live = base && (await groupAsYaml(ref, base));
  const errors = [...fileErrors(document, live), ...another];
  deps.problems.set(document.uri, another);
  if (errors.length === 0 && isObject(parsed.content)) return { parsed, content: parsed.content };
  void showInvalid(document, errors);
  return undefined;
}

/** Says that nothing was sent, and leads to the first problem. */
export async function showInvalid(
  document: vscode.TextDocument,
  errors: readonly vscode.Diagnostic[],
): Promise<void> {
  const [first] = errors;
  const sentence =
    errors.length === 1
      ? l10n.t('Nothing was sent: the document has a problem.')
      : l10n.t('Nothing was sent: the document has {0} problems.', errors.length);
  const show = l10n.t('Show');
  const message = first ? `${sentence} ${first.message}` : sentence;
  if ((await window.showErrorMessage(message, show)) !== show || !first) return;
  await vscode.window.showTextDocument(document, { selection: first.range });
}

/** Applies a content that has been found valid. Throws `AciError` where Azure can't even be asked what there is. */
export async function applyContent(
  deps: ApplyDeps,
  request: ApplyRequest,
  content: JsonObject,
  tellPlace: ShowErrorAtLine,
): Promise<ApplyOutcome> {
  const { ref } = request;
  let base = request.base;
  for (;;) {
    const live = await readLive(deps.app, ref);
    if (base && live && hasChangedInAzure(ref, base, live) && !(await confirmOverwrite(deps, request, live)))
      return { kind: 'left' };
    const plan = planApply(ref, content, live);
    if (plan.kind === 'nothing') {
      showNothingToApply(request);
      return { kind: 'nothing' };
    }
    const way = plan.kind === 'create' ? 'create' : plan.verdict;
    const needs = putGroupRequirements(ref, plan.document, live, way === 'needsRecreate');
    if (!(await checkPermissions(deps.app, needs))) return { kind: 'left' };
    if (!(await confirmPlan(deps, request, plan, { content, live }))) return { kind: 'left' };
    // Tags alone need no secrets.
    const filled = way === 'inPlace' ? plan.document : await fillInSecrets(ref, plan.document, live);
    if (!filled || !(await offerPullRoles(deps.app, ref, filled, live))) return { kind: 'left' };
    if (way !== 'inPlace' && !(await confirmFit(deps.app, { ref, document: filled, live }, way)))
      return { kind: 'left' };
    // While the person looked, somebody else may have changed it: then there is something else to look at.
    const now = await readLive(deps.app, ref);
    if (isUnchanged(ref, live, now)) {
      if ((await request.prepare?.()) === false) return { kind: 'left' };
      return sendAndReport(deps, request, filled, { way, live }, tellPlace);
    }
    base = live;
  }
}

function showNothingToApply({ ref, from }: ApplyRequest): void {
  if (from === 'document') window.showDone(l10n.t('No changes to apply'));
  else
    void window.showInformationMessage(
      l10n.t('"{0}" is already as the file wants it. Nothing was sent.', ref.name),
    );
}

function isUnchanged(
  ref: GroupRef,
  before: RawContainerGroup | undefined,
  now: RawContainerGroup | undefined,
): boolean {
  return before && now ? !hasChangedInAzure(ref, before, now) : before === now;
}

/** The group as it is now; undefined where there is none. */
async function readLive({ aci }: App, ref: GroupRef): Promise<RawContainerGroup | undefined> {
  try {
    return await aci.getRawGroup(ref, neverAborts());
  } catch (error) {
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}

/** The group changed in Azure since the document was read: going on would undo that. */
async function confirmOverwrite(
  { live: liveSide }: ApplyDeps,
  { ref, from, uri }: ApplyRequest,
  live: RawContainerGroup,
): Promise<boolean> {
  const look = l10n.t('Compare');
  const anyway = l10n.t('Go On');
  const chosen = await window.showWarningMessage(
    l10n.t('"{0}" was changed in Azure since you opened it.', ref.name),
    {
      modal: true,
      detail: l10n.t(
        'Applying your text undoes that change. Compare first, or go on: you still see every change before it is sent.',
      ),
    },
    look,
    anyway,
  );
  if (chosen === look)
    await openComparison({ ref, from, live: await liveSide.publish(ref, live), edited: uri });
  return chosen === anyway;
}

async function confirmPlan(
  { app, live: liveSide }: ApplyDeps,
  { ref, from, uri, base }: ApplyRequest,
  plan: Exclude<ApplyPlan, { kind: 'nothing' }>,
  { content, live }: { readonly content: JsonObject; readonly live: RawContainerGroup | undefined },
): Promise<boolean> {
  if (plan.kind === 'change') {
    const { changes, verdict } = plan;
    const shown = await liveSide.publish(ref, live, from === 'file' ? content : undefined);
    const costChange = live && costChangeOf(app, ref, live, plan.document);
    return reviewChanges({ ref, from, live: shown, edited: uri, changes, verdict, costChange });
  }
  const yes = l10n.t('Create');
  const question = base
    ? l10n.t('"{0}" was deleted in Azure since you opened it. Create it again?', ref.name)
    : l10n.t('There is no container group "{0}" in {1}. Create it?', ref.name, ref.resourceGroup);
  return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/** Whether it fits, or the person wants it sent all the same. */
async function confirmFit(app: App, subject: PreflightSubject, way: ApplyMode): Promise<boolean> {
  const { name } = subject.ref;
  const isNew = way === 'create';
  const answer = await checkBeforeSending({ preflight: app.preflight, ui: preflightUi(app) }, subject, {
    title: l10n.t('Checking whether "{0}" fits', name),
    what: isNew
      ? l10n.t('Could not create "{0}"', name)
      : l10n.t('Could not apply the changes to "{0}"; your text is kept', name),
    sendAnyway: isNew ? l10n.t('Create Anyway') : l10n.t('Apply Anyway'),
    canEdit: false,
  });
  return answer.kind === 'send';
}

/** From prices that are known already: the document's CodeLens has asked for them. */
function costChangeOf(
  { prices }: App,
  { cloud }: GroupRef,
  live: RawContainerGroup,
  edited: RawContainerGroup,
): string | undefined {
  const rates = prices.knownRates(cloud, asText(live.body['location']));
  return costChangeText(live.body, edited.body, rates);
}

/** With its secrets. */
async function fillInSecrets(
  ref: GroupRef,
  document: RawContainerGroup,
  live: RawContainerGroup | undefined,
): Promise<RawContainerGroup | undefined> {
  const prompt = createPrompt();
  try {
    const environment = (name: string) => (vscode.workspace.isTrusted ? process.env[name] : undefined);
    const sending = { name: ref.name, document, live };
    return await askSecrets(sending, { prompt, environment });
  } finally {
    prompt.dispose();
  }
}

async function sendAndReport(
  deps: ApplyDeps,
  request: ApplyRequest,
  filled: RawContainerGroup,
  { way, live }: { readonly way: ApplyMode; readonly live: RawContainerGroup | undefined },
  tellPlace: ShowErrorAtLine,
): Promise<ApplyOutcome> {
  const { ref } = request;
  const { error, deleted, remainingTags } = await sendAndShow(deps.app, ref, filled, way);
  if (error) {
    tellPlace(error);
    const outcome = await readFailure(deps.app, ref);
    showFailed(deps.app, request, error, way === 'needsRecreate' && isGone(outcome, deleted));
    return outcome;
  }
  if (remainingTags.length > 0) {
    const whole = (await confirmTagRemoval(ref.name, remainingTags))
      ? await fillInSecrets(ref, filled, live)
      : undefined;
    return whole
      ? sendAndReport(deps, request, whole, { way: 'restartsAll', live }, tellPlace)
      : readFailure(deps.app, ref);
  }
  const done = way === 'create' ? l10n.t('Created "{0}".', ref.name) : l10n.t('Changed "{0}".', ref.name);
  void window.showInformationMessage(done);
  return { kind: 'applied' };
}

/** The answer to a deletion, or to what followed, may have been lost: what Azure says after that counts. */
function isGone({ after }: ApplyFailed, deleted: boolean): boolean {
  return after ? after.live === undefined : deleted;
}

/** A group that is gone now gets a way back whatever the error was. */
function showFailed({ report }: App, { ref, retry }: ApplyRequest, error: AciError, gone: boolean): void {
  if (gone) {
    const what = l10n.t('"{0}" was deleted, but not created again; your text is kept', ref.name);
    report.show(what, error, retry, l10n.t('Create Again…'));
  } else report.show(l10n.t('Could not apply the changes to "{0}"; your text is kept', ref.name), error);
}

async function readFailure(app: App, ref: GroupRef): Promise<ApplyFailed> {
  return { kind: 'failed', after: await tryReadLive(app, ref) };
}

export async function tryReadLive(app: App, ref: GroupRef): Promise<LiveAfterFailure> {
  try {
    return { live: await readLive(app, ref) };
  } catch (error) {
    app.report.log(`Could not look at "${ref.name}" after that`, toAciError(error));
    return undefined;
  }
}

/** Azure merged the tags: only the whole group, sent anew, gets rid of some. */
async function confirmTagRemoval(name: string, tags: readonly string[]): Promise<boolean> {
  const restart = l10n.t('Apply and Restart');
  const chosen = await window.showWarningMessage(
    tags.length === 1
      ? l10n.t('Azure kept the tag "{0}" of "{1}". Remove it by a restart?', tags.join(), name)
      : l10n.t('Azure kept {0} tags of "{1}". Remove them by a restart?', tags.length, name),
    {
      modal: true,
      detail: l10n.t(
        'Tags are only removed by sending the whole group again, and then every container of it restarts. The other changes to its tags are applied already.',
      ),
    },
    restart,
  );
  return chosen === restart;
}

/** Azure's complaint, at the line it is about. */
function showErrorAtLine(
  { problems }: ApplyDeps,
  document: vscode.TextDocument,
  { parsed, content }: ValidContent,
  error: AciError,
): void {
  const place = locateError(error.message, content) ?? [];
  const { start, end } = parsed.rangeOf(place, 'value');
  const first = document.positionAt(start);
  const range =
    place.length === 0 ? document.lineAt(0).range : new vscode.Range(first, document.positionAt(end));
  const diagnostic = new vscode.Diagnostic(range, error.message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Azure';
  if (error.code !== undefined) diagnostic.code = error.code;
  problems.set(document.uri, [diagnostic]);
}
