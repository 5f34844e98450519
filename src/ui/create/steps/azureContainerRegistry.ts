/** An image of an Azure Container Registry: registry, repository, tag, and how Azure signs in to it. */
import * as l10n from '@vscode/l10n';
import { AciError } from '../../../core/errors.ts';
import type { Registry } from '../../../core/model/registry.ts';
import { back, type Choice, pickOne } from '../../shared/wizard.ts';
import { type CreateWizardContext, type CreateStep, loadWithRetry } from '../wizardContext.ts';
import { type CreateDraft, withSource } from '../createDraft.ts';

export function registryStep(context: CreateWizardContext): CreateStep {
  const { aci } = context;
  const title = l10n.t('Create container group: Azure Container Registry');
  return {
    section: 'image',
    when: ({ source }) => source === 'acr',
    isAnswered: draft => draft.registry !== undefined,
    async ask(draft, prompt) {
      const words = {
        loading: l10n.t('Loading registries…'),
        failed: l10n.t('Could not list the registries'),
      };
      const registries = await loadWithRetry(context, prompt, title, words, signal =>
        aci.registries(draft.subscription?.id ?? '', signal),
      );
      if (registries === back) return back;
      const choices = registries.map((value: Registry) => ({
        label: value.name,
        description: value.loginServer,
        value,
      }));
      const registry = await pickOne(prompt, {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Choose the registry')
            : l10n.t('This subscription has no container registry. Go back and choose another source.'),
        choices,
        active: choices.find(({ value }) => value.id === draft.registry?.id),
      });
      if (registry === back) return back;
      if (registry.id === draft.registry?.id) return draft;
      return { ...withSource(draft, undefined), source: 'acr', registry };
    },
  };
}

export function repositoryStep(context: CreateWizardContext): CreateStep {
  const { aci } = context;
  const title = l10n.t('Create container group: Repository');
  return {
    section: 'image',
    when: ({ source }) => source === 'acr',
    isAnswered: draft => draft.repository !== undefined,
    async ask(draft, prompt) {
      const { registry } = draft;
      if (!registry) return back;
      const words = {
        loading: l10n.t('Loading repositories…'),
        failed: l10n.t('Could not list the repositories of {0}', registry.name),
      };
      const repositories = await loadWithRetry(context, prompt, title, words, signal =>
        aci.repositories(registry, signal),
      );
      if (repositories === back) return back;
      const choices = repositories.map(value => ({ label: value, value }));
      const repository = await pickOne(prompt, {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Choose the repository')
            : l10n.t('{0} holds no images yet. Push one, or go back.', registry.name),
        choices,
        active: choices.find(({ value }) => value === draft.repository),
      });
      if (repository === back) return back;
      return { ...draft, repository, ...(repository !== draft.repository && { image: undefined }) };
    },
  };
}

export function tagStep(context: CreateWizardContext): CreateStep {
  const { aci } = context;
  const title = l10n.t('Create container group: Tag');
  return {
    section: 'image',
    when: ({ source }) => source === 'acr',
    isAnswered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const { registry, repository } = draft;
      if (!registry || repository === undefined) return back;
      const words = {
        loading: l10n.t('Loading tags…'),
        failed: l10n.t('Could not list the tags of {0}', repository),
      };
      const tags = await loadWithRetry(context, prompt, title, words, signal =>
        aci.tags(registry, repository, signal),
      );
      if (tags === back) return back;
      const choices = tags.map(tag => ({
        label: tag,
        value: `${registry.loginServer}/${repository}:${tag}`,
      }));
      const image = await pickOne(prompt, {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Choose the tag, newest first')
            : l10n.t('{0} has no tags. Go back and choose another repository.', repository),
        choices,
        active: choices.find(({ value }) => value === draft.image),
      });
      return image === back ? back : { ...draft, image };
    },
  };
}

/**
 * ACI pulls from an Azure Container Registry as its admin user, as a managed identity, or as one that the person names.
 */
export function registrySignInStep(context: CreateWizardContext): CreateStep {
  const title = l10n.t('Create container group: Credential for the registry');
  return {
    section: 'image',
    when: ({ source }) => source === 'acr',
    isAnswered: draft => draft.signIn !== undefined,
    async ask(draft, prompt) {
      const { registry } = draft;
      if (!registry) return back;
      const words = {
        loading: l10n.t('Loading the credential…'),
        failed: l10n.t('Could not read the credential of {0}', registry.name),
      };
      const admin = await loadWithRetry(context, prompt, title, words, signal =>
        adminCredential(context, registry, signal),
      );
      if (admin === back) return back;
      const choices: Choice<NonNullable<CreateDraft['signIn']>>[] = [
        ...(admin
          ? [{ label: l10n.t('$(account) Admin user'), description: admin.username, value: 'admin' as const }]
          : []),
        {
          label: l10n.t('$(id-badge) Managed identity…'),
          description: l10n.t('a user-assigned one, without any password'),
          value: 'identity',
        },
        {
          label: l10n.t('$(key) User name and password…'),
          description: l10n.t('a service principal or a token'),
          value: 'password',
        },
      ];
      const signIn = await prompt.pick({
        title,
        placeholder: l10n.t('How does Azure sign in to {0}?', registry.name),
        choices,
        active: choices.find(({ value }) => value === draft.signIn),
      });
      if (signIn === back) return back;
      const credential = signIn === 'password' ? draft.credential : undefined;
      return { ...draft, signIn, credential: signIn === 'admin' ? admin : credential };
    },
  };
}

/** Without the right to read the admin user's credential one still may type another. */
async function adminCredential({ aci }: CreateWizardContext, registry: Registry, signal: AbortSignal) {
  if (!registry.adminUserEnabled) return undefined;
  try {
    return await aci.registryCredential(registry, signal);
  } catch (error) {
    if (error instanceof AciError && (error.kind === 'forbidden' || error.status === 403)) return undefined;
    throw error;
  }
}
