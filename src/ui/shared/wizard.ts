/**
 * A wizard is a list of functions: each step asks one thing and answers the draft with the answer in
 * it, or `back`. Nothing here knows the editor; `prompt.ts` draws the boxes.
 */
import { isAbort } from '../../core/errors.ts';

/** The person went back. */
export const back = Symbol('back');
export type Back = typeof back;

/** What a box says about the text in it. Only an error keeps the text from being accepted. */
export interface ValidationMessage {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** Where in the wizard a question stands: `2/9` in the title bar. */
export interface StepPosition {
  readonly step: number;
  readonly total: number;
  readonly canGoBack: boolean;
}

interface Question {
  readonly title: string;
  readonly placeholder?: string | undefined;
  /** Filled in by the runner. */
  readonly position?: StepPosition;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  readonly value: T;
  /** A heading above this choice and those after it. */
  readonly heading?: string;
}

export interface PickQuestion<T> extends Question {
  readonly choices: readonly Choice<T>[];
  /** Which choice is highlighted at first. */
  readonly active?: Choice<T> | undefined;
  /**
   * The same choices, in the same order, with more said about them. The box is there before they have come, and stays
   * as it is where they can't be had. Headings are at the same choices: VS Code tells what is clicked by its position, and
   * a click may come while the choices are filled in.
   */
  readonly fillIn?: (signal: AbortSignal) => Promise<readonly Choice<T>[]>;
}

export interface InputQuestion extends Question {
  /** Names the box, so that what was typed is still there when one comes back to it. */
  readonly id: string;
  readonly prompt?: string;
  readonly value?: string | undefined;
  readonly password?: boolean;
  /** Looks at the text at each keystroke. */
  readonly validate?: (text: string) => ValidationMessage | undefined;
  /** Asks someone else about a text that `validate` has no error for; a little after the last keystroke. */
  readonly validateRemotely?: (text: string, signal: AbortSignal) => Promise<ValidationMessage | undefined>;
}

export interface FilesQuestion extends Question {
  /** Files with more bytes are told of and left out. */
  readonly maxBytes: number;
}

/** A file that the person chose. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Whom a step asks. Every method throws an `AbortError` when the person closes the box. */
export interface Prompt {
  pick<T>(question: PickQuestion<T>): Promise<T | Back>;
  input(question: InputQuestion): Promise<string | Back>;
  /** Files of this machine, any number at once; none when the dialog is closed. */
  files(question: FilesQuestion): Promise<readonly ChosenFile[]>;
  /** Shows that something is being fetched; the signal aborts when the person leaves. Throws what `work` throws. */
  wait<T>(question: Question, work: (signal: AbortSignal) => Promise<T>): Promise<T | Back>;
}

export interface Step<Draft> {
  /** Whether the draft so far needs this step; it does where nothing is said. */
  when?(draft: Draft): boolean;
  /** A step that answers without asking is no step for the person: not counted, and passed over on the way back. */
  ask(draft: Draft, prompt: Prompt): Promise<Draft | Back>;
}

/** Thrown out of a prompt whose box was closed. */
export function boxClosedError(): Error {
  return new DOMException('The box was closed.', 'AbortError');
}

/** Runs the steps; `undefined` when the person closed the wizard or went back out of its first step. */
export async function runWizard<Draft>(
  start: Draft,
  steps: readonly Step<Draft>[],
  prompt: Prompt,
): Promise<Draft | undefined> {
  try {
    const end = await runSteps(start, steps, prompt);
    return end === back ? undefined : end;
  } catch (error) {
    if (isAbort(error)) return undefined;
    throw error;
  }
}

/**
 * Runs the steps. Going back keeps every answer: the step that is asked again starts from it. `isInner`: from the
 * first step one may go back to whoever runs these steps. Throws an `AbortError` when the box is closed.
 */
export async function runSteps<Draft>(
  start: Draft,
  steps: readonly Step<Draft>[],
  prompt: Prompt,
  isInner = false,
): Promise<Draft | Back> {
  let draft = start;
  /** Indexes of the steps that asked something, in the order they did. */
  const asked: number[] = [];
  /** Steps that answered themselves: they don't count. */
  const silent = new Set<number>();
  let goingBack = false;
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (!step || !isWanted(step, draft)) {
      index += 1;
      continue;
    }
    const total = asked.length + countWanted(steps, draft, index, silent);
    const canGoBack = asked.length > 0 || isInner;
    const watched = trackQuestions(prompt, { step: asked.length + 1, total, canGoBack });
    const answer = await step.ask(draft, watched.prompt);
    if (answer !== back) draft = answer;
    // A step with nothing to ask any more is passed over on the way back as well.
    goingBack = answer === back || (goingBack && !watched.wasAsked());
    if (goingBack) {
      const former = asked.pop();
      if (former === undefined) return back;
      index = former;
      continue;
    }
    if (watched.wasAsked()) asked.push(index);
    else silent.add(index);
    index += 1;
  }
  return draft;
}

function isWanted<Draft>(step: Step<Draft>, draft: Draft): boolean {
  return step.when?.(draft) ?? true;
}

function countWanted<Draft>(
  steps: readonly Step<Draft>[],
  draft: Draft,
  from: number,
  silent: ReadonlySet<number>,
): number {
  return steps.filter((step, index) => index >= from && isWanted(step, draft) && !silent.has(index)).length;
}

/** The prompt with the place in every question, and a memory of whether anything was asked at all. */
function trackQuestions(
  prompt: Prompt,
  position: StepPosition,
): { readonly prompt: Prompt; wasAsked(): boolean } {
  let asked = false;
  return {
    wasAsked: () => asked,
    prompt: {
      pick(question) {
        asked = true;
        return prompt.pick({ position, ...question });
      },
      input(question) {
        asked = true;
        return prompt.input({ position, ...question });
      },
      files(question) {
        asked = true;
        return prompt.files({ position, ...question });
      },
      wait: (question, work) => prompt.wait({ position, ...question }, work),
    },
  };
}

/** Picks one of `choices`, without asking where there is only one. */
export async function pickOne<T>(prompt: Prompt, question: PickQuestion<T>): Promise<T | Back> {
  const [only, ...others] = question.choices;
  return only && others.length === 0 ? only.value : prompt.pick(question);
}
