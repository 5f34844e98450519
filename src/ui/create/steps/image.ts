/**
 * What the container runs: a public image, one of an Azure Container Registry (`registry.ts`), or of another registry.
 */
import * as l10n from '@vscode/l10n';
import {
  formatImage,
  imageInRegistry,
  isDockerHub,
  parseImage,
  serverProblem,
} from '../../../core/rules/image.ts';
import { back, type Choice, type InputQuestion, type ValidationMessage } from '../../shared/wizard.ts';
import type { CreateStep } from '../wizardContext.ts';
import { type CreateDraft, withServer, withSource } from '../createDraft.ts';
import { validationError } from '../validationMessages.ts';

export function sourceStep(): CreateStep {
  return {
    section: 'image',
    isAnswered: draft => draft.source !== undefined || draft.image !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<NonNullable<CreateDraft['source']>>[] = [
        {
          label: l10n.t('$(globe) Public image'),
          detail: l10n.t('Anyone may pull it: Docker Hub, Microsoft Artifact Registry, ghcr.io, …'),
          value: 'public',
        },
        {
          label: l10n.t('$(azure) Azure Container Registry'),
          detail: l10n.t('Choose registry, repository and tag'),
          value: 'acr',
        },
        {
          label: l10n.t('$(lock) Other private registry'),
          detail: l10n.t('With server, user name and password'),
          value: 'private',
        },
      ];
      const source = await prompt.pick({
        title: l10n.t('Create container group: Image source'),
        placeholder: l10n.t('Where does the image come from?'),
        choices,
        active: choices.find(({ value }) => value === draft.source),
      });
      return source === back ? back : withSource(draft, source);
    },
  };
}

export function publicImageStep(): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'public',
    isAnswered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const image = await prompt.input({
        ...imageQuestion(draft),
        prompt: l10n.t('Image with tag, as nginx:1.27 or mcr.microsoft.com/azuredocs/aci-helloworld'),
        value: draft.image ?? 'mcr.microsoft.com/azuredocs/aci-helloworld',
        validate: validateImage,
      });
      return image === back ? back : { ...draft, image: image.trim() };
    },
  };
}

function imageQuestion(draft: CreateDraft): InputQuestion {
  return {
    id: `image/${draft.source ?? ''}/${draft.server ?? ''}`,
    title: l10n.t('Create container group: Image'),
  };
}

/** An error, or what the reference means when everything left out is written out. */
function validateImage(text: string): ValidationMessage | undefined {
  const parsed = parseImage(text);
  if ('problem' in parsed) return validationError(parsed.problem);
  const whole = formatImage(parsed.reference);
  return whole === text.trim() ? undefined : { severity: 'info', message: l10n.t('Means {0}', whole) };
}

export function serverStep(): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'private',
    isAnswered: draft => draft.server !== undefined,
    async ask(draft, prompt) {
      const server = await prompt.input({
        id: 'server',
        title: l10n.t('Create container group: Registry'),
        prompt: l10n.t('Server of the registry, as ghcr.io or index.docker.io'),
        value: draft.server,
        validate: text => validationError(serverProblem(text.trim())),
      });
      return server === back ? back : withServer(draft, server.trim());
    },
  };
}

export function privateImageStep(): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'private',
    isAnswered: draft => draft.image !== undefined,
    async ask(draft, prompt) {
      const server = draft.server ?? '';
      const text = await prompt.input({
        ...imageQuestion(draft),
        prompt: l10n.t('Image in {0} with tag, as team/app:1.0', server),
        value: draft.image,
        validate: typed => {
          const at = imageInRegistry(server, typed);
          return 'problem' in at ? validationError(at.problem) : validateImage(at.image);
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

export function usernameStep(): CreateStep {
  return {
    section: 'image',
    when: needsPassword,
    isAnswered: draft => draft.username !== undefined,
    async ask(draft, prompt) {
      const username = await prompt.input({
        id: `username/${serverOf(draft)}`,
        title: l10n.t('Create container group: User name'),
        prompt: l10n.t(
          'User name for {0}: a user, a service principal (its client id) or a token',
          serverOf(draft),
        ),
        value: draft.username,
        validate: text =>
          text.trim() === '' ? { severity: 'error', message: l10n.t('Type a user name.') } : undefined,
      });
      return username === back ? back : { ...draft, username: username.trim() };
    },
  };
}

export function passwordStep(): CreateStep {
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
        title: l10n.t('Create container group: Password'),
        prompt: l10n.t('Password of {0} for {1}. It is sent to Azure and kept nowhere.', username, server),
        value: isKnown ? credential.password : undefined,
        password: true,
        validate: text =>
          text === '' ? { severity: 'error', message: l10n.t('Type a password.') } : undefined,
      });
      if (password === back) return back;
      return { ...draft, credential: { server, username, password } };
    },
  };
}
