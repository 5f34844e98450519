/** Someone in front of the wizard's boxes, who does what a list says: the prompt without the editor. */
import assert from 'node:assert/strict';
import { InputValidator } from '../../../src/ui/shared/inputValidator.ts';
import {
  back,
  type Back,
  type Choice,
  type ChosenFile,
  boxClosedError,
  type FilesQuestion,
  type InputQuestion,
  type PickQuestion,
  type StepPosition,
  type Prompt,
  type ValidationMessage,
} from '../../../src/ui/shared/wizard.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';

export type PromptAnswer =
  | { readonly kind: 'pick'; readonly label: string }
  /** Types the text and presses Enter; `instead of` nothing typed, what is in the box is taken. */
  | { readonly kind: 'type'; readonly text: string | undefined }
  /** Types a text that the box must refuse with such a message; the box stays. */
  | { readonly kind: 'refused'; readonly text: string; readonly message: RegExp }
  /** Chooses files in the dialog; none: closes it. */
  | { readonly kind: 'choose'; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'back' }
  | { readonly kind: 'close' };

/** Chooses the row whose label has this in it. */
export const pick = (label: string): PromptAnswer => ({ kind: 'pick', label });
export const type = (text: string): PromptAnswer => ({ kind: 'type', text });
/** Takes what the box suggests. */
export const enter: PromptAnswer = { kind: 'type', text: undefined };
export const refused = (text: string, message: RegExp): PromptAnswer => ({ kind: 'refused', text, message });
export const choose = (...files: readonly ChosenFile[]): PromptAnswer => ({ kind: 'choose', files });
export const goBack: PromptAnswer = { kind: 'back' };
export const close: PromptAnswer = { kind: 'close' };

/** A box that was on the screen. */
export interface ShownBox {
  readonly title: string;
  /** What names a box for text. */
  readonly id?: string;
  readonly place: StepPosition | undefined;
  readonly text: string;
  readonly labels: readonly string[];
  /** Descriptions and details of the rows. */
  readonly details?: readonly string[];
  /** What was in the box, or highlighted, before anything was done. */
  readonly suggestion: string | undefined;
}

export class ScriptedPrompt implements Prompt {
  readonly seen: ShownBox[] = [];
  readonly remarks: ValidationMessage[] = [];
  readonly #moves: PromptAnswer[];

  constructor(...moves: readonly PromptAnswer[]) {
    this.#moves = [...moves];
  }

  /** What was not done because nobody asked. */
  get left(): readonly PromptAnswer[] {
    return this.#moves;
  }

  get last(): ShownBox {
    const last = this.seen.at(-1);
    assert.ok(last, 'no box was shown');
    return last;
  }

  /** Waits until the choices are filled in. */
  async pick<T>(question: PickQuestion<T>): Promise<T | Back> {
    const { title, placeholder = '', position, active } = question;
    const filled = await question.fillIn?.(new AbortController().signal).catch(() => undefined);
    const choices = filled ?? question.choices;
    const labels = choices.map(({ label }) => label);
    const details = choices.flatMap(({ description, detail }) => [description ?? '', detail ?? '']);
    this.#note({ title, place: position, text: placeholder, labels, details, suggestion: active?.label });
    const move = this.#next(title);
    if (move.kind === 'back') return this.#goBack(position);
    if (move.kind !== 'pick') assert.fail(`a list was shown: ${title}`);
    return this.#choose(title, choices, move.label).value;
  }

  #choose<T>(title: string, choices: readonly Choice<T>[], label: string): Choice<T> {
    const found = choices.find(choice => choice.label.includes(label));
    assert.ok(found, `"${label}" is not offered by ${title}: ${choices.map(c => c.label).join(' | ')}`);
    return found;
  }

  async input(question: InputQuestion): Promise<string | Back> {
    const { id, title, prompt = '', position, value = '' } = question;
    this.#note({ id, title, place: position, text: prompt, labels: [], suggestion: value });
    for (;;) {
      const move = this.#next(title);
      if (move.kind === 'back') return this.#goBack(position);
      if (move.kind !== 'type' && move.kind !== 'refused') assert.fail(`a text is wanted: ${title}`);
      const text = move.text ?? value;
      const { accepted, remark } = await this.#enter(question, text);
      if (move.kind === 'refused') {
        assert.ok(!accepted, `${title} took "${text}"`);
        assert.match(remark?.message ?? '', move.message);
        continue;
      }
      assert.ok(accepted, `${title} refused "${text}": ${remark?.message ?? ''}`);
      return text;
    }
  }

  async #enter(question: InputQuestion, text: string) {
    const shown: (ValidationMessage | undefined)[] = [];
    const check = new InputValidator(
      question,
      state => shown.push(state.validation),
      () => Promise.resolve(),
    );
    check.validate(text);
    const accepted = await check.accept(text);
    const remark = shown.at(-1);
    if (remark) this.remarks.push(remark);
    return { accepted, remark };
  }

  // What goes wrong here must come out as a rejection, as from the real prompt.
  // eslint-disable-next-line @typescript-eslint/require-await
  async files({ title, maxBytes }: FilesQuestion): Promise<readonly ChosenFile[]> {
    const move = this.#next(title);
    if (move.kind !== 'choose') assert.fail(`files are wanted: ${title}`);
    return move.files.filter(({ bytes }) => bytes.byteLength <= maxBytes);
  }

  async wait<T>(_question: unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T | Back> {
    return work(neverAborts());
  }

  #note(seen: ShownBox): void {
    this.seen.push(seen);
  }

  #next(title: string): PromptAnswer {
    const move = this.#moves.shift();
    assert.ok(move, `nobody knows what to answer: ${title}`);
    if (move.kind === 'close') throw boxClosedError();
    return move;
  }

  #goBack(place: StepPosition | undefined): Back {
    assert.ok(place?.canGoBack ?? true, 'there is no Back button');
    return back;
  }
}
