import * as vscode from 'vscode';
import { type AciError, type ErrorKind, isAbort, toAciError } from '../core/errors.ts';

/** What a person is told about an error, and what they can do with one click. */
export interface Advice {
  readonly sentence: string;
  readonly button?: { readonly title: string; readonly command: string };
}

/** One sentence per kind of error, in the user's words: a kind without one does not compile. */
export function advice(kind: ErrorKind): Advice {
  const signIn = { title: vscode.l10n.t('Sign In'), command: 'aci.signIn' };
  const table: Record<ErrorKind, Advice> = {
    signedOut: { sentence: vscode.l10n.t('Your sign-in has ended. Sign in to Azure again.'), button: signIn },
    forbidden: {
      sentence: vscode.l10n.t('Your account is not allowed to do this. Ask an owner for the role it needs.'),
    },
    notFound: { sentence: vscode.l10n.t('It no longer exists in Azure.') },
    nameTaken: { sentence: vscode.l10n.t('That name is already taken. Choose another one.') },
    conflict: { sentence: vscode.l10n.t('The container group is still changing. Try again in a moment.') },
    locked: { sentence: vscode.l10n.t('A lock in Azure forbids this. Remove the lock first.') },
    policy: { sentence: vscode.l10n.t('A policy of your organization does not allow this.') },
    quota: {
      sentence: vscode.l10n.t(
        'A quota is used up. Choose another location, delete groups, or ask for more quota.',
      ),
    },
    capacity: {
      sentence: vscode.l10n.t(
        'The location has no room for this at the moment. Try a smaller size or another location.',
      ),
    },
    image: {
      sentence: vscode.l10n.t(
        'The image cannot be pulled. Check its name, its tag and the registry credentials.',
      ),
    },
    invalid: { sentence: vscode.l10n.t('Azure did not accept the request.') },
    notRegistered: {
      sentence: vscode.l10n.t(
        'The subscription is not registered for container instances. Register "Microsoft.ContainerInstance" in the portal first.',
      ),
    },
    throttled: { sentence: vscode.l10n.t('Azure asks us to slow down. Try again in a minute.') },
    offline: { sentence: vscode.l10n.t('Azure cannot be reached. Check your connection and try again.') },
    service: { sentence: vscode.l10n.t('Azure has a problem at its end. Try again in a moment.') },
    unexpected: { sentence: vscode.l10n.t('Something went wrong in the extension.') },
  };
  return table[kind];
}

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
    const { sentence } = advice(error.kind);
    const own = speaksForItself.has(error.kind) && error.message ? ` (${firstLine(error.message)})` : '';
    return `${what}. ${sentence}${own}`;
  }

  /** Shows `error` with at most two buttons; an abort is silent. Never waits for the person. */
  show(what: string, thrown: unknown): void {
    if (isAbort(thrown)) return;
    const error = toAciError(thrown);
    this.note(what, error);
    const { button } = advice(error.kind);
    const details = vscode.l10n.t('Show Details');
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
