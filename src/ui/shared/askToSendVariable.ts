import { toPlainText } from './plainText.ts';
import type { Translate } from './translate.ts';
import type { Back, Prompt } from './wizard.ts';

export interface SendVariableQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Of the variable of this machine. */
  readonly name: string;
  readonly detail: string;
}

/** Whether the value of a variable of this machine may be sent: one a box, since a box cuts off a list of them. */
export function askToSendVariable(
  { title, placeholder, name, detail }: SendVariableQuestion,
  prompt: Prompt,
  t: Translate,
): Promise<boolean | Back> {
  const choices = [
    { label: t('Send the value of {0}', toPlainText(name)), detail, value: true },
    { label: t('Type another value'), detail: t('Nothing is taken from this machine.'), value: false },
  ];
  return prompt.pick({ title, placeholder, choices });
}
