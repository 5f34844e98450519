/** Asks for the variables of a Compose file: those that nothing sets, and whether this computer's may be sent. */
import * as l10n from '@vscode/l10n';
import type { ComposeGroup } from '../../core/compose/readCompose.ts';
import type { UnsetVariable } from '../../core/compose/variableLookups.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { back, type Prompt, runWizard, type Step } from '../shared/wizard.ts';
import { askToSendVariable } from '../shared/askToSendVariable.ts';

/** What the person said so far. Values are held in memory only. */
export interface ComposeAnswers {
  readonly values: Readonly<Record<string, string>>;
  /** Variables of this computer that may be sent. */
  readonly agreed: readonly string[];
}

export const noAnswers: ComposeAnswers = { values: {}, agreed: [] };

/** Whether there is something to ask. */
export function hasQuestions(
  { unset, machineVariables }: Pick<ComposeGroup, 'unset' | 'machineVariables'>,
  answers: ComposeAnswers,
): boolean {
  return unset.length > 0 || machineVariables.some(name => !answers.agreed.includes(name));
}

/** Asks for each by itself, since a box cuts off a list of them; undefined when the person leaves. */
export async function askComposeVariables(
  { name: group, unset, machineVariables }: Pick<ComposeGroup, 'name' | 'unset' | 'machineVariables'>,
  answers: ComposeAnswers,
  prompt: Prompt,
): Promise<ComposeAnswers | undefined> {
  const title = l10n.t('Deploy "{0}": Variables', group);
  const steps = [
    ...machineVariables
      .filter(name => !answers.agreed.includes(name))
      .flatMap(name => [
        agreementStep(title, group, name),
        typedStep(title, { name, message: '', isRequired: false }),
      ]),
    ...unset.map(variable => typedStep(title, variable)),
  ];
  return runWizard(answers, steps, prompt);
}

function agreementStep(title: string, group: string, name: string): Step<ComposeAnswers> {
  const placeholder = l10n.t('The Compose file takes the variable {0} of this machine', name);
  const detail = l10n.t('A variable of this machine. Its value goes into "{0}" in Azure.', group);
  return {
    async ask(answers, prompt) {
      const isAgreed = await askToSendVariable({ title, placeholder, name, detail }, prompt);
      if (isAgreed === back) return back;
      const others = answers.agreed.filter(other => other !== name);
      const { [name]: _, ...values } = answers.values;
      return isAgreed ? { values, agreed: [...others, name] } : { ...answers, agreed: others };
    },
  };
}

/** An empty value is one, too, as long as the file does not say that it has to be set. */
function typedStep(title: string, { name, message, isRequired }: UnsetVariable): Step<ComposeAnswers> {
  return {
    when: ({ agreed }) => !agreed.includes(name),
    async ask(answers, prompt) {
      const value = await prompt.input({
        id: name,
        title,
        prompt:
          message === ''
            ? l10n.t('Value of {0}, which the Compose file uses.', name)
            : l10n.t('Value of {0}, which the Compose file uses: {1}', name, message),
        password: looksSecret(name),
        value: answers.values[name],
        validate: text =>
          text === '' && isRequired ? { severity: 'error', message: l10n.t('Type a value.') } : undefined,
      });
      return value === back ? back : { ...answers, values: { ...answers.values, [name]: value } };
    },
  };
}
