/** What Azure never gives back: a copy needs it given again. */
import * as l10n from '@vscode/l10n';
import {
  parseProtectedSettings,
  type MissingSecret,
  secretKey,
} from '../../../core/document/missingSecrets.ts';
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
      const slots = secretsToEnter(draft);
      let secrets = draft.secrets ?? {};
      let index = 0;
      while (index < slots.length) {
        const slot = slots[index];
        if (!slot) break;
        const answer = await askSecret(draft, slot, secrets[secretKey(slot)], prompt);
        if (answer === back && index === 0) return back;
        // The group as YAML, to which the files are written by hand.
        if (answer === 'inText') return { ...draft, secrets, reviewChoice: 'yaml' };
        index += answer === back ? -1 : 1;
        if (answer !== back) secrets = { ...secrets, [secretKey(slot)]: answer.given };
      }
      return { ...draft, secrets };
    },
  };
}

/** The secret as it was given before, or is given now. */
async function askSecret(
  { base }: CreateDraft,
  slot: MissingSecret,
  before: string | SecretFiles | undefined,
  prompt: Prompt,
): Promise<{ readonly given: string | SecretFiles } | 'inText' | Back> {
  const title = l10n.t('Duplicate container group: Secrets');
  if (slot.kind !== 'secretVolume') {
    const value = typeof before === 'string' ? before : undefined;
    const text = await prompt.input(secretQuestion(title, slot, value));
    return text === back ? back : { given: text };
  }
  const files = typeof before === 'object' ? before : {};
  const answer = await askSecretFiles(
    { title, volume: slot.volume, body: base?.body ?? {}, files, inText: openAsYamlChoice() },
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
export function secretQuestion(title: string, slot: MissingSecret, value: string | undefined): InputQuestion {
  return {
    id: secretKey(slot),
    title,
    prompt: `${missingSecretText(slot)} ${l10n.t('Azure does not give it out: type it again.')}`,
    password: true,
    value,
    validate: text =>
      isValidAnswer(slot, text) ? undefined : { severity: 'error', message: invalidAnswerText(slot) },
  };
}

function isValidAnswer(slot: MissingSecret, text: string): boolean {
  return slot.kind === 'extensionSettings' ? parseProtectedSettings(text) !== undefined : text !== '';
}

function invalidAnswerText(slot: MissingSecret): string {
  return slot.kind === 'extensionSettings'
    ? l10n.t('Type a JSON object; {} for none.')
    : l10n.t('Type a value.');
}

/** What the secret is for. */
export function missingSecretText(slot: MissingSecret): string {
  switch (slot.kind) {
    case 'registryPassword':
      return l10n.t('Password of {0} for {1}.', slot.username, slot.server);
    case 'variable':
      return l10n.t('Value of the secure variable {0} of {1}.', slot.name, slot.container);
    case 'storageKey':
      return l10n.t('Access key of the storage account {0} (volume {1}).', slot.account, slot.volume);
    case 'secretVolume':
      return l10n.t('All files of the secret volume {0}, each as name: base64.', slot.volume);
    case 'workspaceKey':
      return l10n.t('Key of the Log Analytics workspace {0}.', slot.workspaceId);
    case 'extensionSettings':
      return l10n.t(
        'Protected settings of the extension {0}, as a JSON object; {} for none.',
        slot.extension,
      );
  }
}
