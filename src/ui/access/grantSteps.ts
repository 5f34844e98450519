/** What *Grant Access…* asks: which role, and whom. An object id always works; names are an extra. */
import * as l10n from '@vscode/l10n';
import {
  type ManagedIdentity,
  type Principal,
  type PrincipalType,
  type Role,
  roleNames,
  type Scope,
  subscriptionOf,
} from '../../core/access/rbac.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { AccessApi } from '../../core/azureApi.ts';
import { type CreateWizardContext, loadWithRetry } from '../create/wizardContext.ts';
import { back, type Back, type Choice, type Prompt, type Step } from '../shared/wizard.ts';
import { emptyOnError } from './emptyOnError.ts';
import { scopeName, principalTypeName } from './messages.ts';
import { toPlainText } from '../shared/plainText.ts';

export interface GrantWizardContext extends Pick<CreateWizardContext, 'errorMessage'> {
  readonly access: AccessApi;
}

/** A field that is missing has not been answered yet. */
export interface GrantDraft {
  readonly scope: Scope;
  /** The name of the role that is suggested first. */
  readonly suggested?: string | undefined;
  readonly role?: Role;
  readonly how?: 'name' | 'id' | 'identity';
  /** The object id as typed. */
  readonly id?: string;
  readonly principal?: Principal;
}

export function grantSteps(context: GrantWizardContext): readonly Step<GrantDraft>[] {
  return [roleStep, recipientStep, nameStep, idStep, typeStep, reviewStep].map(step => step(context));
}

/** The roles that people come here for, before all the others. */
const usualRoles: readonly string[] = [roleNames.container, roleNames.contributor, roleNames.reader];

function roleStep(context: GrantWizardContext): Step<GrantDraft> {
  const { access } = context;
  return {
    async ask(draft, prompt) {
      const title = l10n.t('Grant access: Role');
      const words = { loading: l10n.t('Loading roles…'), failed: l10n.t('Could not list the roles') };
      const roles = await loadWithRetry(context, prompt, title, words, signal =>
        access.roles(draft.scope, signal),
      );
      if (roles === back) return back;
      const choices = roleChoices(roles, draft.suggested);
      const wanted = draft.role?.name ?? draft.suggested ?? roleNames.container;
      const role = await prompt.pick({
        title,
        placeholder: l10n.t('Choose the role on {0}', scopeName(draft.scope.id)),
        choices,
        active: choices.find(({ label }) => label === wanted),
      });
      return role === back ? back : { ...draft, role };
    },
  };
}

function roleChoices(roles: readonly Role[], suggested: string | undefined): Choice<Role>[] {
  const first = [...new Set([...(suggested === undefined ? [] : [suggested]), ...usualRoles])];
  const [top, others] = [
    first.flatMap(name => roles.find(role => role.name === name) ?? []),
    roles.filter(({ name }) => !first.includes(name)).sort((a, b) => a.name.localeCompare(b.name)),
  ];
  const choice = (value: Role): Choice<Role> => ({
    label: toPlainText(value.name),
    detail: value.description,
    value,
  });
  return [
    ...withHeading(l10n.t('Usual roles'), top.map(choice)),
    ...withHeading(l10n.t('All other roles'), others.map(choice)),
  ];
}

function withHeading<T>(heading: string, [first, ...others]: readonly Choice<T>[]): Choice<T>[] {
  return first ? [{ ...first, heading }, ...others] : [];
}

type GrantRecipient = 'name' | 'id' | ManagedIdentity;

function recipientStep({ access }: GrantWizardContext): Step<GrantDraft> {
  return {
    async ask(draft, prompt) {
      const title = l10n.t('Grant access: To whom');
      const identities = await prompt.wait(
        { title, placeholder: l10n.t('Loading managed identities…') },
        signal => emptyOnError(access.managedIdentities(subscriptionOf(draft.scope), signal)),
      );
      if (identities === back) return back;
      const rows = identities.map((value): Choice<GrantRecipient> => ({
        label: toPlainText(value.name),
        description: l10n.t('managed identity'),
        detail: value.principalId,
        value,
      }));
      const choices: Choice<GrantRecipient>[] = [
        {
          label: l10n.t('$(search) Search by name…'),
          description: l10n.t('users and applications'),
          value: 'name',
        },
        {
          label: l10n.t('$(key) Type an object id…'),
          description: l10n.t('of a user, group, application or managed identity'),
          value: 'id',
        },
        ...withHeading(l10n.t('Managed identities of the subscription'), rows),
      ];
      const whom = await prompt.pick({
        title,
        placeholder: l10n.t('Who is to have the role "{0}"?', draft.role?.name ?? ''),
        choices,
        active: choices.find(({ value }) => value === draft.how),
      });
      if (whom === back) return back;
      if (typeof whom === 'string') return { ...withoutPrincipal(draft), how: whom };
      const { principalId: id, name } = whom;
      return { ...draft, how: 'identity', principal: { id, name, type: 'ServicePrincipal' } };
    },
  };
}

