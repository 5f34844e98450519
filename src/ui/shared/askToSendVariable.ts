import * as l10n from '@vscode/l10n';
import { toPlainText } from './plainText.ts';
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
): Promise<boolean | Back> {
  const choices = [
    { label: l10n.t('Send the value of {0}', toPlainText(name)), detail, value: true },
    {
      label: l10n.t('Type another value'),
      detail: l10n.t('Nothing is taken from this machine.'),
      value: false,
    },
  ];
  return prompt.pick({ title, placeholder, choices });
}
