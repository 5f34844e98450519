/** From a draft to a changed group: validate, compare, ask, send, follow. */
import * as vscode from 'vscode';
import { documentNeeds } from '../../core/documentNeeds.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import type { GroupDocument, GroupRef, JsonObject } from '../../core/model.ts';
import { permittedAll } from '../access/guard.ts';
import { signedIn } from '../account/signedIn.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../prompt.ts';
import { placeOfError } from './errorPlace.ts';
import { textOf } from './fileSystem.ts';
import type { LiveSide } from './liveSide.ts';
import { hasMoved, type Plan, planOf } from './plan.ts';
import { offerPullRoles } from './pullRoles.ts';
import { compare, reviewed } from './review.ts';
import { withSecrets } from './secretAnswers.ts';
import { send, type Way } from './send.ts';
import { parseGroupFile } from './groupFile.ts';
import type { ParsedFile } from './parsedFile.ts';
import { fileErrors, renamed } from './validate.ts';
import { window } from '../plainWindow.ts';

export interface ApplyDesk {
  readonly app: App;
  readonly live: LiveSide;
  /** What validation and Azure complain about. */
  readonly problems: vscode.DiagnosticCollection;
}

/** A text that is to become the group `ref`. */
export interface Wish {
  readonly ref: GroupRef;
  /** Whether the text is the group's own document, or a file that may not even know that there is such a group. */
  readonly from: 'document' | 'file';
  /** The text, in az's shape. */
  readonly uri: vscode.Uri;
  /** The group as it was when the text was read from it; undefined where the text comes from elsewhere. */
  readonly base: GroupDocument | undefined;
  /** Makes what the group needs, once the person has agreed. False where that may not be: the person is told. */
  readonly prepare?: () => Promise<boolean>;
  /** Begins the whole wish anew. */
  readonly again: () => unknown;
}

/** Shows Azure's complaint at the line it is about. */
type Complain = (error: AciError) => void;

/** How it ended: `left` when the person went away, or nothing could be sent. */
export type Outcome = { readonly kind: 'applied' | 'nothing' | 'left' } | Failed;

/** The group as it is after something was sent, if there is one; undefined where Azure can't be asked. */
type After = { readonly live: GroupDocument | undefined } | undefined;

interface Failed {
  readonly kind: 'failed';
  readonly after: After;
}

const never = new AbortController().signal;

/** Applies what is in the document now. Errors are told; the text stays what it is. */
export async function apply(desk: ApplyDesk, wish: Wish): Promise<Outcome> {
  const { app } = desk;
  const { ref, uri } = wish;
  if (!(await signedIn(app.account))) return { kind: 'left' };
  const document = await vscode.workspace.openTextDocument(uri);
  const valid = await validated(desk, document, wish);
  if (!valid) return { kind: 'left' };
  try {
    return await applyContent(desk, wish, valid.content, error => complain(desk, document, valid, error));
  } catch (error) {
    if (!isAbort(error))
      app.report.show(vscode.l10n.t('Could not apply the changes to "{0}"', ref.name), error);
    return { kind: 'left' };
  }
}

interface Valid {
  readonly parsed: ParsedFile;
  readonly content: JsonObject;
}

/**
 * The document's content; undefined, with every problem shown at its line, where it makes no group. What the group had
 * when the text was read from it is no problem.
 */
async function validated(
  desk: ApplyDesk,
  document: vscode.TextDocument,
  { ref, base }: Wish,
): Promise<Valid | undefined> {
  const parsed = parseGroupFile(document.getText());
  const another = renamed(document, ref);
  const live = base && (await textOf(ref, base));
  const errors = [...fileErrors(document, live), ...another];
  desk.problems.set(document.uri, another);
  if (errors.length === 0 && isObject(parsed.content)) return { parsed, content: parsed.content };
  void tellInvalid(document, errors);
  return undefined;
}

