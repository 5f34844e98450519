/** What Azure never gives back: a copy needs it given again. */
import * as l10n from '@vscode/l10n';
import { parseProtectedSettings } from '../../../core/document/missingSecrets.ts';
import { type Secret, secretKey } from '../../../core/document/secretLocations.ts';
import type { SecretFiles } from '../../../core/document/secretVolumeFiles.ts';
import { askSecretFiles, type SecretFilesQuestion } from '../../shared/askSecretFiles.ts';
import { back, type Back, type InputQuestion, type Prompt } from '../../shared/wizard.ts';
import type { CreateStep } from '../wizardContext.ts';
import { type CreateDraft, secretsToEnter, secretsNotEntered } from '../createDraft.ts';

export function secretsStep(): CreateStep {
  return {
    section: 'secrets',
    when: draft => secretsToEnter(draft).length > 0,
    isAnswered: draft => secretsNotEntered(draft).length === 0,
    async ask(draft, prompt) {
      const missing = secretsToEnter(draft);
      let secrets = draft.secrets ?? {};
      let index = 0;
      while (index < missing.length) {
        const secret = missing[index];
        if (!secret) break;
        const answer = await askSecret(draft, secret, secrets[secretKey(secret)], prompt);
        if (answer === back && index === 0) return back;
        // The group as YAML, to which the files are written by hand.
        if (answer === 'inText') return { ...draft, secrets, reviewChoice: 'yaml' };
        index += answer === back ? -1 : 1;
        if (answer !== back) secrets = { ...secrets, [secretKey(secret)]: answer.given };
      }
      return { ...draft, secrets };
    },
  };
}

/** The secret as it was given before, or is given now. */
async function askSecret(
  { base }: CreateDraft,
  secret: Secret,
  before: string | SecretFiles | undefined,
  prompt: Prompt,
): Promise<{ readonly given: string | SecretFiles } | 'inText' | Back> {
  const title = l10n.t('Duplicate container group: Secrets');
  if (secret.kind !== 'secretVolume') {
    const value = typeof before === 'string' ? before : undefined;
    const text = await prompt.input(secretQuestion(title, secret, value));
    return text === back ? back : { given: text };
  }
  const files = typeof before === 'object' ? before : {};
  const answer = await askSecretFiles(
    { title, volume: secret.volume, body: base?.body ?? {}, files, inText: openAsYamlChoice() },
    prompt,
  );
  return answer === back || answer === 'inText' ? answer : { given: answer };
}

function openAsYamlChoice(): SecretFilesQuestion['inText'] {
  return {
    label: l10n.t('$(file-code) Open as YAML instead'),
    detail: l10n.t(
      'Nothing is created. Write the files there, as "secret: {name: base64}", and deploy the file.',
    ),
  };
}

/** Asks for one secret that is a text. */
export function secretQuestion(title: string, secret: Secret, value: string | undefined): InputQuestion {
  return {
    id: secretKey(secret),
    title,
    prompt: `${secretDescription(secret)} ${l10n.t('Azure does not give it out: type it again.')}`,
    password: true,
    value,
    validate: text =>
      isValidAnswer(secret, text) ? undefined : { severity: 'error', message: invalidAnswerText(secret) },
  };
}

function isValidAnswer(secret: Secret, text: string): boolean {
  return secret.kind === 'extensionSettings' ? parseProtectedSettings(text) !== undefined : text !== '';
}

function invalidAnswerText(secret: Secret): string {
  return secret.kind === 'extensionSettings'
    ? l10n.t('Type a JSON object; {} for none.')
    : l10n.t('Type a value.');
}

/** What the secret is for. */
export function secretDescription(secret: Secret): string {
  switch (secret.kind) {
    case 'registryPassword':
      return l10n.t('Password of {0} for {1}.', secret.username, secret.server);
    case 'variable':
      return l10n.t('Value of the secure variable {0} of {1}.', secret.name, secret.container);
    case 'storageKey':
      return l10n.t('Access key of the storage account {0} (volume {1}).', secret.account, secret.volume);
    case 'secretVolume':
      return l10n.t('All files of the secret volume {0}, each as name: base64.', secret.volume);
    case 'gitRepository':
      return l10n.t(
        'Address of the git repository of the volume {0}, with its user and password.',
        secret.volume,
      );
    case 'workspaceKey':
      return l10n.t('Key of the Log Analytics workspace {0}.', secret.workspaceId);
    case 'extensionSettings':
      return l10n.t(
        'Protected settings of the extension {0}, as a JSON object; {} for none.',
        secret.extension,
      );
  }
}
