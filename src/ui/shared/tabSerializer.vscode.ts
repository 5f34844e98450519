import type * as vscode from 'vscode';

/**
 * Brings tabs back that were open when the window was closed; `read` knows what one was about by what it has left, or
 * answers undefined, and then the tab goes. A tab that is looked at uses the extension (`inUse`), but asks nobody to
 * sign in.
 */
export function createTabSerializer<Subject>(
  inUse: () => Promise<void>,
  read: (state: unknown) => Subject | undefined,
  restore: (subject: Subject, panel: vscode.WebviewPanel) => Promise<void>,
): vscode.WebviewPanelSerializer {
  return {
    async deserializeWebviewPanel(panel, state: unknown) {
      const subject = read(state);
      if (subject === undefined) {
        panel.dispose();
        return;
      }
      await inUse();
      await restore(subject, panel);
    },
  };
}
