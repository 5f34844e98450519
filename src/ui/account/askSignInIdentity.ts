import * as l10n from '@vscode/l10n';
import {
  back,
  type Choice,
  type InputQuestion,
  type Prompt,
  type ValidationMessage,
  runWizard,
  type Step,
} from '../shared/wizard.ts';
import type { SignInIdentity, SignInKind } from './signInIdentity.ts';
import { signInKindName } from './signInIdentityLabels.ts';

export interface AnsweredSignInIdentity {
  readonly identity: SignInIdentity;
  /** The client secret, or the password of the certificate's key. */
  readonly secret?: string;
}

interface AskSignInIdentityDeps {
  /** Whether this machine has a file of that name (an absolute path). */
  readonly isFile: (path: string) => Promise<boolean>;
}

/** What is known so far; all empty texts mean that nothing was said. */
interface SignInDraft {
  readonly kind?: SignInKind;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly path?: string;
  readonly secret?: string;
}

/** `undefined` when the person closes the boxes. `known`: only the secret of that one is asked for again. */
export async function askSignInIdentity(
  context: AskSignInIdentityDeps,
  prompt: Prompt,
  known?: SignInIdentity,
): Promise<AnsweredSignInIdentity | undefined> {
  const start: SignInDraft = known ? draftOf(known) : {};
  const steps = known ? [secretStep(), passwordStep()] : allSteps(context);
  const draft = await runWizard(start, steps, prompt);
  return draft && answerOf(draft);
}

function allSteps(context: AskSignInIdentityDeps): readonly Step<SignInDraft>[] {
  return [
    kindStep(),
    managedIdentityStep(),
    tenantStep(),
    clientStep(),
    managedIdentityClientStep(),
    secretStep(),
    pathStep(context),
    passwordStep(),
  ];
}

const isKind =
  (...kinds: readonly SignInKind[]) =>
  ({ kind }: SignInDraft) =>
    kind !== undefined && kinds.includes(kind);

function kindStep(): Step<SignInDraft> {
  const choice = (kind: SignInKind, icon: string, detail: string): Choice<SignInKind> => ({
    label: `$(${icon}) ${signInKindName(kind)}`,
    detail,
    value: kind,
  });
  return {
    async ask(draft, prompt) {
      const choices = [
        choice('microsoft', 'account', l10n.t('You, in your browser. VS Code keeps the session.')),
        choice('clientSecret', 'key', l10n.t('A service principal: tenant ID, client ID and client secret.')),
        choice(
          'clientCertificate',
          'shield',
          l10n.t('A service principal: a PEM file with certificate and key.'),
        ),
        choice('managedIdentity', 'server', l10n.t('What this machine is in Azure. No secret is needed.')),
        choice('azureCli', 'terminal', l10n.t('Whoever is signed in with "az login" on this machine.')),
        choice(
          'workloadIdentity',
          'organization',
          l10n.t('A federated token in a file, as in Kubernetes and pipelines.'),
        ),
        choice(
          'environment',
          'symbol-variable',
          l10n.t('AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate.'),
        ),
      ];
      const kind = await prompt.pick({
        title: l10n.t('Choose how to sign in'),
        choices,
        active: choices.find(({ value }) => value === draft.kind),
      });
      return kind === back ? back : { ...draft, kind };
    },
  };
}

function managedIdentityStep(): Step<SignInDraft> {
  return {
    when: isKind('managedIdentity'),
    async ask(draft, prompt) {
      const choices: readonly Choice<boolean>[] = [
        {
          label: l10n.t('System-assigned'),
          detail: l10n.t('The identity of the machine itself.'),
          value: false,
        },
        {
          label: l10n.t('User-assigned'),
          detail: l10n.t('One that was given to it, by its client ID.'),
          value: true,
        },
      ];
      const isNamed = await prompt.pick({ title: l10n.t('Sign in: Managed identity'), choices });
      if (isNamed === back) return back;
      const { clientId: _, ...rest } = draft;
      return isNamed ? { ...rest, clientId: draft.clientId ?? '' } : rest;
    },
  };
}

function tenantStep(): Step<SignInDraft> {
  return inputStep(
    'tenantId',
    isKind('clientSecret', 'clientCertificate', 'workloadIdentity'),
    ({ kind }) => ({
      id: 'tenantId',
      title: l10n.t('Sign in: Tenant ID'),
      ...fromEnvironment(kind, l10n.t('Directory (tenant) ID of the app registration'), 'AZURE_TENANT_ID'),
      validate: guidValidator(kind),
    }),
  );
}

function clientStep(): Step<SignInDraft> {
  return inputStep(
    'clientId',
    isKind('clientSecret', 'clientCertificate', 'workloadIdentity'),
    ({ kind }) => ({
      id: 'clientId',
      title: l10n.t('Sign in: Client ID'),
      ...fromEnvironment(kind, l10n.t('Application (client) ID'), 'AZURE_CLIENT_ID'),
      validate: guidValidator(kind),
    }),
  );
}

