import * as vscode from 'vscode';
import type { Offer, ShellTerminal } from './shellTerminal.ts';

class OfferLink extends vscode.TerminalLink {
  readonly shell: ShellTerminal;

  constructor(startIndex: number, { text, title }: Offer, shell: ShellTerminal) {
    super(startIndex, text.length, title);
    this.shell = shell;
  }
}

/** What a terminal offers whose session is over (*Press Enter to reconnect.*) can be clicked as well. */
export class OfferLinks implements vscode.TerminalLinkProvider<OfferLink>, vscode.Disposable {
  readonly #shells = new WeakMap<vscode.Pseudoterminal, ShellTerminal>();
  readonly #registration = vscode.window.registerTerminalLinkProvider(this);

  add(shell: ShellTerminal): void {
    this.#shells.set(shell, shell);
  }

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): OfferLink[] {
    const { creationOptions } = terminal;
    const shell = 'pty' in creationOptions ? this.#shells.get(creationOptions.pty) : undefined;
    if (shell?.offer === undefined) return [];
    const startIndex = line.indexOf(shell.offer.text);
    return startIndex < 0 ? [] : [new OfferLink(startIndex, shell.offer, shell)];
  }

  handleTerminalLink({ shell }: OfferLink): void {
    shell.accept();
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
