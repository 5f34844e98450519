/** The questions of a build, in their order; nothing is sent, and nothing leaves this machine. */
import * as l10n from '@vscode/l10n';
import type { CreateStep } from '../create/wizardContext.ts';
import { locationStep, newResourceGroupLocationStep } from '../create/steps/subscriptionAndLocation.ts';
import {
  newResourceGroupNameStep,
  resourceGroupStep,
  subscriptionStep,
} from '../create/steps/subscriptionAndLocation.ts';
import { back, type Prompt, runWizard } from '../shared/wizard.ts';
import { type BuildDraft, isNewRegistry } from './buildDraft.ts';
import type { BuildStep, BuildWizardContext } from './buildWizardContext.ts';
import { argumentsStep, targetStep } from './steps/argumentsAndTarget.ts';
import { builderStep, dockerfileStep, unsupportedStep } from './steps/dockerfile.ts';
import { imageStep, newRegistryNameStep, registryStep } from './steps/registryAndImage.ts';
import { buildReviewStep } from './steps/review.ts';

/** Answers the finished draft, its context packed; `undefined` when the person left. Throws `AciError`. */
export function runBuildWizard(
  context: BuildWizardContext,
  start: BuildDraft,
  prompt: Prompt,
): Promise<BuildDraft | undefined> {
  const steps = [...buildSteps(context), buildReviewStep(context)].filter(step => !step.isAnswered(start));
  return runWizard(start, steps, retitled(prompt));
}

function buildSteps(context: BuildWizardContext): readonly BuildStep[] {
  const { create } = context;
  const ofNewRegistry = ({ registry }: BuildDraft) => registry !== undefined && isNewRegistry(registry);
  return [
    dockerfileStep(context),
    builderStep(context),
    unsupportedStep(context),
    placeStep(subscriptionStep(create)),
    registryStep(context),
    placeStep(resourceGroupStep(create), ofNewRegistry),
    placeStep(newResourceGroupNameStep(create), ofNewRegistry),
    placeStep(newResourceGroupLocationStep(create), ofNewRegistry),
    newRegistryNameStep(context),
    placeStep(locationStep(create), ofNewRegistry),
    imageStep(context),
    targetStep(),
    argumentsStep(),
  ];
}

/** A step of the create wizard, which asks about the place. Another subscription has other registries. */
function placeStep(step: CreateStep, when: (draft: BuildDraft) => boolean = () => true): BuildStep {
  return {
    isAnswered: ({ place, registry }) =>
      step.isAnswered(place) && (step.section === 'subscription' || registry !== undefined),
    when: draft => when(draft) && (step.when?.(draft.place) ?? true),
    async ask(draft, prompt) {
      const place = await step.ask(draft.place, prompt);
      if (place === back) return back;
      const isSame = place.subscription?.id === draft.place.subscription?.id;
      return { ...draft, place, ...(!isSame && { registry: undefined }) };
    },
  };
}

function retitled(prompt: Prompt): Prompt {
  const title = (text: string) => l10n.t('Build image: {0}', text.replace(/^.*?: /, ''));
  return {
    pick: question => prompt.pick({ ...question, title: title(question.title) }),
    input: question => prompt.input({ ...question, title: title(question.title) }),
    files: question => prompt.files({ ...question, title: title(question.title) }),
    wait: (question, work) => prompt.wait({ ...question, title: title(question.title) }, work),
  };
}
