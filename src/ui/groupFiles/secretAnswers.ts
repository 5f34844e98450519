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
  const offered = references.filter(
    ({ from, name: variable }) => from === 'env' && environment(variable) !== undefined,
  );
  const known = (reference: Reference, answers: Answers) =>
    answers[referenceKey(reference)] ??
    (answers[agreement] === 'send' && offered.includes(reference) ? environment(reference.name) : undefined);
  const steps = [
    ...(offered.length > 0 ? [agreementStep(title, name, offered, t)] : []),
    ...references.map(reference => ({
      ...step(referenceQuestion(title, reference, t)),
      when: (answers: Answers) => !(offered.includes(reference) && answers[agreement] === 'send'),
    })),
    ...missingSecrets(document.body).map(slot => step(secretQuestion(title, slot, undefined, t))),
  ];
  const answers = await runWizard<Answers>({}, steps, prompt);
  if (!answers) return undefined;
  const answered = new Map(references.map(reference => [referenceKey(reference), known(reference, answers)]));
  const body = withAnswers(document.body, reference => answered.get(referenceKey(reference)));
  const secrets: Secrets = Object.fromEntries(
    missingSecrets(document.body).flatMap(slot => {
      const answer = answers[slotKey(slot)];
      return answer === undefined ? [] : [[slotKey(slot), answer]];
    }),
  );
  return fillSecrets({ ...document, body }, secrets);
}

/** The key of the answer whether variables of this machine are sent. No reference has such a key. */
const agreement = 'agreement';

/** Lists the variables of this machine that would be sent, before any of them is read. */
function agreementStep(
  title: string,
  group: string,
  offered: readonly Reference[],
  t: Translate,
): Step<Answers> {
  const names = offered.map(({ name }) => name).join(', ');
  const choices = [
    {
      label: t('Send the values of {0}', names),
      detail: t(
        'Variables of this machine that go into "{0}" in Azure, where the document names them.',
        group,
      ),
      value: 'send',
    },
    { label: t('Type other values'), detail: t('Nothing is taken from this machine.'), value: 'type' },
  ];
  return {
    async ask(answers, prompt) {
      const placeholder = t('The document takes secrets from the environment of this machine');
      const answer = await prompt.pick({ title, placeholder, choices });
      return answer === back ? back : { ...answers, [agreement]: answer };
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
