import * as vscode from 'vscode';
import { type AciError, type ErrorKind, isAbort, toAciError } from '../core/errors.ts';
import type { RequestLog } from '../core/ports.ts';
import { advice } from './advice.ts';

/** Kinds where Azure's own text says what is wrong better than any sentence of ours can. */
const speaksForItself: ReadonlySet<ErrorKind> = new Set([
  'invalid',
  'policy',
  'quota',
  'capacity',
  'image',
  'forbidden',
  'locked',
]);

/** Tells people about errors: what failed, why, what next. The full story goes to the extension log. */
export class Report {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** The message a person sees: `what` is the failed wish, as `Could not delete "web"`. */
  message(what: string, error: AciError): string {
    const { sentence } = advice(error.kind, vscode.l10n.t);
    const own = speaksForItself.has(error.kind) && error.message ? ` (${firstLine(error.message)})` : '';
    return `${what}. ${sentence}${own}`;
  }

  /** Shows `error` with at most two buttons; an abort is silent. Never waits for the person. */
  show(what: string, thrown: unknown): void {
    if (isAbort(thrown)) return;
    const error = toAciError(thrown);
    this.note(what, error);
    const { button } = advice(error.kind, vscode.l10n.t);
    const details = vscode.l10n.t('Show details');
    const titles = button ? [button.title, details] : [details];
    void vscode.window.showErrorMessage(this.message(what, error), ...titles).then(chosen => {
      if (chosen === details) this.#log.show(true);
      else if (chosen !== undefined && button) void vscode.commands.executeCommand(button.command);
    });
  }

  /** Writes the error to the extension log only. */
  note(what: string, error: AciError): void {
    const facts = [
      `kind ${error.kind}`,
      error.status === undefined ? undefined : `status ${error.status}`,
      error.code === undefined ? undefined : `code ${error.code}`,
      error.requestId === undefined ? undefined : `request id ${error.requestId}`,
    ].filter(fact => fact !== undefined);
    this.#log.error(`${what}: ${error.message} [${facts.join(', ')}]`);
    if (error.kind === 'unexpected' && error.cause instanceof Error) this.#log.error(error.cause);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim().replace(/\.$/, '') ?? '';
}

/** Each answer from Azure as one line of the extension log, at the debug level. */
export function requestLog(log: vscode.LogOutputChannel): RequestLog {
  return {
    answered: (method, path, status, ms, requestId) => {
      const id = requestId === undefined ? '' : ` (${requestId})`;
      log.debug(`${method} ${path} ${status} in ${ms} ms${id}`);
    },
  };
}
