import type { InputQuestion, ValidationMessage } from './wizard.ts';

/** What the box shows at the moment. */
export interface ValidationState {
  readonly validation: ValidationMessage | undefined;
  /** Someone is being asked about the text. */
  readonly busy: boolean;
}

/** How long after the last keystroke someone else is asked (ms). */
export const validationDelay = 300;

/**
 * Looks at a text as it is typed: at once by rule, and after a pause by asking. `show` is told each change.
 * `accept` waits for what is still being asked and answers whether the text may be taken.
 */
export class InputValidator {
  readonly #question: InputQuestion;
  readonly #show: (state: ValidationState) => void;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The latest text's check, so that it is asked once only. */
  #latest: { readonly text: string; readonly result: Promise<ValidationMessage | undefined> } | undefined;
  #controller = new AbortController();

  constructor(
    question: InputQuestion,
    show: (state: ValidationState) => void,
    sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {
    this.#question = question;
    this.#show = show;
    this.#sleep = sleep;
  }

  /** The text is now this. */
  validate(text: string): void {
    this.#stop();
    const validation = this.#question.validate?.(text);
    const asks = this.#question.validateRemotely !== undefined && validation?.severity !== 'error';
    this.#show({ validation, busy: false });
    if (asks) void this.#askLater(text, validation);
  }

  /** Whether the text may be taken, with the last word of every check shown. */
  async accept(text: string): Promise<boolean> {
    const validation = this.#question.validate?.(text);
    if (validation?.severity === 'error') {
      this.#show({ validation, busy: false });
      return false;
    }
    if (this.#latest?.text !== text) this.#stop();
    const found = await this.#ask(text, validation);
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

  async #askLater(text: string, remark: ValidationMessage | undefined): Promise<void> {
    const { signal } = this.#controller;
    try {
      await this.#sleep(validationDelay, signal);
    } catch {
      return;
    }
    await this.#ask(text, remark);
  }

  async #ask(
    text: string,
    validation: ValidationMessage | undefined,
  ): Promise<ValidationMessage | undefined | 'stopped'> {
    const { validateRemotely } = this.#question;
    if (!validateRemotely) return undefined;
    const { signal } = this.#controller;
    this.#latest ??= { text, result: validateRemotely(text, signal) };
    this.#show({ validation, busy: true });
    let found: ValidationMessage | undefined;
    try {
      found = await this.#latest.result;
    } catch {
      // Whoever could not be asked now is asked again before anything is sent.
    }
    if (signal.aborted) return 'stopped';
    this.#show({ validation: found ?? validation, busy: false });
    return found;
  }
}
