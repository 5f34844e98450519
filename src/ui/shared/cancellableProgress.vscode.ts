import * as vscode from 'vscode';
import type { Event } from '../../core/event.ts';
import { window } from './plainWindow.vscode.ts';

/** Shows each message in a notification until `done` settles. A cancelled notification is gone at once. */
export async function showCancellableProgress(
  title: string,
  messages: Event<string>,
  done: Promise<unknown>,
): Promise<'done' | 'cancelled'> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (bar, token) => {
    const listening = messages(message => bar.report({ message }));
    const cancelled = new Promise<'cancelled'>(resolve => {
      token.onCancellationRequested(() => resolve('cancelled'));
    });
    const over = done.then(() => 'done' as const);
    return Promise.race([over, cancelled]).finally(() => listening.dispose());
  });
}
