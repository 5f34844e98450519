/** What Azure never gives back: a copy needs it typed again. */
import { type SecretSlot, slotKey } from '../../../core/groupSecrets.ts';
import { back, type InputQuestion } from '../../wizard.ts';
import type { CreateContext, CreateStep } from '../context.ts';
import { lostSecrets, openSecrets } from '../draft.ts';
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
        const answer = await prompt.input(
          secretQuestion(t('Duplicate container group: Secrets'), slot, secrets[slotKey(slot)], t),
        );
        if (answer === back && index === 0) return back;
        index += answer === back ? -1 : 1;
        if (answer !== back) secrets = { ...secrets, [slotKey(slot)]: answer };
      }
      return { ...draft, secrets };
    },
  };
}

/** Asks for one secret. */
export function secretQuestion(
  title: string,
  slot: SecretSlot,
  value: string | undefined,
  t: Translate,
): InputQuestion {
  const wanted = slot.kind === 'secretVolume' ? fileRemark(t) : someRemark(t);
  return {
    id: slotKey(slot),
    title,
    prompt: `${slotText(slot, t)} ${t('Azure does not give it out: type it again.')}`,
    password: true,
    value,
    remark: wanted,
  };
}

const someRemark = (t: Translate) => (text: string) =>
  text === '' ? { severity: 'error' as const, message: t('Type a value.') } : undefined;

const fileRemark = (t: Translate) => (text: string) =>
  /^[^=\s]+=/.test(text)
    ? undefined
    : { severity: 'error' as const, message: t('Type it as file=content, one file.') };

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
      return t('Content of the secret volume {0}, as file=content.', slot.volume);
    case 'workspaceKey':
      return t('Key of the Log Analytics workspace {0}.', slot.workspaceId);
  }
}
