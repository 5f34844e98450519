/** The create wizard: every step whose answer the start does not have, then the review. */
import { type Prompt, runWizard } from '../shared/wizard.ts';
import type { CreateWizardContext } from './wizardContext.ts';
import type { CreateDraft } from './createDraft.ts';
import { reviewStep } from './steps/review.ts';
import { createSteps } from './steps/createSteps.ts';

/** Answers the finished draft with what to do with it; `undefined` when the person left. Sends nothing. */
export function runCreateWizard(
  context: CreateWizardContext,
  start: CreateDraft,
  prompt: Prompt,
): Promise<CreateDraft | undefined> {
  const steps = createSteps(context);
  // Decided at the start: a step that was asked can be asked again on the way back.
  const open = steps.filter(step => !step.isAnswered(start));
  return runWizard(start, [...open, reviewStep(context, steps)], prompt);
}
