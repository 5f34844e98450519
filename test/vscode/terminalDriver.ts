/** How suites use the terminals of the extension. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { longestWait } from '../until.ts';

/** The terminal that is opened next, and what it shows. */
export function nextTerminal() {
  let shown = '';
  let look: () => void = () => undefined;
  const opened = new Promise<vscode.Terminal>(resolve => {
    const waiting = vscode.window.onDidOpenTerminal(terminal => {
      if (!('pty' in terminal.creationOptions)) return;
      waiting.dispose();
      terminal.creationOptions.pty.onDidWrite(text => {
        shown += text;
        look();
      });
      resolve(terminal);
    });
  });
  return {
    opened,
    /** Waits for what is new to match; what comes after that is new again. */
    shows: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const tooLate = setTimeout(
          () =>
            reject(new Error(`waited in vain: the terminal shows ${String(pattern)}. It shows:\n${shown}`)),
          longestWait,
        );
        look = () => {
          if (!pattern.test(shown)) return;
          clearTimeout(tooLate);
          look = () => undefined;
          resolve(shown);
          shown = '';
        };
        look();
      }),
  };
}

/** The boxes as they are shown: which row is the active one can be told from in here, but nothing can be clicked. */
export function nextPick(): Promise<vscode.QuickPick<vscode.QuickPickItem>> {
  const create = vscode.window.createQuickPick;
  return new Promise(resolve => {
    const watched = () => {
      const box = create();
      const show = box.show.bind(box);
      box.show = () => {
        show();
        Object.assign(vscode.window, { createQuickPick: create });
        resolve(box);
      };
      return box;
    };
    Object.assign(vscode.window, { createQuickPick: watched });
  });
}

/** Chooses a row of the box that is open. */
export async function choose(box: vscode.QuickPick<vscode.QuickPickItem>, label: string): Promise<void> {
  const item = box.items.find(candidate => candidate.label === label);
  assert.ok(item, `no ${label} among ${box.items.map(candidate => candidate.label).join()}`);
  if (box.activeItems[0] !== item) {
    const active = new Promise<void>(resolve => {
      box.onDidChangeActive(([first]) => {
        if (first === item) resolve();
      });
    });
    box.activeItems = [item];
    await active;
  }
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}