/** Says that nothing was sent, and leads to the first problem. */
export async function tellInvalid(
  document: vscode.TextDocument,
  errors: readonly vscode.Diagnostic[],
): Promise<void> {
  const [first] = errors;
  const sentence =
    errors.length === 1
      ? vscode.l10n.t('Nothing was sent: the document has a problem.')
      : vscode.l10n.t('Nothing was sent: the document has {0} problems.', errors.length);
  const show = vscode.l10n.t('Show');
  const message = first ? `${sentence} ${first.message}` : sentence;
  if ((await window.showErrorMessage(message, show)) !== show || !first) return;
  await vscode.window.showTextDocument(document, { selection: first.range });
}

/** Applies a content that has been found valid. Throws `AciError` where Azure can't even be asked what there is. */
export async function applyContent(
  desk: ApplyDesk,
  wish: Wish,
  content: JsonObject,
  tellPlace: Complain,
): Promise<Outcome> {
  const { ref } = wish;
  let base = wish.base;
  for (;;) {
    const live = await read(desk.app, ref);
    if (base && live && hasMoved(ref, base, live) && !(await goOn(desk, wish, live))) return { kind: 'left' };
    const plan = planOf(ref, content, live);
    if (plan.kind === 'nothing') {
      tellNothing(wish);
      return { kind: 'nothing' };
    }
    const way = plan.kind === 'create' ? 'create' : plan.verdict;
    const needs = documentNeeds(ref, plan.document, live, way === 'needsRecreate');
    if (!(await permittedAll(desk.app, needs))) return { kind: 'left' };
    if (!(await agreed(desk, wish, plan, { content, live }))) return { kind: 'left' };
    // Tags alone need no secrets.
    const filled = way === 'inPlace' ? plan.document : await fill(ref, plan.document, live);
    if (!filled || !(await offerPullRoles(desk.app, ref, filled, live))) return { kind: 'left' };
    // While the person looked, somebody else may have changed it: then there is something else to look at.
    const now = await read(desk.app, ref);
    if (isSame(ref, live, now)) {
      if ((await wish.prepare?.()) === false) return { kind: 'left' };
      return sent(desk, wish, filled, { way, live }, tellPlace);
    }
    base = live;
  }
}

function tellNothing({ ref, from }: Wish): void {
  if (from === 'document') window.showDone(vscode.l10n.t('No changes to apply'));
  else
    void window.showInformationMessage(
      vscode.l10n.t('"{0}" is already as the file wants it. Nothing was sent.', ref.name),
    );
}

function isSame(ref: GroupRef, before: GroupDocument | undefined, now: GroupDocument | undefined): boolean {
  return before && now ? !hasMoved(ref, before, now) : before === now;
}

/** The group as it is now; undefined where there is none. */
async function read({ aci }: App, ref: GroupRef): Promise<GroupDocument | undefined> {
  try {
    return await aci.getGroupDocument(ref, never);
  } catch (error) {
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}

/** The group changed in Azure since the document was read: going on would undo that. */
async function goOn(
  { live: liveSide }: ApplyDesk,
  { ref, from, uri }: Wish,
  live: GroupDocument,
): Promise<boolean> {
  const look = vscode.l10n.t('Compare');
  const anyway = vscode.l10n.t('Go On');
  const chosen = await window.showWarningMessage(
    vscode.l10n.t('"{0}" was changed in Azure since you opened it.', ref.name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Applying your text undoes that change. Compare first, or go on: you still see every change before it is sent.',
      ),
    },
    look,
    anyway,
  );
  if (chosen === look) await compare({ ref, from, live: await liveSide.show(ref, live), edited: uri });
  return chosen === anyway;
}

