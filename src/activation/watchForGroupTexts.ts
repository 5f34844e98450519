import * as vscode from 'vscode';

/** What a file of container groups contains: a YAML file of ours, or an ARM template. */
const groupResourceType = 'Microsoft.ContainerInstance/containerGroups';

/** Calls `onFound` when somebody has a YAML or JSON text about container groups open, or begins to write one. */
export function watchForGroupTexts(onFound: () => void): vscode.Disposable {
  const check = (document: vscode.TextDocument) => {
    if (/^(?:yaml|jsonc?)$/.test(document.languageId) && document.getText().includes(groupResourceType))
      onFound();
  };
  vscode.workspace.textDocuments.forEach(check);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isNear = contentChanges.some(({ range: { start } }) =>
        document.lineAt(Math.min(start.line, document.lineCount - 1)).text.includes('ContainerInstance'),
      );
      if (isNear) check(document);
    }),
  );
}
