/** Fills the secrets of a group that is about to be sent: from the environment where the file says so, else by asking. */
import { fillSecrets, missingSecrets, type Secrets, slotKey } from '../../core/groupSecrets.ts';
import type { GroupDocument } from '../../core/model.ts';
import { secretQuestion } from '../create/steps/secrets.ts';
import type { Translate } from '../translate.ts';
import { back, type InputQuestion, type Prompt, runWizard, type Step } from '../wizard.ts';
import { type Reference, referencesIn, withAnswers } from './references.ts';

/** Answers by key; held in memory only, as long as the question. */
type Answers = Readonly<Record<string, string>>;

export interface SecretsDesk {
  readonly prompt: Prompt;
  readonly environment: (name: string) => string | undefined;
  readonly t: Translate;
}

/** The document with every secret in it; undefined when the person leaves. */
export async function withSecrets(
  name: string,
  document: GroupDocument,
  { prompt, environment, t }: SecretsDesk,
): Promise<GroupDocument | undefined> {
  const title = t('Apply "{0}": Secrets', name);
  const known = (reference: Reference, answers: Answers) =>
    reference.from === 'env' && environment(reference.name) !== undefined
      ? environment(reference.name)
      : answers[referenceKey(reference)];
  const open = referencesIn(document.body).filter(reference => known(reference, {}) === undefined);
  const questions = [
    ...open.map(reference => referenceQuestion(title, reference, t)),
    ...missingSecrets(document.body).map(slot => secretQuestion(title, slot, undefined, t)),
  ];
  const answers = await runWizard<Answers>({}, questions.map(step), prompt);
  if (!answers) return undefined;
  const body = withAnswers(document.body, reference => known(reference, answers));
  const secrets: Secrets = Object.fromEntries(
    missingSecrets(document.body).flatMap(slot => {
      const answer = answers[slotKey(slot)];
      return answer === undefined ? [] : [[slotKey(slot), answer]];
    }),
  );
  return fillSecrets({ ...document, body }, secrets);
}

function step(question: InputQuestion): Step<Answers> {
  return {
    async ask(answers, prompt) {
      const answer = await prompt.input({ ...question, value: answers[question.id] });
      return answer === back ? back : { ...answers, [question.id]: answer };
    },
  };
}

function referenceKey({ from, name }: Reference): string {
  return `${from}:${name}`;
}

function referenceQuestion(title: string, reference: Reference, t: Translate): InputQuestion {
  return {
    id: referenceKey(reference),
    title,
    prompt:
      reference.from === 'env'
        ? t('The environment of VS Code has no variable {0}. Type its value.', reference.name)
        : t('Value of {0}.', reference.name),
    password: true,
    remark: text => (text === '' ? { severity: 'error', message: t('Type a value.') } : undefined),
  };
}
