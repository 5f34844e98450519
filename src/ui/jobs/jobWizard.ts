/** The questions of *Run Container Job…*: the create wizard's own steps, as far as a job needs them. */
import * as l10n from '@vscode/l10n';
import { defaultSize } from '../../core/jobs/jobDefinition.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import type { Size } from '../../core/rules/size.ts';
import type { CreateWizardContext, CreateStep } from '../create/wizardContext.ts';
import { pullRoleAssignmentOf } from '../create/createGroup.ts';
import { type CreateDraft, registryIdentityFrom } from '../create/createDraft.ts';
import { draftRequirements } from '../create/draftRequirements.ts';
import { createSteps } from '../create/steps/createSteps.ts';
import { type Prompt, runWizard } from '../shared/wizard.ts';
import type { LastJobTarget } from './resolveJobTarget.ts';
import type { Job } from './runJob.ts';

/** What the last job was about. Never a secret, and no variables: their values may be secrets. */
export interface LastJob extends LastJobTarget {
  readonly image?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly size?: Size | undefined;
}

/** An answered wizard. */
export interface JobAnswers {
  readonly job: Omit<Job, 'deleteWhenDone'>;
  /** What one has to be allowed to do for it. */
  readonly needs: ReturnType<typeof draftRequirements>;
  readonly last: LastJob;
}

/** Where the wizard begins: the answers of the last time, to be changed. */
export function initialJobDraft(
  cloud: CloudId,
  subscriptions: readonly Subscription[],
  last: LastJob,
): CreateDraft {
  const { subscriptionId, resourceGroup, image, command, size } = last;
  const subscription = subscriptions.find(({ id }) => id === subscriptionId);
  return {
    cloud,
    ...(subscription && { subscription }),
    ...(subscription &&
      resourceGroup !== undefined && {
        resourceGroup: { name: resourceGroup, location: undefined, isNew: false },
      }),
    ...(image !== undefined && { source: 'public' as const, image }),
    ...(command && { command }),
    ...(size && { size }),
  };
}

const askedSections: ReadonlySet<string> = new Set([
  'subscription',
  'resourceGroup',
  'image',
  'size',
  'command',
  'variables',
]);

/** Sends nothing. `undefined` when the person closed the wizard. Throws `AciError`. */
export async function runJobWizard(
  context: CreateWizardContext,
  start: CreateDraft,
  prompt: Prompt,
): Promise<JobAnswers | undefined> {
  const steps = createSteps(context)
    .filter(({ section }) => askedSections.has(section))
    .map(atResourceGroupLocation);
  const draft = await runWizard(start, steps, retitled(prompt));
  return draft && jobAnswersOf(draft);
}

/** A job runs where its resource group is. */
function atResourceGroupLocation(step: CreateStep): CreateStep {
  return {
    ...step,
    ask: (draft, prompt) => step.ask({ ...draft, location: draft.resourceGroup?.location }, prompt),
  };
}

function retitled(prompt: Prompt): Prompt {
  const title = (text: string) => l10n.t('Run container job: {0}', text.replace(/^.*?: /, ''));
  return {
    pick: question => prompt.pick({ ...question, title: title(question.title) }),
    input: question => prompt.input({ ...question, title: title(question.title) }),
    files: question => prompt.files({ ...question, title: title(question.title) }),
    wait: (question, work) => prompt.wait({ ...question, title: title(question.title) }, work),
  };
}

function jobAnswersOf(whole: CreateDraft): JobAnswers | undefined {
  const { cloud, subscription, resourceGroup, image, ...draft } = whole;
  const location = resourceGroup?.location;
  if (!subscription || !resourceGroup || image === undefined || location === undefined) return undefined;
  const { credential, command = [], variables = [], size = defaultSize, source } = draft;
  const open = { subscription: undefined, resourceGroup: undefined, location: undefined };
  return {
    job: {
      definition: {
        ...{ image, credential, command, variables, size, deleteWhenDone: undefined, ...open },
        pullAs: registryIdentityFrom(whole),
      },
      place: { cloud, subscriptionId: subscription.id, resourceGroup, location },
      pullRole: pullRoleAssignmentOf(whole),
    },
    needs: draftRequirements(whole),
    last: {
      ...{ subscriptionId: subscription.id, resourceGroup: resourceGroup.name, command, size },
      ...(source === 'public' && { image }),
    },
  };
}