async function agreed(
  { live: liveSide }: ApplyDesk,
  { ref, from, uri, base }: Wish,
  plan: Exclude<Plan, { kind: 'nothing' }>,
  { content, live }: { readonly content: JsonObject; readonly live: GroupDocument | undefined },
): Promise<boolean> {
  if (plan.kind === 'change') {
    const { changes, verdict } = plan;
    const shown = await liveSide.show(ref, live, from === 'file' ? content : undefined);
    return reviewed({ ref, from, live: shown, edited: uri, changes, verdict });
  }
  const yes = vscode.l10n.t('Create');
  const question = base
    ? vscode.l10n.t('"{0}" was deleted in Azure since you opened it. Create it again?', ref.name)
    : vscode.l10n.t('There is no container group "{0}" in {1}. Create it?', ref.name, ref.resourceGroup);
  return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/** With its secrets. */
async function fill(
  ref: GroupRef,
  document: GroupDocument,
  live: GroupDocument | undefined,
): Promise<GroupDocument | undefined> {
  const prompt = createPrompt();
  try {
    const environment = (name: string) => (vscode.workspace.isTrusted ? process.env[name] : undefined);
    const sending = { name: ref.name, document, live };
    return await withSecrets(sending, { prompt, environment, t: vscode.l10n.t });
  } finally {
    prompt.dispose();
  }
}

async function sent(
  desk: ApplyDesk,
  wish: Wish,
  filled: GroupDocument,
  { way, live }: { readonly way: Way; readonly live: GroupDocument | undefined },
  tellPlace: Complain,
): Promise<Outcome> {
  const { ref } = wish;
  const { error, deleted, tagsLeft } = await send(desk.app, ref, filled, way);
  if (error) {
    tellPlace(error);
    const outcome = await failed(desk.app, ref);
    tellFailed(desk.app, wish, error, way === 'needsRecreate' && isGone(outcome, deleted));
    return outcome;
  }
  if (tagsLeft.length > 0) {
    const whole = (await confirmedReplace(ref.name, tagsLeft)) ? await fill(ref, filled, live) : undefined;
    return whole ? sent(desk, wish, whole, { way: 'restartsAll', live }, tellPlace) : failed(desk.app, ref);
  }
  const done =
    way === 'create' ? vscode.l10n.t('Created "{0}".', ref.name) : vscode.l10n.t('Changed "{0}".', ref.name);
  void window.showInformationMessage(done);
  return { kind: 'applied' };
}

/** The answer to a deletion, or to what followed, may have been lost: what Azure says after that counts. */
function isGone({ after }: Failed, deleted: boolean): boolean {
  return after ? after.live === undefined : deleted;
}

/** A group that is gone now gets a way back whatever the error was. */
function tellFailed({ report }: App, { ref, again }: Wish, error: AciError, gone: boolean): void {
  if (gone) {
    const what = vscode.l10n.t('"{0}" was deleted, but not created again; your text is kept', ref.name);
    report.show(what, error, again, vscode.l10n.t('Create Again…'));
  } else
    report.show(vscode.l10n.t('Could not apply the changes to "{0}"; your text is kept', ref.name), error);
}

async function failed(app: App, ref: GroupRef): Promise<Failed> {
  return { kind: 'failed', after: await lookAfter(app, ref) };
}

export async function lookAfter(app: App, ref: GroupRef): Promise<After> {
  try {
    return { live: await read(app, ref) };
  } catch (error) {
    app.report.note(`Could not look at "${ref.name}" after that`, toAciError(error));
    return undefined;
  }
}

/** Azure merged the tags: only the whole group, sent anew, gets rid of some. */
async function confirmedReplace(name: string, tags: readonly string[]): Promise<boolean> {
  const restart = vscode.l10n.t('Apply and Restart');
  const chosen = await window.showWarningMessage(
    tags.length === 1
      ? vscode.l10n.t('Azure kept the tag "{0}" of "{1}". Remove it by a restart?', tags.join(), name)
      : vscode.l10n.t('Azure kept {0} tags of "{1}". Remove them by a restart?', tags.length, name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Tags are only removed by sending the whole group again, and then every container of it restarts. The other changes to its tags are applied already.',
      ),
    },
    restart,
  );
  return chosen === restart;
}

/** Azure's complaint, at the line it is about. */
function complain(
  { problems }: ApplyDesk,
  document: vscode.TextDocument,
  { parsed, content }: Valid,
  error: AciError,
): void {
  const place = placeOfError(error.message, content) ?? [];
  const { start, end } = parsed.rangeOf(place, 'value');
  const first = document.positionAt(start);
  const range =
    place.length === 0 ? document.lineAt(0).range : new vscode.Range(first, document.positionAt(end));
  const diagnostic = new vscode.Diagnostic(range, error.message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Azure';
  if (error.code !== undefined) diagnostic.code = error.code;
  problems.set(document.uri, [diagnostic]);
}
