/** What Azure never gives back: a copy needs it given again. */
import { type SecretSlot, slotKey } from '../../../core/groupSecrets.ts';
import type { SecretFiles } from '../../../core/secretFiles.ts';
import { askSecretFiles, type SecretFilesQuestion } from '../../secretFiles.ts';
import { back, type Back, type InputQuestion, type Prompt } from '../../wizard.ts';
import type { CreateContext, CreateStep } from '../context.ts';
import { type Draft, lostSecrets, openSecrets } from '../draft.ts';
import type { Translate } from '../../translate.ts';

export function secretsStep({ t }: CreateContext): CreateStep {
  return {
    section: 'secrets',
    when: draft => lostSecrets(draft).length > 0,
    answered: draft => openSecrets(draft).length === 0,
    async ask(draft, prompt) {
      const slots = lostSecrets(draft);
      let secrets = draft.secrets ?? {};
      let index = 0;
      while (index < slots.length) {
        const slot = slots[index];
        if (!slot) break;
        const answer = await askSlot(draft, slot, secrets[slotKey(slot)], prompt, t);
        if (answer === back && index === 0) return back;
        // The group as YAML, to which the files are written by hand.
        if (answer === 'inText') return { ...draft, secrets, wish: 'yaml' };
        index += answer === back ? -1 : 1;
        if (answer !== back) secrets = { ...secrets, [slotKey(slot)]: answer.given };
      }
      return { ...draft, secrets };
    },
  };
}

/** The secret as it was given before, or is given now. */
async function askSlot(
  { base }: Draft,
  slot: SecretSlot,
  before: string | SecretFiles | undefined,
  prompt: Prompt,
  t: Translate,
): Promise<{ readonly given: string | SecretFiles } | 'inText' | Back> {
  const title = t('Duplicate container group: Secrets');
  if (slot.kind !== 'secretVolume') {
    const value = typeof before === 'string' ? before : undefined;
    const text = await prompt.input(secretQuestion(title, slot, value, t));
    return text === back ? back : { given: text };
  }
  const files = typeof before === 'object' ? before : {};
  const answer = await askSecretFiles(
    { title, volume: slot.volume, body: base?.body ?? {}, files, inText: inYaml(t) },
    prompt,
    t,
  );
  return answer === back || answer === 'inText' ? answer : { given: answer };
}

function inYaml(t: Translate): SecretFilesQuestion['inText'] {
  return {
    label: t('$(file-code) Open as YAML instead'),
    detail: t('Nothing is created. Write the files there, as "secret: {name: base64}", and deploy the file.'),
  };
}

/** Asks for one secret that is a text. */
export function secretQuestion(
  title: string,
  slot: SecretSlot,
  value: string | undefined,
  t: Translate,
): InputQuestion {
  return {
    id: slotKey(slot),
    title,
    prompt: `${slotText(slot, t)} ${t('Azure does not give it out: type it again.')}`,
    password: true,
    value,
    remark: text => (text === '' ? { severity: 'error', message: t('Type a value.') } : undefined),
  };
}

/** What the secret is for. */
export function slotText(slot: SecretSlot, t: Translate): string {
  switch (slot.kind) {
    case 'registryPassword':
      return t('Password of {0} for {1}.', slot.username, slot.server);
    case 'variable':
      return t('Value of the secure variable {0} of {1}.', slot.name, slot.container);
    case 'storageKey':
      return t('Access key of the storage account {0} (volume {1}).', slot.account, slot.volume);
    case 'secretVolume':
      return t('All files of the secret volume {0}, each as name: base64.', slot.volume);
    case 'workspaceKey':
      return t('Key of the Log Analytics workspace {0}.', slot.workspaceId);
  }
}
