/** What the container runs: a public image, one from an Azure Container Registry, or one from another registry. */
import { AciError } from '../../../core/errors.ts';
import type { Registry } from '../../../core/model.ts';
import { formatImage, imageAt, isDockerHub, parseImage, serverProblem } from '../../../core/rules/image.ts';
import { back, type Choice, type InputQuestion, type Remark } from '../../wizard.ts';
import { type CreateContext, type CreateStep, load } from '../context.ts';
import { type Draft, withSource } from '../draft.ts';
import { errorOf, type Translate } from '../words.ts';

/** A copy has its image; one that is chosen anew goes through the source. */
function needs(draft: Draft, source: Draft['source']): boolean {
  return draft.source === source;
}

export function sourceStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    answered: draft => draft.source !== undefined || draft.image !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<NonNullable<Draft['source']>>[] = [
        {
          label: t('$(globe) Public Image'),
          detail: t('Anyone may pull it: Docker Hub, Microsoft Artifact Registry, ghcr.io, …'),
          value: 'public',
        },
        {
          label: t('$(azure) Azure Container Registry'),
          detail: t('Choose registry, repository and tag'),
          value: 'acr',
        },
        {
          label: t('$(lock) Other Private Registry'),
          detail: t('With server, user name and password'),
          value: 'private',
        },
      ];
      const source = await prompt.pick({
        title: t('Create Container Group: Image Source'),
        placeholder: t('Where does the image come from?'),
        choices,
        active: choices.find(({ value }) => value === draft.source),
      });
      return source === back ? back : withSource(draft, source);
    },
  };
}

export function publicImageStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: draft => needs(draft, 'public'),
    answered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const image = await prompt.input({
        ...imageQuestion(draft, t),
        prompt: t('Image with tag, as nginx:1.27 or mcr.microsoft.com/azuredocs/aci-helloworld'),
        value: draft.image ?? 'mcr.microsoft.com/azuredocs/aci-helloworld',
        remark: text => imageRemark(text, t),
      });
      return image === back ? back : { ...draft, image: image.trim() };
    },
  };
}

function imageQuestion(draft: Draft, t: Translate): InputQuestion {
  return { id: `image/${draft.source ?? ''}`, title: t('Create Container Group: Image') };
}

/** An error, or what the reference means when everything left out is written out. */
function imageRemark(text: string, t: Translate): Remark | undefined {
  const parsed = parseImage(text);
  if ('problem' in parsed) return errorOf(parsed.problem, t);
  const whole = formatImage(parsed.reference);
  return whole === text.trim() ? undefined : { severity: 'info', message: t('Means {0}', whole) };
}

export function serverStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: draft => needs(draft, 'private'),
    answered: draft => draft.server !== undefined,
    async ask(draft, prompt) {
      const server = await prompt.input({
        id: 'server',
        title: t('Create Container Group: Registry'),
        prompt: t('Server of the registry, as ghcr.io or index.docker.io'),
        value: draft.server,
        remark: text => errorOf(serverProblem(text.trim()), t),
      });
      return server === back ? back : { ...draft, server: server.trim() };
    },
  };
}

export function privateImageStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: draft => needs(draft, 'private'),
    answered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const server = draft.server ?? '';
      const text = await prompt.input({
        ...imageQuestion(draft, t),
        prompt: t('Image in {0} with tag, as team/app:1.0', server),
        value: draft.image,
        remark: typed => {
          const at = imageAt(server, typed);
          return 'problem' in at ? errorOf(at.problem, t) : imageRemark(at.image, t);
        },
      });
      if (text === back) return back;
      const at = imageAt(server, text);
      return 'problem' in at ? draft : { ...draft, image: at.image };
    },
  };
}

export function registryStep(context: CreateContext): CreateStep {
  const { aci, t } = context;
  const title = t('Create Container Group: Azure Container Registry');
  return {
    section: 'image',
    when: draft => needs(draft, 'acr'),
    answered: draft => draft.registry !== undefined,
    async ask(draft, prompt) {
      const words = { loading: t('Loading registries…'), failed: t('Could not list the registries') };
      const registries = await load(context, prompt, title, words, signal =>
        aci.registries(draft.subscription?.id ?? '', signal),
      );
      if (registries === back) return back;
      const choices = registries.map((value: Registry) => ({
        label: value.name,
        description: value.loginServer,
        value,
      }));
      const registry = await prompt.pick({
        title,
        placeholder:
          choices.length > 0
            ? t('Choose the registry')
            : t('This subscription has no container registry. Go back and choose another source.'),
        choices,
        active: choices.find(({ value }) => value.id === draft.registry?.id),
      });
      if (registry === back) return back;
      if (registry.id === draft.registry?.id) return draft;
      return { ...withSource(draft, undefined), source: 'acr', registry };
    },
  };
}

