/**
 * Fills the secrets of a group that is about to be sent: from the environment where the file says so and the person
 * agrees, else by asking. Whoever wrote the file or the group chose which variables of this machine it names.
 */
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
  /** A variable of this machine; none in a window that is not trusted. */
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
  const references = referencesIn(document.body);
  const isThere = (reference: Reference) =>
    reference.from === 'env' && environment(reference.name) !== undefined;
  const known = (reference: Reference, answers: Answers) =>
    isSent(reference, answers) ? environment(reference.name) : answers[referenceKey(reference)];
  const steps = [
    ...references.flatMap(reference => [
      ...(isThere(reference) ? [agreementStep(title, name, reference, t)] : []),
      {
        ...step(referenceQuestion(title, reference, t)),
        when: (answers: Answers) => !isSent(reference, answers),
      },
    ]),
    ...missingSecrets(document.body).map(slot => step(secretQuestion(title, slot, undefined, t))),
  ];
  const answers = await runWizard<Answers>({}, steps, prompt);
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

/** Whether the person wants the variable of this machine to be sent. */
function isSent(reference: Reference, answers: Answers): boolean {
  return answers[agreementKey(reference)] === 'send';
}

function agreementKey(reference: Reference): string {
  return `agreement/${referenceKey(reference)}`;
}

/** Names the variable of this machine that would be sent: one a step, since a box cuts off a list of them. */
function agreementStep(title: string, group: string, reference: Reference, t: Translate): Step<Answers> {
  const choices = [
    {
      label: t('Send the value of {0}', reference.name),
      detail: t('A variable of this machine. Its value goes into "{0}" in Azure.', group),
      value: 'send',
    },
    { label: t('Type another value'), detail: t('Nothing is taken from this machine.'), value: 'type' },
  ];
  return {
    async ask(answers, prompt) {
      const placeholder = t('The document takes a secret from a variable of this machine');
      const answer = await prompt.pick({ title, placeholder, choices });
      return answer === back ? back : { ...answers, [agreementKey(reference)]: answer };
    },
  };
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
        ? t('Value of {0}, which the document takes from the environment.', reference.name)
        : t('Value of {0}.', reference.name),
    password: true,
    remark: text => (text === '' ? { severity: 'error', message: t('Type a value.') } : undefined),
  };
}
