/** Managed identities: those of the group, and the one that pulls from an Azure Container Registry. */
import * as l10n from '@vscode/l10n';
import type { ManagedIdentity } from '../../../core/access/rbac.ts';
import { noIdentity } from '../../../core/document/groupIdentity.ts';
import type { GroupIdentity } from '../../../core/model/containerGroup.ts';
import { hasPullRole } from '../../access/pullRole.ts';
import { back, type Back, type Choice, pickOne, type Prompt } from '../../shared/wizard.ts';
import { type CreateWizardContext, type CreateStep, loadWithRetry } from '../wizardContext.ts';
import type { CreateDraft } from '../createDraft.ts';

function listIdentities(context: CreateWizardContext, prompt: Prompt, title: string, draft: CreateDraft) {
  const { aci } = context;
  const words = {
    loading: l10n.t('Loading managed identities…'),
    failed: l10n.t('Could not list the managed identities'),
  };
  return loadWithRetry(context, prompt, title, words, signal =>
    aci.access.managedIdentities(draft.subscription?.id ?? '', signal),
  );
}

type Toggle = 'done' | 'system' | { readonly user: string };

/** Few groups need one: it is reached from the review only. Choosing one gives or takes it, until *Done*. */
export function identityStep(context: CreateWizardContext): CreateStep {
  const title = l10n.t('Create container group: Managed identity');
  return {
    section: 'identity',
    isAnswered: () => true,
    async ask(draft, prompt) {
      const listed = await listIdentities(context, prompt, title, draft);
      if (listed === back) return back;
      let identity = draft.identity ?? noIdentity;
      for (;;) {
        const placeholder = l10n.t('Choose what the containers may sign in to Azure as');
        const choices = toggleChoices(identity, listed);
        const chosen = await prompt.pick({ title, placeholder, choices, active: choices[0] });
        if (chosen === back) return back;
        if (chosen === 'done') return { ...draft, identity };
        identity = applyToggle(identity, chosen);
      }
    },
  };
}

function toggleChoices(
  { system, users }: GroupIdentity,
  listed: readonly ManagedIdentity[],
): Choice<Toggle>[] {
  const mark = (has: boolean, name: string) => (has ? `$(check) ${name}` : `$(blank) ${name}`);
  const elsewhere = users.filter(id => !listed.some(each => same(each.id, id)));
  const rows = [
    ...listed.map(({ id, name, location }) => ({ id, name, description: location })),
    ...elsewhere.map(id => ({
      id,
      name: id.split('/').at(-1) ?? id,
      description: l10n.t('not in this subscription'),
    })),
  ];
  return [
    { label: l10n.t('$(arrow-right) Done'), value: 'done' },
    {
      label: mark(system, l10n.t('System-assigned')),
      description: l10n.t('made with the group, and gone with it'),
      value: 'system',
    },
    ...rows.map(({ id, name, description }, index): Choice<Toggle> => ({
      label: mark(
        users.some(user => same(user, id)),
        name,
      ),
      description,
      value: { user: id },
      ...(index === 0 && { heading: l10n.t('User-assigned identities') }),
    })),
  ];
}

function applyToggle({ system, users }: GroupIdentity, toggle: Exclude<Toggle, 'done'>): GroupIdentity {
  if (toggle === 'system') return { system: !system, users };
  const left = users.filter(id => !same(id, toggle.user));
  return { system, users: left.length < users.length ? left : [...users, toggle.user] };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const pullsWithIdentity = ({ source, signIn }: CreateDraft) => source === 'acr' && signIn === 'identity';

export function pullIdentityStep(context: CreateWizardContext): CreateStep {
  const title = l10n.t('Create container group: Identity that pulls');
  return {
    section: 'image',
    when: pullsWithIdentity,
    isAnswered: draft => draft.pullIdentity !== undefined,
    async ask(draft, prompt) {
      const listed = await listIdentities(context, prompt, title, draft);
      if (listed === back) return back;
      const choices = listed.map(value => ({ label: value.name, description: value.location, value }));
      const pullIdentity = await pickOne(prompt, {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Which user-assigned identity pulls from {0}?', draft.registry?.name ?? '')
            : l10n.t('The subscription has no user-assigned identity. Go back, or make one in Azure first.'),
        choices,
        active: choices.find(({ value }) => value.id === draft.pullIdentity?.id),
      });
      if (pullIdentity === back) return back;
      const isSame = pullIdentity.id === draft.pullIdentity?.id;
      return { ...draft, pullIdentity, ...(!isSame && { assignPull: undefined }) };
    },
  };
}

/** Asks only where the identity isn't known to be let in already. */
export function pullRoleStep(context: CreateWizardContext): CreateStep {
  const title = l10n.t('Create container group: Role of the identity');
  return {
    section: 'image',
    when: draft => pullsWithIdentity(draft) && draft.pullIdentity !== undefined,
    isAnswered: draft => draft.assignPull !== undefined,
    async ask(draft, prompt) {
      const isIn = await prompt.wait({ title, placeholder: l10n.t('Looking at the roles…') }, signal =>
        hasPullRoleOnRegistry(context, draft, signal),
      );
      if (isIn === back) return back;
      if (isIn) return { ...draft, assignPull: false };
      const [identity, registry] = [draft.pullIdentity?.name ?? '', draft.registry?.name ?? ''];
      const choices: Choice<boolean>[] = [
        {
          label: l10n.t('$(check) Assign AcrPull'),
          description: l10n.t('to {0} on {1}, when the group is created', identity, registry),
          value: true,
        },
        {
          label: l10n.t('Go on without'),
          description: l10n.t('somebody else gives it the role'),
          value: false,
        },
      ];
      const placeholder = l10n.t('{0} has no role yet that lets it pull from {1}', identity, registry);
      const assignPull: boolean | Back = await prompt.pick({
        title,
        placeholder,
        choices,
        active: choices.find(({ value }) => value === (draft.assignPull ?? true)),
      });
      return assignPull === back ? back : { ...draft, assignPull };
    },
  };
}

function hasPullRoleOnRegistry(
  { aci, cloud }: CreateWizardContext,
  { registry, pullIdentity }: CreateDraft,
  signal: AbortSignal,
): Promise<boolean> {
  if (!registry || !pullIdentity) return Promise.resolve(false);
  return hasPullRole(aci.access, { cloud, id: registry.id }, pullIdentity.principalId, signal);
}
