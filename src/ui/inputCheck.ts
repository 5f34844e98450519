import type { InputQuestion, Remark } from './wizard.ts';

/** What the box shows at the moment. */
export interface CheckState {
  readonly remark: Remark | undefined;
  /** Someone is being asked about the text. */
  readonly busy: boolean;
}

/** How long after the last keystroke someone else is asked (ms). */
export const pause = 300;

/**
 * Looks at a text as it is typed: at once by rule, and after a pause by asking. `show` is told each change.
 * `accept` waits for what is still being asked and answers whether the text may be taken.
 */
export class InputCheck {
  readonly #question: InputQuestion;
  readonly #show: (state: CheckState) => void;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The latest text's check, so that it is asked once only. */
  #latest: { readonly text: string; readonly result: Promise<Remark | undefined> } | undefined;
  #controller = new AbortController();

  constructor(
    question: InputQuestion,
    show: (state: CheckState) => void,
    sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {
    this.#question = question;
    this.#show = show;
    this.#sleep = sleep;
  }

  /** The text is now this. */
  changed(text: string): void {
    this.#stop();
    const remark = this.#question.remark?.(text);
    const asks = this.#question.check !== undefined && remark?.severity !== 'error';
    this.#show({ remark, busy: false });
    if (asks) void this.#askLater(text, remark);
  }

  /** Whether the text may be taken, with the last word of every check shown. */
  async accept(text: string): Promise<boolean> {
    const remark = this.#question.remark?.(text);
    if (remark?.severity === 'error') {
      this.#show({ remark, busy: false });
      return false;
    }
    if (this.#latest?.text !== text) this.#stop();
    const found = await this.#ask(text, remark);
    return found !== 'stopped' && found?.severity !== 'error';
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#latest = undefined;
  }

  async #askLater(text: string, remark: Remark | undefined): Promise<void> {
    const { signal } = this.#controller;
    try {
      await this.#sleep(pause, signal);
    } catch {
      return;
    }
    await this.#ask(text, remark);
  }

  async #ask(text: string, remark: Remark | undefined): Promise<Remark | undefined | 'stopped'> {
    const { check } = this.#question;
    if (!check) return undefined;
    const { signal } = this.#controller;
    this.#latest ??= { text, result: check(text, signal) };
    this.#show({ remark, busy: true });
    let found: Remark | undefined;
    try {
      found = await this.#latest.result;
    } catch {
      // Whoever could not be asked now is asked again before anything is sent.
    }
    if (signal.aborted) return 'stopped';
    this.#show({ remark: found ?? remark, busy: false });
    return found;
  }
}
