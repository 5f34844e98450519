/** A task whose work is a function: its text goes to the task's terminal, and it ends with the answered exit code. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import type { App } from '../app.ts';

/** Exit codes of tasks: 2 for a definition that is wrong, 130 as a shell says of what Ctrl-C has ended. */
export const taskExitCodes = { failed: 1, badDefinition: 2, interrupted: 130 } as const;

/** `work` answers the exit code, and never throws. Ctrl-C, and the end of the task, abort its signal. */
export function createTaskTerminal(
  work: (write: (text: string) => void, signal: AbortSignal) => Promise<number>,
): vscode.Pseudoterminal {
  const writes = new vscode.EventEmitter<string>();
  const closes = new vscode.EventEmitter<number>();
  const controller = new AbortController();
  const write = (text: string) => writes.fire(text.replace(/\r?\n/g, '\r\n'));
  return {
    onDidWrite: writes.event,
    onDidClose: closes.event,
    open() {
      void work(write, controller.signal).then(code => closes.fire(code));
    },
    /** The editor has ended the task, or the window closes. */
    close: () => controller.abort(),
    handleInput(data) {
      if (data === '\u0003') controller.abort();
    },
  };
}

/** A task may be started before the editor has told who is signed in. */
export async function waitUntilSignedIn({ account }: App, signal: AbortSignal): Promise<void> {
  while (account.state === 'starting') {
    await new Promise<void>((resolve, reject) => {
      const listening = account.onDidChange(() => {
        listening.dispose();
        resolve();
      });
      signal.addEventListener('abort', () => {
        listening.dispose();
        reject(signal.reason as Error);
      });
    });
  }
  if (account.state === 'signedOut') throw new AciError('signedOut', l10n.t('Nobody is signed in.'));
}