export function repositoryStep(context: CreateContext): CreateStep {
  const { aci, t } = context;
  const title = t('Create Container Group: Repository');
  return {
    section: 'image',
    when: draft => needs(draft, 'acr'),
    answered: draft => draft.repository !== undefined,
    async ask(draft, prompt) {
      const { registry } = draft;
      if (!registry) return back;
      const words = {
        loading: t('Loading repositories…'),
        failed: t('Could not list the repositories of {0}', registry.name),
      };
      const repositories = await load(context, prompt, title, words, signal =>
        aci.repositories(registry, signal),
      );
      if (repositories === back) return back;
      const choices = repositories.map(value => ({ label: value, value }));
      const repository = await prompt.pick({
        title,
        placeholder:
          choices.length > 0
            ? t('Choose the repository')
            : t('{0} holds no images yet. Push one, or go back.', registry.name),
        choices,
        active: choices.find(({ value }) => value === draft.repository),
      });
      if (repository === back) return back;
      return { ...draft, repository, ...(repository !== draft.repository && { image: undefined }) };
    },
  };
}

export function tagStep(context: CreateContext): CreateStep {
  const { aci, t } = context;
  const title = t('Create Container Group: Tag');
  return {
    section: 'image',
    when: draft => needs(draft, 'acr'),
    answered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const { registry, repository } = draft;
      if (!registry || repository === undefined) return back;
      const words = { loading: t('Loading tags…'), failed: t('Could not list the tags of {0}', repository) };
      const tags = await load(context, prompt, title, words, signal =>
        aci.tags(registry, repository, signal),
      );
      if (tags === back) return back;
      const choices = tags.map(tag => ({
        label: tag,
        value: `${registry.loginServer}/${repository}:${tag}`,
      }));
      const image = await prompt.pick({
        title,
        placeholder:
          choices.length > 0
            ? t('Choose the tag, newest first')
            : t('{0} has no tags. Go back and choose another repository.', repository),
        choices,
        active: choices.find(({ value }) => value === draft.image),
      });
      return image === back ? back : { ...draft, image };
    },
  };
}

/** ACI pulls from an Azure Container Registry with the admin user or with one that the person names. */
export function registrySignInStep(context: CreateContext): CreateStep {
  const { t } = context;
  const title = t('Create Container Group: Credential for the Registry');
  return {
    section: 'image',
    when: draft => needs(draft, 'acr'),
    answered: draft => draft.signIn !== undefined,
    async ask(draft, prompt) {
      const { registry } = draft;
      if (!registry) return back;
      const words = {
        loading: t('Loading the credential…'),
        failed: t('Could not read the credential of {0}', registry.name),
      };
      const admin = await load(context, prompt, title, words, signal =>
        adminCredential(context, registry, signal),
      );
      if (admin === back) return back;
      if (!admin) return { ...draft, signIn: 'password' };
      const choices: Choice<'admin' | 'password'>[] = [
        { label: t('$(account) Admin User'), description: admin.username, value: 'admin' },
        {
          label: t('$(key) User Name and Password…'),
          description: t('a service principal or a token'),
          value: 'password',
        },
      ];
      const signIn = await prompt.pick({
        title,
        placeholder: t('How does Azure sign in to {0}?', registry.name),
        choices,
        active: choices.find(({ value }) => value === draft.signIn),
      });
      if (signIn === back) return back;
      return signIn === 'admin' ? { ...draft, signIn, credential: admin } : { ...draft, signIn };
    },
  };
}

/** Without the right to read the admin user's credential one still may type another. */
async function adminCredential({ aci }: CreateContext, registry: Registry, signal: AbortSignal) {
  if (!registry.adminUserEnabled) return undefined;
  try {
    return await aci.registryCredential(registry, signal);
  } catch (error) {
    if (error instanceof AciError && error.kind === 'forbidden') return undefined;
    throw error;
  }
}

function wantsPassword(draft: Draft): boolean {
  return draft.source === 'private' || (draft.source === 'acr' && draft.signIn === 'password');
}

/** Where the credential is for: Azure knows Docker Hub's by one name only. */
function serverOf(draft: Draft): string {
  const server = (draft.source === 'acr' ? draft.registry?.loginServer : draft.server) ?? '';
  return isDockerHub(server) ? 'index.docker.io' : server;
}

export function usernameStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: wantsPassword,
    answered: draft => draft.username !== undefined,
    async ask(draft, prompt) {
      const username = await prompt.input({
        id: 'username',
        title: t('Create Container Group: User Name'),
        prompt: t(
          'User name for {0}: a user, a service principal (its client id) or a token',
          serverOf(draft),
        ),
        value: draft.username,
        remark: text =>
          text.trim() === '' ? { severity: 'error', message: t('Type a user name.') } : undefined,
      });
      return username === back ? back : { ...draft, username: username.trim() };
    },
  };
}

export function passwordStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: wantsPassword,
    answered: draft => draft.credential !== undefined,
    async ask(draft, prompt) {
      const username = draft.username ?? '';
      const password = await prompt.input({
        id: 'password',
        title: t('Create Container Group: Password'),
        prompt: t(
          'Password of {0} for {1}. It is sent to Azure and kept nowhere.',
          username,
          serverOf(draft),
        ),
        value: draft.credential?.password,
        password: true,
        remark: text => (text === '' ? { severity: 'error', message: t('Type a password.') } : undefined),
      });
      if (password === back) return back;
      return { ...draft, credential: { server: serverOf(draft), username, password } };
    },
  };
}