function managedIdentityClientStep(): Step<SignInDraft> {
  const isNamed = (draft: SignInDraft) => isKind('managedIdentity')(draft) && draft.clientId !== undefined;
  return inputStep('clientId', isNamed, ({ kind }) => ({
    id: 'managedClientId',
    title: l10n.t('Sign in: Client ID'),
    prompt: l10n.t('Client ID of the managed identity'),
    validate: guidValidator(kind),
  }));
}

function secretStep(): Step<SignInDraft> {
  return inputStep('secret', isKind('clientSecret'), () => ({
    id: 'secret',
    title: l10n.t('Sign in: Client secret'),
    prompt: l10n.t("The secret's value, not its ID. VS Code keeps it in its secret storage."),
    password: true,
    validate: text => (text.trim() === '' ? errorMessage(l10n.t('Enter the client secret.')) : undefined),
  }));
}

function pathStep({ isFile }: AskSignInIdentityDeps): Step<SignInDraft> {
  return inputStep('path', isKind('clientCertificate', 'workloadIdentity'), ({ kind }) => {
    const isOptional = kind === 'workloadIdentity';
    return {
      id: 'path',
      title: isOptional ? l10n.t('Sign in: Token file') : l10n.t('Sign in: Certificate file'),
      ...(isOptional
        ? fromEnvironment(
            kind,
            l10n.t('Path of the file with the federated token'),
            'AZURE_FEDERATED_TOKEN_FILE',
          )
        : { prompt: l10n.t('Path of a PEM file with the certificate and its private key, on this machine') }),
      validate: text =>
        isOptional || text.trim() !== '' ? undefined : errorMessage(l10n.t('Enter the path of the file.')),
      validateRemotely: async text => {
        if (text.trim() === '' || (await isFile(text.trim()))) return undefined;
        return errorMessage(l10n.t('There is no such file on this machine. Enter its whole path.'));
      },
    };
  });
}

function passwordStep(): Step<SignInDraft> {
  return inputStep('secret', isKind('clientCertificate'), () => ({
    id: 'password',
    title: l10n.t('Sign in: Password of the private key'),
    prompt: l10n.t('Leave it empty where the key has none. VS Code keeps it in its secret storage.'),
    password: true,
  }));
}

/** Asks for one text of the draft. A secret is never shown again. */
function inputStep(
  field: Exclude<keyof SignInDraft, 'kind'>,
  when: (draft: SignInDraft) => boolean,
  question: (draft: SignInDraft) => InputQuestion,
): Step<SignInDraft> {
  return {
    when,
    async ask(draft, prompt) {
      const asked = question(draft);
      const value = asked.password ? {} : { value: draft[field] };
      const text = await prompt.input({ ...asked, ...value });
      return text === back ? back : { ...draft, [field]: asked.id === 'password' ? text : text.trim() };
    },
  };
}

/** A workload identity's pods and pipelines have all it needs in their environment. */
function fromEnvironment(kind: SignInKind | undefined, what: string, variable: string) {
  if (kind !== 'workloadIdentity') return { prompt: what };
  return { prompt: what, placeholder: l10n.t('Empty: taken from {0}', variable) };
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function guidValidator(kind: SignInKind | undefined): (text: string) => ValidationMessage | undefined {
  return text => {
    if (guid.test(text.trim()) || (kind === 'workloadIdentity' && text.trim() === '')) return undefined;
    return errorMessage(l10n.t('Enter an ID like 00000000-0000-0000-0000-000000000000.'));
  };
}

function errorMessage(message: string): ValidationMessage {
  return { severity: 'error', message };
}

function draftOf(identity: SignInIdentity): SignInDraft {
  switch (identity.kind) {
    case 'clientCertificate': {
      const { certificatePath, ...rest } = identity;
      return { ...rest, path: certificatePath };
    }
    case 'workloadIdentity': {
      const { tokenFilePath, ...rest } = identity;
      return tokenFilePath === undefined ? rest : { ...rest, path: tokenFilePath };
    }
    case 'microsoft':
      return { kind: 'microsoft' };
    case 'clientSecret':
    case 'managedIdentity':
    case 'azureCli':
    case 'environment':
      return identity;
  }
}

function answerOf({
  kind,
  tenantId = '',
  clientId = '',
  path = '',
  secret = '',
}: SignInDraft): AnsweredSignInIdentity | undefined {
  const withSecret = secret === '' ? {} : { secret };
  if (kind === undefined) return undefined;
  switch (kind) {
    case 'clientSecret':
      return { identity: { kind, tenantId, clientId }, ...withSecret };
    case 'clientCertificate':
      return { identity: { kind, tenantId, clientId, certificatePath: path }, ...withSecret };
    case 'managedIdentity':
      return { identity: { kind, ...(clientId === '' ? {} : { clientId }) } };
    case 'workloadIdentity':
      return {
        identity: {
          kind,
          ...(tenantId === '' ? {} : { tenantId }),
          ...(clientId === '' ? {} : { clientId }),
          ...(path === '' ? {} : { tokenFilePath: path }),
        },
      };
    case 'microsoft':
    case 'azureCli':
    case 'environment':
      return { identity: { kind } };
  }
}
