import * as vscode from 'vscode';

/** Resolves with the text of an output channel that is on the screen, as soon as it passes the test. */
export function outputText(channel: string, isEnough: (text: string) => boolean): Promise<string> {
  const find = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'output' && uri.path.endsWith(channel))
      .map(document => document.getText())
      .find(isEnough);
  const found = find();
  if (found !== undefined) return Promise.resolve(found);
  return new Promise(resolve => {
    const look = () => {
      const text = find();
      if (text === undefined) return;
      watching.dispose();
      resolve(text);
    };
    const watching = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(look),
      vscode.workspace.onDidOpenTextDocument(look),
    );
  });
}
