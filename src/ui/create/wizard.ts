/** The create wizard: every step whose answer the start does not have, then the review. */
import { type Prompt, runWizard } from '../wizard.ts';
import type { CreateContext } from './context.ts';
import type { Draft } from './draft.ts';
import { reviewStep } from './review.ts';
import { createSteps } from './steps/all.ts';

/** Answers the finished draft with its wish; `undefined` when the person left. Sends nothing. */
export function askForGroup(
  context: CreateContext,
  start: Draft,
  prompt: Prompt,
): Promise<Draft | undefined> {
  const steps = createSteps(context);
  // Decided at the start: a step that was asked can be asked again on the way back.
  const open = steps.filter(step => !step.answered(start));
  return runWizard(start, [...open, reviewStep(context, steps)], prompt);
}
