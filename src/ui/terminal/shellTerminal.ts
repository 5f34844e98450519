/** A shell in a container as a terminal of the editor: what `vscode.Pseudoterminal` asks for, without the editor. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { type AciError, toAciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { ExecSession, TerminalSize } from '../../core/azureApi.ts';
import { createOutputSanitizer } from '../../core/terminal/outputSanitizer.ts';
import { createExitDetector } from '../../core/terminal/exitDetector.ts';
import { createUtf8Decoder } from '../../core/terminal/utf8Decoder.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import { createTerminalOutput } from './terminalOutput.ts';
import { isUnixShell } from './shells.ts';

export interface ShellTerminalDeps {
  /** `web/app`. */
  readonly name: string;
  readonly open: (program: string, size: TerminalSize, signal: AbortSignal) => Promise<ExecSession>;
  readonly clock: Clock;
  /** The program ended before anyone had typed: the image may not have it. Answers which one to open instead. */
  readonly askOtherShell: () => Promise<string | undefined>;
  /** Whether `command` may be typed to tell the shell its new size. Asked once. */
  readonly askToResize: (command: string) => Promise<boolean>;
  readonly logError: (error: AciError) => void;
}

/** What a session that is over leaves to do: as the terminal says it, and in few words. */
export interface SessionAction {
  readonly text: string;
  readonly title: string;
}

/** How long a size must hold (ms): at first the editor tells a placeholder. */
export const resizeDelay = 300;
/** A program that ends within this time (ms), nothing having been typed, most likely isn't there. */
const immediateExit = 5_000;
const unknownSize: TerminalSize = { columns: 80, rows: 24 };
const encoder = new TextEncoder();

/**
 * - `settling`: waits until the size holds.
 * - `opening`: what is typed is kept.
 * - `over`: Enter opens again, Ctrl-D closes.
 */
type Phase = 'settling' | 'opening' | 'open' | 'over' | 'closed';

export class ShellTerminal implements vscode.Pseudoterminal {
  readonly #deps: ShellTerminalDeps;
  readonly #screen = createTerminalOutput();
  readonly #ended = new Emitter<void>();
  #program: string;
  #phase: Phase = 'settling';
  #size = unknownSize;
  /** The size that the shell was opened with. */
  #openedSize = unknownSize;
  #resizeOffered = false;
  #timer = new AbortController();
  #opening = new AbortController();
  #session: ExecSession | undefined;
  #typedAhead = '';
  #typed = createExitDetector();
  #hasTyped = false;
  /** What Enter does once the session is over. */
  #again: () => void = () => undefined;
  #offer: SessionAction | undefined;

  readonly onDidWrite = this.#screen.onDidWrite;
  readonly onDidClose = this.#ended.event;

