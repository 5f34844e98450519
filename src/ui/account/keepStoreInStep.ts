import type * as vscode from 'vscode';
import type { App } from '../app.ts';

/** Another account or cloud voids what was read with the former one; `onSignedIn` runs once for each. */
export function keepStoreInStep(app: App, onSignedIn: () => void): vscode.Disposable {
  let shown: string | undefined;
  return app.account.onDidChange(() => {
    const { state, cloud, label } = app.account;
    const now = state === 'signedIn' ? `${cloud}/${label ?? ''}` : undefined;
    if (now === shown) return;
    shown = now;
    app.store.reset();
    if (now === undefined) return;
    void app.store.refresh();
    onSignedIn();
  });
}
