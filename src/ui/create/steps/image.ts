/** What the container runs: a public image, one of an Azure Container Registry (`registry.ts`), or of another registry. */
import { formatImage, imageAt, isDockerHub, parseImage, serverProblem } from '../../../core/rules/image.ts';
import { back, type Choice, type InputQuestion, type Remark } from '../../wizard.ts';
import type { CreateContext, CreateStep } from '../context.ts';
import { type Draft, withServer, withSource } from '../draft.ts';
import type { Translate } from '../../translate.ts';
import { errorOf } from '../words.ts';

export function sourceStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    answered: draft => draft.source !== undefined || draft.image !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<NonNullable<Draft['source']>>[] = [
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

export function publicImageStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'public',
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
  return {
    id: `image/${draft.source ?? ''}/${draft.server ?? ''}`,
    title: t('Create container group: Image'),
  };
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
    when: ({ source }) => source === 'private',
    answered: draft => draft.server !== undefined,
    async ask(draft, prompt) {
      const server = await prompt.input({
        id: 'server',
        title: t('Create container group: Registry'),
        prompt: t('Server of the registry, as ghcr.io or index.docker.io'),
        value: draft.server,
        remark: text => errorOf(serverProblem(text.trim()), t),
      });
      return server === back ? back : withServer(draft, server.trim());
    },
  };
}

export function privateImageStep({ t }: CreateContext): CreateStep {
  return {
    section: 'image',
    when: ({ source }) => source === 'private',
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
        id: `username/${serverOf(draft)}`,
        title: t('Create container group: User name'),
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
        remark: text => (text === '' ? { severity: 'error', message: t('Type a password.') } : undefined),
      });
      if (password === back) return back;
      return { ...draft, credential: { server, username, password } };
    },
  };
}
