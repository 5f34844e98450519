/** What the container runs: a public image, one of an Azure Container Registry (`registry.ts`), or of another registry. */
import {
  formatImage,
  imageInRegistry,
  isDockerHub,
  parseImage,
  serverProblem,
} from '../../../core/rules/image.ts';
import { back, type Choice, type InputQuestion, type ValidationMessage } from '../../shared/wizard.ts';
import type { CreateWizardContext, CreateStep } from '../wizardContext.ts';
import { type CreateDraft, withServer, withSource } from '../createDraft.ts';
import type { Translate } from '../../shared/translate.ts';
import { validationError } from '../validationMessages.ts';

export function sourceStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    isAnswered: draft => draft.source !== undefined || draft.image !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<NonNullable<CreateDraft['source']>>[] = [
        {
          label: t('$(globe) Public image'),
          detail: t('Anyone may pull it: Docker Hub, Microsoft Artifact Registry, ghcr.io, …'),
          value: 'public',
        },
        {
          label: t('$(azure) Azure Container Registry'),
          detail: t('Choose registry, repository and tag'),
          value: 'acr',
        },
        {
          label: t('$(lock) Other private registry'),
          detail: t('With server, user name and password'),
          value: 'private',
        },
      ];
      const source = await prompt.pick({
        title: t('Create container group: Image source'),
        placeholder: t('Where does the image come from?'),
        choices,
        active: choices.find(({ value }) => value === draft.source),
      });
      return source === back ? back : withSource(draft, source);
    },
  };
}

export function publicImageStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'public',
    isAnswered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const image = await prompt.input({
        ...imageQuestion(draft, t),
        prompt: t('Image with tag, as nginx:1.27 or mcr.microsoft.com/azuredocs/aci-helloworld'),
        value: draft.image ?? 'mcr.microsoft.com/azuredocs/aci-helloworld',
        validate: text => validateImage(text, t),
      });
      return image === back ? back : { ...draft, image: image.trim() };
    },
  };
}

function imageQuestion(draft: CreateDraft, t: Translate): InputQuestion {
  return {
    id: `image/${draft.source ?? ''}/${draft.server ?? ''}`,
    title: t('Create container group: Image'),
  };
}

/** An error, or what the reference means when everything left out is written out. */
function validateImage(text: string, t: Translate): ValidationMessage | undefined {
  const parsed = parseImage(text);
  if ('problem' in parsed) return validationError(parsed.problem, t);
  const whole = formatImage(parsed.reference);
  return whole === text.trim() ? undefined : { severity: 'info', message: t('Means {0}', whole) };
}

export function serverStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'private',
    isAnswered: draft => draft.server !== undefined,
    async ask(draft, prompt) {
      const server = await prompt.input({
        id: 'server',
        title: t('Create container group: Registry'),
        prompt: t('Server of the registry, as ghcr.io or index.docker.io'),
        value: draft.server,
        validate: text => validationError(serverProblem(text.trim()), t),
      });
      return server === back ? back : withServer(draft, server.trim());
    },
  };
}

export function privateImageStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'private',
    isAnswered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const server = draft.server ?? '';
      const text = await prompt.input({
        ...imageQuestion(draft, t),
        prompt: t('Image in {0} with tag, as team/app:1.0', server),
        value: draft.image,
        validate: typed => {
          const at = imageInRegistry(server, typed);
          return 'problem' in at ? validationError(at.problem, t) : validateImage(at.image, t);
        },
      });
      if (text === back) return back;
      const at = imageInRegistry(server, text);
      return 'problem' in at ? draft : { ...draft, image: at.image };
    },
  };
}

function needsPassword(draft: CreateDraft): boolean {
  return draft.source === 'private' || (draft.source === 'acr' && draft.signIn === 'password');
}

/** Where the credential is for: Azure knows Docker Hub's by one name only. */
function serverOf(draft: CreateDraft): string {
  const server = (draft.source === 'acr' ? draft.registry?.loginServer : draft.server) ?? '';
  return isDockerHub(server) ? 'index.docker.io' : server;
}

export function usernameStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    when: needsPassword,
    isAnswered: draft => draft.username !== undefined,
    async ask(draft, prompt) {
      const username = await prompt.input({
        id: `username/${serverOf(draft)}`,
        title: t('Create container group: User name'),
        prompt: t(
          'User name for {0}: a user, a service principal (its client id) or a token',
          serverOf(draft),
        ),
        value: draft.username,
        validate: text =>
          text.trim() === '' ? { severity: 'error', message: t('Type a user name.') } : undefined,
      });
      return username === back ? back : { ...draft, username: username.trim() };
    },
  };
}

export function passwordStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'image',
    when: needsPassword,
    isAnswered: draft => draft.credential !== undefined,
    async ask(draft, prompt) {
      const [server, username = ''] = [serverOf(draft), draft.username];
      const { credential } = draft;
      // A password is for one server and one user: no other box may hold it.
      const isKnown = credential?.server === server && credential.username === username;
      const password = await prompt.input({
        id: `password/${server}/${username}`,
        title: t('Create container group: Password'),
        prompt: t('Password of {0} for {1}. It is sent to Azure and kept nowhere.', username, server),
        value: isKnown ? credential.password : undefined,
        password: true,
        validate: text => (text === '' ? { severity: 'error', message: t('Type a password.') } : undefined),
      });
      if (password === back) return back;
      return { ...draft, credential: { server, username, password } };
    },
  };
}
