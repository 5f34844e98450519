import type * as vscode from 'vscode';
import type { App } from '../app.ts';
import { readGroupRef } from '../diagnosis/webviewState.ts';

/**
 * Brings deployments back that were open when the window was closed. A tab that is looked at uses the extension
 * (`inUse`), but asks nobody to sign in.
 */
export function createDeploymentTabSerializer(
  app: App,
  inUse: () => Promise<void>,
): vscode.WebviewPanelSerializer {
  return {
    async deserializeWebviewPanel(panel, state: unknown) {
      const ref = readGroupRef(state);
      if (!ref) {
        panel.dispose();
        return;
      }
      await inUse();
      const { restoreDeployment } = await import('./openDeployment.vscode.ts');
      await restoreDeployment(app, ref, panel);
    },
  };
}
