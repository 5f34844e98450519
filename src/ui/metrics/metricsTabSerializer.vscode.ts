import type * as vscode from 'vscode';
import type { App } from '../app.ts';
import { readMetricsSubject } from './metricsState.ts';

/**
 * Brings metrics back that were open when the window was closed. A tab that is looked at uses the extension (`inUse`), but
 * asks nobody to sign in.
 */
export function createMetricsTabSerializer(
  app: App,
  inUse: () => Promise<void>,
): vscode.WebviewPanelSerializer {
  return {
    async deserializeWebviewPanel(panel, state: unknown) {
      const subject = readMetricsSubject(state);
      if (!subject) {
        panel.dispose();
        return;
      }
      await inUse();
      const { restoreMetrics } = await import('./openMetrics.vscode.ts');
      restoreMetrics(app, subject, panel);
    },
  };
}