function withoutPrincipal({ principal: _, ...draft }: GrantDraft): GrantDraft {
  return draft;
}

/** Where the directory may not be read, an object id is asked for instead. */
function nameStep(context: GrantWizardContext): Step<GrantDraft> {
  const title = l10n.t('Grant access: Search');
  return {
    when: ({ how }) => how === 'name',
    async ask(draft, prompt) {
      for (;;) {
        const text = await prompt.input({
          id: 'grantName',
          title,
          prompt: l10n.t('Beginning of the name of a user or an application'),
          validate: typed =>
            typed.trim() === '' ? { severity: 'error', message: l10n.t('Type a name.') } : undefined,
        });
        if (text === back) return back;
        const found = await searchPrincipals(context, draft.scope, text.trim(), prompt);
        if (found === back) continue;
        if (found === 'id') return { ...draft, how: 'id' };
        return { ...draft, principal: found };
      }
    },
  };
}

async function searchPrincipals(
  { access, errorMessage }: GrantWizardContext,
  scope: Scope,
  text: string,
  prompt: Prompt,
): Promise<Principal | 'id' | Back> {
  const title = l10n.t('Grant access: Search');
  const found = await prompt.wait({ title, placeholder: l10n.t('Searching…') }, async signal => {
    try {
      return await access.findPrincipals(scope, text, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      return toAciError(error);
    }
  });
  if (found === back) return back;
  const byId: Choice<Principal | 'id'> = { label: l10n.t('$(key) Type an object id…'), value: 'id' };
  if (found instanceof Error) {
    const why = found.kind === 'forbidden' ? '' : ` ${errorMessage(l10n.t('Could not search'), found)}`;
    const placeholder = `${l10n.t('Names cannot be searched with this account. An object id works.')}${why}`;
    return prompt.pick({ title, placeholder, choices: [byId] });
  }
  const rows = found.map((value): Choice<Principal | 'id'> => ({
    label: toPlainText(value.name ?? value.id),
    description: principalTypeName(value.type),
    detail: value.id,
    value,
  }));
  const placeholder =
    rows.length > 0
      ? l10n.t('Who is it?')
      : l10n.t('Nobody is called "{0}…". Go back to search again, or type an object id.', text);
  return prompt.pick({ title, placeholder, choices: [...rows, byId], active: rows[0] });
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idStep({ access }: GrantWizardContext): Step<GrantDraft> {
  const title = l10n.t('Grant access: Object id');
  return {
    when: ({ how }) => how === 'id',
    async ask(draft, prompt) {
      const typed = await prompt.input({
        id: 'grantId',
        title,
        prompt: l10n.t(
          'Object id in the directory. Of an app registration, take that of its enterprise application, not its client id.',
        ),
        value: draft.id,
        validate: text =>
          guid.test(text.trim())
            ? undefined
            : {
                severity: 'error',
                message: l10n.t('An object id looks like 00000000-0000-0000-0000-000000000000.'),
              },
      });
      if (typed === back) return back;
      const id = typed.trim().toLowerCase();
      const known = await prompt.wait({ title, placeholder: l10n.t('Looking it up…') }, signal =>
        emptyOnError(access.principals(draft.scope, [id], signal)),
      );
      if (known === back) return back;
      const principal = known.find(each => each.id.toLowerCase() === id);
      return { ...withoutPrincipal(draft), id, ...(principal && { principal }) };
    },
  };
}

/** The directory may not be read, or doesn't have it yet: then Azure has to be told what it is. */
function typeStep(): Step<GrantDraft> {
  return {
    when: ({ how, id, principal }) => how === 'id' && (principal === undefined || principal.id !== id),
    async ask(draft, prompt) {
      const { id = '' } = draft;
      const types: readonly PrincipalType[] = ['User', 'ServicePrincipal', 'Group'];
      const type = await prompt.pick({
        title: l10n.t('Grant access: Kind'),
        placeholder: l10n.t('What has the object id {0}?', id),
        choices: types.map(value => ({ label: principalTypeName(value), value })),
      });
      return type === back ? back : { ...draft, principal: { id, type, name: undefined } };
    },
  };
}

function reviewStep(): Step<GrantDraft> {
  return {
    async ask(draft, prompt) {
      const { principal, role, scope } = draft;
      if (!principal || !role) return back;
      const done = await prompt.pick({
        title: l10n.t('Grant access: Review'),
        placeholder: l10n.t('Nothing has been sent yet. Press Enter to grant the role'),
        choices: [
          {
            label: l10n.t('$(check) Grant'),
            description: role.name,
            detail: l10n.t('to {0}, on {1} and all in it', principalText(principal), scopeName(scope.id)),
            value: true,
          },
        ],
      });
      return done === back ? back : draft;
    },
  };
}

/** `sam@contoso.com`, or `user 1234-…` where the directory tells no name. */
export function principalText({ name, type, id }: Principal): string {
  return name === undefined ? `${principalTypeName(type)} ${id}` : `"${name}"`;
}
