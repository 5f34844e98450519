import * as vscode from 'vscode';

/** What a file of container groups says somewhere: a YAML file of ours, or an ARM template. */
const groupResourceType = 'Microsoft.ContainerInstance/containerGroups';

/** Calls `found` when somebody has a YAML or JSON text about container groups open, or begins to write one. */
export function watchForGroupTexts(found: () => void): vscode.Disposable {
  const look = (document: vscode.TextDocument) => {
    if (/^(?:yaml|jsonc?)$/.test(document.languageId) && document.getText().includes(groupResourceType))
      found();
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isNear = contentChanges.some(({ range: { start } }) =>
        document.lineAt(Math.min(start.line, document.lineCount - 1)).text.includes('ContainerInstance'),
      );
      if (isNear) look(document);
    }),
  );
}
