import * as vscode from 'vscode';
import { longestWait } from '../until.ts';

/** Resolves with the text of an output channel that is on the screen, as soon as it passes the test. */
export function outputText(channel: string, isEnough: (text: string) => boolean): Promise<string> {
  const texts = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'output' && uri.path.endsWith(channel))
      .map(document => document.getText());
  const found = texts().find(isEnough);
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const look = () => {
      const text = texts().find(isEnough);
      if (text === undefined) return;
      end();
      resolve(text);
    };
    const tooLate = setTimeout(() => {
      end();
      reject(
        new Error(
          `waited in vain: output "${channel}" says ${String(isEnough)}. It says:\n${texts().join('\n')}`,
        ),
      );
    }, longestWait);
    const watching = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(look),
      vscode.workspace.onDidOpenTextDocument(look),
    );
    const end = () => {
      clearTimeout(tooLate);
      watching.dispose();
    };
  });
}
