import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type AciError, type ErrorKind, isAbort, toAciError } from '../../core/errors.ts';
import { parseAuthorizationFailure } from '../../core/access/accessRequirements.ts';
import { refusedTarget } from '../access/accessTarget.ts';
import { refusalText } from '../access/messages.ts';
import { errorAdvice } from './errorAdvice.ts';
import { errorLogLines } from './errorLogLines.ts';
import { window } from './plainWindow.vscode.ts';

/** Kinds whose sentence says it all. With any other, the error's own text (mostly Azure's) stands behind ours. */
const selfExplanatoryKinds: ReadonlySet<ErrorKind> = new Set([
  'certificate',
  'certificateTime',
  'conflict',
  'notAzure',
  'notRegistered',
  'proxy',
  'unexpected', // its text may quote what was worked on
]);

/** Most characters of such a text in a message; all of it is in the extension log. */
const maxTextLength = 600;

/** Kinds whose own text is a sentence of ours that says what to do. */
const kindsWithOwnAdvice: ReadonlySet<ErrorKind> = new Set(['doesNotFit', 'signInFailed', 'settings']);

interface Button extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** What a report needs of the extension log. */
interface ExtensionLog {
  error(line: string): void;
  show(preserveFocus: boolean): void;
}

/** Tells people about errors: what failed, why, what next. The full story goes to the extension log. */
export class ErrorReporter {
  readonly #log: ExtensionLog;

  constructor(log: ExtensionLog) {
    this.#log = log;
  }

  /** The message a person sees: `what` says what failed, as `Could not delete "web"`. */
  message(what: string, error: AciError): string {
    const { sentence } = errorAdvice(error.kind, error.host);
    const why = refusalText(error);
    if (why !== undefined) return `${what}. ${why}`;
    if (kindsWithOwnAdvice.has(error.kind) && error.message) return `${what}. ${error.message.trim()}`;
    const own = selfExplanatoryKinds.has(error.kind) ? '' : shortened(error.message);
    return `${what}. ${sentence}${own === '' ? '' : ` (${own})`}`;
  }

  /**
   * Shows `error` with at most two buttons; an abort is silent. `again` is offered where trying once more may help,
   * and under a title of its own whatever the error. Never waits for the person.
   */
  show(what: string, thrown: unknown, again?: () => unknown, againTitle?: string): void {
    if (isAbort(thrown)) return;
    const error = toAciError(thrown);
    this.log(what, error);
    const details = { title: l10n.t('Show details'), run: () => this.#log.show(true) };
    const remedy =
      again && againTitle !== undefined ? [{ title: againTitle, run: again }] : remedyButtons(error, again);
    const buttons: readonly Button[] = [...remedy, details];
    void window.showErrorMessage(this.message(what, error), ...buttons).then(chosen => void chosen?.run());
  }

  /** Writes the error to the extension log only. */
  log(what: string, error: AciError): void {
    for (const line of errorLogLines(what, error)) this.#log.error(line);
  }
}

function remedyButtons(error: AciError, again: (() => unknown) | undefined): readonly Button[] {
  const { remedy } = errorAdvice(error.kind);
  const refused = error.kind === 'forbidden' ? parseAuthorizationFailure(error.message) : undefined;
  if (refused?.role !== undefined) {
    const target = refusedTarget(refused.scopeId, refused.role);
    const run = () => vscode.commands.executeCommand('aci.grantAccess', target);
    return [{ title: l10n.t('Grant Access…'), run }];
  }
  if (remedy === 'register') {
    const run = () => vscode.commands.executeCommand('aci.registerProvider');
    return [{ title: l10n.t('Register'), run }];
  }
  if (remedy === 'signIn') {
    return [{ title: l10n.t('Sign in'), run: () => vscode.commands.executeCommand('aci.signIn', 'again') }];
  }
  if (remedy === 'settings') {
    const open = () => vscode.commands.executeCommand('workbench.action.openSettings', 'aci.customCloud');
    return [{ title: l10n.t('Open settings'), run: open }];
  }
  if (remedy === 'usage') {
    const open = () => vscode.commands.executeCommand('aci.showUsage');
    return [{ title: l10n.t('Usage and Quota'), run: open }];
  }
  if (remedy === 'networkSettings') {
    const query = '@id:http.proxy,http.proxySupport,http.systemCertificates';
    const open = () => vscode.commands.executeCommand('workbench.action.openSettings', query);
    return [{ title: l10n.t('Open settings'), run: open }];
  }
  return remedy === 'retry' && again ? [{ title: l10n.t('Retry'), run: again }] : [];
}

/** In one line, without its last full stop. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength)}…` : line.replace(/\.$/, '');
}
