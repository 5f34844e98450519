/** Where the group goes: subscription, resource group, location. */
import type { Location } from '../../../core/model/location.ts';
import type { ResourceGroup } from '../../../core/model/subscription.ts';
import * as l10n from '@vscode/l10n';
import { resourceGroupNameProblem } from '../../../core/rules/names.ts';
import { back, type Choice, pickOne, type ValidationMessage } from '../../shared/wizard.ts';
import { type CreateWizardContext, type CreateStep, loadWithRetry } from '../wizardContext.ts';
import { type CreateDraft, withLocation, withSubscription } from '../createDraft.ts';
import { validationError } from '../validationMessages.ts';
import { toPlainText } from '../../shared/plainText.ts';

export function subscriptionStep(
  context: CreateWizardContext,
  title = l10n.t('Create container group: Subscription'),
): CreateStep {
  const { lastChoices } = context;
  return {
    section: 'subscription',
    isAnswered: draft => draft.subscription !== undefined,
    async ask(draft, prompt) {
      const words = {
        loading: l10n.t('Loading subscriptions…'),
        failed: l10n.t('Could not list the subscriptions'),
      };
      const subscriptions = await loadWithRetry(context, prompt, title, words, signal =>
        context.subscriptions(signal),
      );
      if (subscriptions === back) return back;
      const choices = subscriptions.map(value => ({
        label: toPlainText(value.displayName),
        description: value.id,
        value,
      }));
      const known = draft.subscription?.id ?? lastChoices.subscriptionId;
      const chosen = await pickOne(prompt, {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Choose the subscription that pays for the group')
            : l10n.t('Your account has no subscription. Ask for one, or sign in with another account.'),
        choices,
        active: choices.find(({ value }) => value.id === known),
      });
      return chosen === back ? back : withSubscription(draft, chosen);
    },
  };
}

const createNew = 'new';

export function resourceGroupStep(
  context: CreateWizardContext,
  title = l10n.t('Create container group: Resource group'),
): CreateStep {
  const { aci } = context;
  return {
    section: 'resourceGroup',
    isAnswered: draft => draft.resourceGroup !== undefined,
    async ask(draft, prompt) {
      const words = {
        loading: l10n.t('Loading resource groups…'),
        failed: l10n.t('Could not list the resource groups'),
      };
      const groups = await loadWithRetry(context, prompt, title, words, signal =>
        aci.resourceGroups(draft.subscription?.id ?? '', signal),
      );
      if (groups === back) return back;
      const existing = groups.map(resourceGroupChoice);
      const chosen = await pickOne<ResourceGroup | typeof createNew>(prompt, {
        title,
        placeholder: l10n.t('Choose the resource group of the new container group'),
        choices: [{ label: l10n.t('$(add) Create new resource group…'), value: createNew }, ...existing],
        active: existing.find(({ value }) => value.name === draft.resourceGroup?.name) ?? existing[0],
      });
      if (chosen === back) return back;
      if (chosen !== createNew) return { ...draft, resourceGroup: { ...chosen, isNew: false } };
      const typed = draft.resourceGroup?.isNew ? draft.resourceGroup : undefined;
      return { ...draft, resourceGroup: typed ?? { name: '', location: undefined, isNew: true } };
    },
  };
}

function resourceGroupChoice(value: ResourceGroup): Choice<ResourceGroup> {
  return { label: value.name, description: value.location, value };
}

function isNewResourceGroup(draft: CreateDraft): boolean {
  return draft.resourceGroup?.isNew === true;
}

export function newResourceGroupNameStep(
  { aci }: CreateWizardContext,
  title = l10n.t('Create container group: New resource group'),
): CreateStep {
  return {
    section: 'resourceGroup',
    when: isNewResourceGroup,
    isAnswered: draft => (draft.resourceGroup?.name ?? '') !== '',
    async ask(draft, prompt) {
      const subscriptionId = draft.subscription?.id ?? '';
      const name = await prompt.input({
        id: 'resourceGroupName',
        title,
        prompt: l10n.t('Name of the new resource group. It is made together with the container group.'),
        value: draft.resourceGroup?.name,
        validate: text => validationError(resourceGroupNameProblem(text)),
        validateRemotely: async (text, signal): Promise<ValidationMessage | undefined> =>
          (await aci.resourceGroupExists(subscriptionId, text, signal))
            ? {
                severity: 'error',
                message: l10n.t('"{0}" exists already. Go back to choose it, or type another name.', text),
              }
            : undefined,
      });
      if (name === back) return back;
      return { ...draft, resourceGroup: { name, location: draft.resourceGroup?.location, isNew: true } };
    },
  };
}

export function newResourceGroupLocationStep(
  context: CreateWizardContext,
  title = l10n.t('Create container group: Location of the new resource group'),
): CreateStep {
  return {
    section: 'resourceGroup',
    when: isNewResourceGroup,
    isAnswered: draft => draft.resourceGroup?.location !== undefined,
    async ask(draft, prompt) {
      const known = draft.resourceGroup?.location ?? context.lastChoices.location;
      const location = await pickLocation(context, draft, prompt, title, known);
      if (location === back) return back;
      return {
        ...draft,
        resourceGroup: { name: draft.resourceGroup?.name ?? '', location: location.name, isNew: true },
      };
    },
  };
}

export function locationStep(context: CreateWizardContext): CreateStep {
  const { lastChoices } = context;
  return {
    section: 'location',
    isAnswered: draft => draft.location !== undefined,
    async ask(draft, prompt) {
      const title = l10n.t('Create container group: Location');
      const known = draft.location ?? lastChoices.location ?? draft.resourceGroup?.location;
      const location = await pickLocation(context, draft, prompt, title, known);
      return location === back ? back : withLocation(draft, location.name);
    },
  };
}

async function pickLocation(
  context: CreateWizardContext,
  draft: CreateDraft,
  prompt: Parameters<CreateStep['ask']>[1],
  title: string,
  known: string | undefined,
) {
  const { aci } = context;
  const words = { loading: l10n.t('Loading locations…'), failed: l10n.t('Could not list the locations') };
  const locations = await loadWithRetry(context, prompt, title, words, signal =>
    aci.locations(draft.subscription?.id ?? '', signal),
  );
  if (locations === back) return back;
  const choices = locations.map((value: Location) => ({
    label: toPlainText(value.displayName),
    description: value.name,
    value,
  }));
  return pickOne(prompt, {
    title,
    placeholder:
      choices.length > 0
        ? l10n.t('Choose where it runs')
        : l10n.t('No location offers container instances to this subscription.'),
    choices,
    active: choices.find(({ value }) => value.name === known),
  });
}