  constructor(program: string, deps: ShellTerminalDeps) {
    this.#program = program;
    this.#deps = deps;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    if (size) this.#size = size;
    this.#startWhenSettled();
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.#size = { columns: size.columns, rows: size.rows };
    if (this.#phase === 'settling') this.#startWhenSettled();
    if (this.#phase === 'open') this.#offerResizeWhenSettled();
  }

  handleInput(data: string): void {
    if (this.#phase === 'over') {
      if (data === '\r') this.runPendingAction();
      if (data === '\x04') this.#end();
      return;
    }
    this.#typed.push(data);
    this.#hasTyped = true;
    if (this.#session) this.#send(data);
    else this.#typedAhead += data;
  }

  /** What is offered now that the session is over. */
  get pendingAction(): SessionAction | undefined {
    return this.#phase === 'over' ? this.#offer : undefined;
  }

  /** Does what is offered, if anything is. */
  runPendingAction(): void {
    if (this.#phase === 'over') this.#again();
  }

  /** The editor has closed the terminal: the session goes with it. */
  close(): void {
    this.#phase = 'closed';
    this.#timer.abort();
    if (this.#session) this.#session.close();
    else this.#opening.abort();
  }

  #startWhenSettled(): void {
    this.#phase = 'settling';
    this.#whenSettled(() => void this.#run());
  }

  #offerResizeWhenSettled(): void {
    if (this.#resizeOffered || !isUnixShell(this.#program)) return;
    this.#whenSettled(() => void this.#offerResize());
  }

  /** Of several calls in a row only the last one is heard. */
  #whenSettled(act: () => void): void {
    this.#timer.abort();
    this.#timer = new AbortController();
    this.#deps.clock.sleep(resizeDelay, this.#timer.signal).then(act, () => undefined);
  }

  async #run(): Promise<void> {
    const { name } = this.#deps;
    this.#phase = 'opening';
    this.#hasTyped = false;
    this.#screen.writeMessage('faint', l10n.t('Opening {0} in {1}…', this.#program, name));
    this.#opening = new AbortController();
    this.#openedSize = this.#size;
    try {
      this.#session = await this.#deps.open(this.#program, this.#size, this.#opening.signal);
      await this.#show(this.#session);
    } catch (error) {
      this.#failed(toAciError(error));
    }
  }

  async #show(session: ExecSession): Promise<void> {
    const { clock } = this.#deps;
    const since = clock.now();
    const text = createUtf8Decoder();
    const screen = createOutputSanitizer();
    if (this.#phase === 'closed') session.close();
    else this.#phase = 'open';
    this.#send(this.#typedAhead);
    this.#typedAhead = '';
    if (this.#size !== this.#openedSize) this.#offerResizeWhenSettled();
    for await (const bytes of session.output) this.#screen.write(screen.push(text.push(bytes)));
    this.#screen.write(screen.push(text.end()));
    this.#finished(clock.now() - since < immediateExit);
  }

  /** The program has ended, or Azure has ended the session in good order. */
  #finished(soon: boolean): void {
    if (this.#phase === 'closed') return;
    if (this.#typed.isExit) {
      this.#end();
      return;
    }
    if (soon && !this.#hasTyped) {
      this.#over(() => void this.#tryOther());
      this.#screen.writeMessage(
        'red',
        l10n.t('── {0} ended at once: the image may not have it ──', this.#program),
      );
      this.#offers({
        text: l10n.t('Press Enter to choose another shell.'),
        title: l10n.t('Choose another shell'),
      });
      return;
    }
    this.#over(() => void this.#run());
    this.#screen.writeMessage('yellow', l10n.t('── the session has ended ──'));
    this.#offers({ text: l10n.t('Press Enter to open a new one.'), title: l10n.t('Open a new one') });
  }

  #failed(error: AciError): void {
    const { logError } = this.#deps;
    if (this.#phase === 'closed') return;
    const wasOpen = this.#phase === 'open';
    this.#over(() => void this.#run());
    logError(error);
    if (error.kind === 'offline') {
      this.#screen.writeMessage('red', `── ${error.message} ──`);
      if (!wasOpen) {
        this.#screen.writeMessage(
          'plain',
          l10n.t('A terminal needs that host and port: a firewall or a proxy may block them.'),
        );
      }
    } else {
      this.#screen.writeMessage(
        'red',
        `── ${errorAdvice(error.kind, error.host).sentence} (${error.message}) ──`,
      );
    }
    this.#offers({ text: l10n.t('Press Enter to reconnect.'), title: l10n.t('Reconnect') });
  }

  #over(again: () => void): void {
    this.#phase = 'over';
    this.#session = undefined;
    this.#typedAhead = '';
    this.#typed = createExitDetector();
    this.#again = again;
  }

  #offers(offer: SessionAction): void {
    this.#offer = offer;
    this.#screen.writeMessage('bold', offer.text);
  }

  async #tryOther(): Promise<void> {
    const again = this.#again;
    this.#again = () => undefined;
    const program = await this.#deps.askOtherShell();
    if (this.#phase !== 'over') return;
    this.#again = again;
    if (program === undefined) return;
    this.#program = program;
    await this.#run();
  }

  async #offerResize(): Promise<void> {
    const isSame = ({ columns, rows }: TerminalSize) =>
      columns === this.#openedSize.columns && rows === this.#openedSize.rows;
    if (this.#phase !== 'open' || isSame(this.#size)) return;
    this.#resizeOffered = true;
    const command = () => `stty cols ${this.#size.columns} rows ${this.#size.rows}`;
    if (await this.#deps.askToResize(command())) this.handleInput(`${command()}\r`);
  }

  /** Whether it arrives shows in the output: a lost connection ends that. */
  #send(text: string): void {
    if (text !== '') this.#session?.write(encoder.encode(text)).catch(() => undefined);
  }

  #end(): void {
    this.#phase = 'closed';
    this.#ended.fire();
  }
}
