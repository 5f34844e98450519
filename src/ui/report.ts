import * as vscode from 'vscode';
import { type AciError, type ErrorKind, isAbort, toAciError } from '../core/errors.ts';
import { refusal } from '../core/accessNeeds.ts';
import { refusedTarget } from './access/target.ts';
import { refusalText } from './access/words.ts';
import { advice } from './advice.ts';
import { errorLines } from './errorLines.ts';
import { window } from './plainWindow.ts';

/** Kinds whose sentence says it all. With any other, the error's own text (mostly Azure's) stands behind ours. */
const saysAll: ReadonlySet<ErrorKind> = new Set([
  'certificate',
  'certificateTime',
  'conflict',
  'notAzure',
  'notRegistered',
  'proxy',
  'unexpected', // its text may quote what was worked on
]);

/** Most characters of such a text in a message; all of it is in the extension log. */
const longestWords = 600;

/** Kinds whose own text is a sentence of ours that says what to do. */
const saysWhatToDo: ReadonlySet<ErrorKind> = new Set(['signInFailed', 'settings']);

interface Button extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** What a report needs of the extension log. */
interface Log {
  error(line: string): void;
  show(preserveFocus: boolean): void;
}

/** Tells people about errors: what failed, why, what next. The full story goes to the extension log. */
export class Report {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The message a person sees: `what` is the failed wish, as `Could not delete "web"`. */
  message(what: string, error: AciError): string {
    const { sentence } = advice(error.kind, vscode.l10n.t, error.host);
    const why = refusalText(error, vscode.l10n.t);
    if (why !== undefined) return `${what}. ${why}`;
    if (saysWhatToDo.has(error.kind) && error.message) return `${what}. ${error.message.trim()}`;
    const own = saysAll.has(error.kind) ? '' : words(error.message);
    return `${what}. ${sentence}${own === '' ? '' : ` (${own})`}`;
  }

  /**
   * Shows `error` with at most two buttons; an abort is silent. `again` is offered where trying once more may help,
   * and under a title of its own whatever the error. Never waits for the person.
   */
  show(what: string, thrown: unknown, again?: () => unknown, againTitle?: string): void {
    if (isAbort(thrown)) return;
    const error = toAciError(thrown);
    this.note(what, error);
    const details = { title: vscode.l10n.t('Show details'), run: () => this.#log.show(true) };
    const remedy =
      again && againTitle !== undefined ? [{ title: againTitle, run: again }] : remedies(error, again);
    const buttons: readonly Button[] = [...remedy, details];
    void window.showErrorMessage(this.message(what, error), ...buttons).then(chosen => void chosen?.run());
  }

  /** Writes the error to the extension log only. */
  note(what: string, error: AciError): void {
    for (const line of errorLines(what, error)) this.#log.error(line);
  }
}

function remedies(error: AciError, again: (() => unknown) | undefined): readonly Button[] {
  const { remedy } = advice(error.kind, vscode.l10n.t);
  const refused = error.kind === 'forbidden' ? refusal(error.message) : undefined;
  if (refused?.role !== undefined) {
    const target = refusedTarget(refused.scopeId, refused.role);
    const run = () => vscode.commands.executeCommand('aci.grantAccess', target);
    return [{ title: vscode.l10n.t('Grant Access…'), run }];
  }
  if (remedy === 'register') {
    const run = () => vscode.commands.executeCommand('aci.registerProvider');
    return [{ title: vscode.l10n.t('Register'), run }];
  }
  if (remedy === 'signIn') {
    return [
      { title: vscode.l10n.t('Sign in'), run: () => vscode.commands.executeCommand('aci.signIn', 'again') },
    ];
  }
  if (remedy === 'settings') {
    const open = () => vscode.commands.executeCommand('workbench.action.openSettings', 'aci.customCloud');
    return [{ title: vscode.l10n.t('Open settings'), run: open }];
  }
  if (remedy === 'networkSettings') {
    const query = '@id:http.proxy,http.proxySupport,http.systemCertificates';
    const open = () => vscode.commands.executeCommand('workbench.action.openSettings', query);
    return [{ title: vscode.l10n.t('Open settings'), run: open }];
  }
  return remedy === 'retry' && again ? [{ title: vscode.l10n.t('Retry'), run: again }] : [];
}

/** In one line, without its last full stop. */
function words(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords)}…` : line.replace(/\.$/, '');
}
