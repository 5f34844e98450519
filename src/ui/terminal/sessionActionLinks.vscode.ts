import * as vscode from 'vscode';
import type { SessionAction, ShellTerminal } from './shellTerminal.ts';

class SessionActionLink extends vscode.TerminalLink {
  readonly shell: ShellTerminal;

  constructor(startIndex: number, { text, title }: SessionAction, shell: ShellTerminal) {
    super(startIndex, text.length, title);
    this.shell = shell;
  }
}

/** What a terminal offers whose session is over (*Press Enter to reconnect.*) can be clicked as well. */
export class SessionActionLinks implements vscode.TerminalLinkProvider<SessionActionLink>, vscode.Disposable {
  readonly #shells = new WeakMap<vscode.Pseudoterminal, ShellTerminal>();
  readonly #registration = vscode.window.registerTerminalLinkProvider(this);

  add(shell: ShellTerminal): void {
    this.#shells.set(shell, shell);
  }

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): SessionActionLink[] {
    const { creationOptions } = terminal;
    const shell = 'pty' in creationOptions ? this.#shells.get(creationOptions.pty) : undefined;
    if (shell?.pendingAction === undefined) return [];
    const startIndex = line.indexOf(shell.pendingAction.text);
    return startIndex < 0 ? [] : [new SessionActionLink(startIndex, shell.pendingAction, shell)];
  }

  handleTerminalLink({ shell }: SessionActionLink): void {
    shell.runPendingAction();
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
