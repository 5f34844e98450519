/** Terminals in containers, and what *Run Command…* runs there. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { isAbort } from '../../core/errors.ts';
import { containerKey } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Terminals, TerminalTarget } from '../app.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import type { ErrorReporter } from '../shared/errorReporter.vscode.ts';
import { SessionActionLinks } from './sessionActionLinks.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

interface ContainerTerminalsDeps {
  readonly aci: AzureApi;
  readonly clock: Clock;
  readonly report: ErrorReporter;
  readonly memory: vscode.Memento;
}

const noResizeHintKey = 'aci.noResizeHint';

export class ContainerTerminals implements Terminals, vscode.Disposable {
  readonly #deps: ContainerTerminalsDeps;
  readonly #links = new SessionActionLinks();
  /** One output channel per container, kept for the life of the window. */
  readonly #channels = new Map<string, vscode.OutputChannel>();
  /** What was run last, by container: in memory only, there may be a secret in it. */
  readonly #lastCommands = new Map<string, string>();

  constructor(deps: ContainerTerminalsDeps) {
    this.#deps = deps;
  }

  async open(target: TerminalTarget): Promise<void> {
    const options = await this.options(target, 'remembered');
    if (options) vscode.window.createTerminal(options).show();
  }

  async options(
    { ref, image, os }: TerminalTarget,
    shell: 'remembered' | 'ask',
  ): Promise<vscode.ExtensionTerminalOptions | undefined> {
    const { aci, clock, report, memory } = this.#deps;
    const { RememberedShells } = await import('./shells.ts');
    const { ShellTerminal } = await import('./shellTerminal.ts');
    const shells = new RememberedShells(memory);
    const name = `${ref.group.name}/${ref.container}`;
    const last = shells.get(image);
    const ask = async (): Promise<string | undefined> => {
      const program = await promptForShell({ name, os, last: shells.get(image) });
      if (program !== undefined) await shells.remember(image, program);
      return program;
    };
    const program = shell === 'remembered' && last !== undefined ? last : await ask();
    if (program === undefined) return undefined;
    const pty = new ShellTerminal(program, {
      name,
      clock,
      open: (wanted, size, signal) => aci.exec(ref, wanted, size, signal),
      askOtherShell: async () => {
        await shells.forget(image);
        return ask();
      },
      askToResize: command => askToResize(name, command, memory),
      logError: error => report.log(`The terminal in ${name} failed`, error),
    });
    this.#links.add(pty);
    return { name, pty, iconPath: new vscode.ThemeIcon('terminal'), isTransient: true };
  }

  async run({ ref, os }: TerminalTarget): Promise<void> {
    const name = `${ref.group.name}/${ref.container}`;
    const key = containerKey(ref);
    const command = await askCommand({ name, os, last: this.#lastCommands.get(key) });
    if (command === undefined) return;
    this.#lastCommands.set(key, command);
    const channel = this.#channel(key, name);
    channel.show(true);
    const { aci, clock } = this.#deps;
    const { runInContainer } = await import('./runInContainer.ts');
    const append = (text: string) => {
      channel.append(text);
    };
    const deps = { aci, clock, append, nonce: crypto.randomUUID() };
    await window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t('Running a command in {0}', name),
        cancellable: true,
      },
      (_, token) => runInContainer({ ref, os }, command, deps, toAbortSignal(token)),
    );
  }

  dispose(): void {
    this.#links.dispose();
    for (const channel of this.#channels.values()) channel.dispose();
    this.#channels.clear();
  }

  #channel(key: string, name: string): vscode.OutputChannel {
    const known = this.#channels.get(key);
    if (known) return known;
    const channel = vscode.window.createOutputChannel(l10n.t('Commands in {0}', name), 'aci-log');
    this.#channels.set(key, channel);
    return channel;
  }
}

interface Question {
  readonly name: string;
  readonly os: TerminalTarget['os'];
  /** What was answered before. */
  readonly last: string | undefined;
}

async function promptForShell(question: Question): Promise<string | undefined> {
  const { askShell } = await import('./shells.ts');
  const { createPrompt } = await import('../shared/prompt.vscode.ts');
  const prompt = createPrompt();
  try {
    const program = await askShell(prompt, question);
    return typeof program === 'string' ? program : undefined;
  } catch (error) {
    if (isAbort(error)) return undefined;
    throw error;
  } finally {
    prompt.dispose();
  }
}

async function askCommand({ name, os, last = '' }: Question): Promise<string | undefined> {
  const { commandShells, isTooLong } = await import('../../core/terminal/commandShell.ts');
  const shell = commandShells[os];
  return window.showInputBox({
    title: l10n.t('Run a command in {0}', name),
    prompt: l10n.t('A command line for {0}. It gets no input.', shell.program),
    placeHolder: os === 'Windows' ? 'dir C:\\' : 'ls -l /var/log',
    value: last,
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === '') return l10n.t('Type a command line.');
      return isTooLong(text, shell) ? l10n.t('This is too long for one line of a terminal.') : undefined;
    },
  });
}

/** Azure can't tell a shell that its window has another size; `stty` can. Nothing is typed without a click. */
async function askToResize(name: string, command: string, memory: vscode.Memento): Promise<boolean> {
  if (memory.get<boolean>(noResizeHintKey, false)) return false;
  const type = l10n.t('Type It');
  const never = l10n.t("Don't Show Again");
  const chosen = await window.showInformationMessage(
    l10n.t('Azure cannot tell {0} that its terminal has a new size. Type "{1}" there?', name, command),
    type,
    never,
  );
  if (chosen === never) await memory.update(noResizeHintKey, true);
  return chosen === type;
}
