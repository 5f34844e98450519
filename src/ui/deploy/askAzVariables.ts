/** Asks what goes into the places of a group's file where az would put variables of the environment. */
import * as l10n from '@vscode/l10n';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { back, type Prompt, runWizard, type Step } from '../shared/wizard.ts';
import { askToSendVariable } from '../shared/askToSendVariable.ts';

/** By the variables' names. */
type Values = Readonly<Record<string, string>>;

interface Answers {
  readonly values: Values;
  /** Variables of this machine that are not to be taken. */
  readonly typed: readonly string[];
}

export interface VariableQuestions {
  /** The file's name. */
  readonly file: string;
  readonly names: readonly string[];
  /** A variable of this machine. */
  readonly environment: (name: string) => string | undefined;
}

/** The value of every name; undefined when the person leaves. Nothing of this machine is taken without being named. */
export async function askAzVariables(
  questions: VariableQuestions,
  prompt: Prompt,
): Promise<Values | undefined> {
  const steps = questions.names.flatMap(name => [
    environmentStep(name, questions),
    typeStep(name, questions),
  ]);
  const answers = await runWizard<Answers>({ values: {}, typed: [] }, steps, prompt);
  return answers?.values;
}

function environmentStep(name: string, { file, environment }: VariableQuestions): Step<Answers> {
  const value = environment(name);
  const title = l10n.t('Deploy {0}: Variables', file);
  const placeholder = l10n.t('The file takes {0} from the environment', name);
  const detail =
    looksSecret(name) || looksSecret(name, value)
      ? l10n.t('A variable of this machine. Its value is not shown.')
      : (value ?? '');
  return {
    when: () => value !== undefined,
    async ask({ values, typed }, prompt) {
      const isAgreed = await askToSendVariable({ title, placeholder, name, detail }, prompt);
      if (isAgreed === back) return back;
      const others = typed.filter(other => other !== name);
      if (isAgreed && value !== undefined) return { values: { ...values, [name]: value }, typed: others };
      // What was typed before is still there; the value of this machine is not.
      const { [name]: _, ...rest } = values;
      return { values: typed.includes(name) ? values : rest, typed: [...others, name] };
    },
  };
}

function typeStep(name: string, { file, environment }: VariableQuestions): Step<Answers> {
  return {
    when: ({ typed }) => environment(name) === undefined || typed.includes(name),
    async ask({ values, typed }, prompt) {
      const answer = await prompt.input({
        id: name,
        title: l10n.t('Deploy {0}: Variables', file),
        prompt: l10n.t('Value of {0}, which the file takes from the environment.', name),
        password: looksSecret(name),
        value: values[name],
        validate: text => (text === '' ? { severity: 'error', message: l10n.t('Type a value.') } : undefined),
      });
      return answer === back ? back : { values: { ...values, [name]: answer }, typed };
    },
  };
}
