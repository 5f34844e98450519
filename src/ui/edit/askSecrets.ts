/**
 * Fills the secrets of a group that is about to be sent: from the environment where the file says so and the person
 * agrees, else by asking. Whoever wrote the file or the group chose which variables of this machine it names. At the
 * end stands a list of what goes to Azure from this machine, and of the files that a secret volume has from then on.
 */
import * as l10n from '@vscode/l10n';
import { fillSecrets, missingSecrets, type SecretValues } from '../../core/document/missingSecrets.ts';
import { type Secret, secretKey } from '../../core/document/secretLocations.ts';
import type { RawContainerGroup } from '../../core/model/containerGroup.ts';
import { type SecretFiles, secretVolumes } from '../../core/document/secretVolumeFiles.ts';
import { secretQuestion } from '../create/steps/secrets.ts';
import { toPlainText } from '../shared/plainText.ts';
import { askSecretFiles, secretFilesText } from '../shared/askSecretFiles.ts';
import {
  back,
  type Choice,
  boxClosedError,
  type InputQuestion,
  type Prompt,
  runWizard,
  type Step,
} from '../shared/wizard.ts';
import { askToSendVariable } from '../shared/askToSendVariable.ts';
import { type SecretReference, findSecretReferences, resolveSecretReferences } from './secretReferences.ts';

/** Answers by key; held in memory only, as long as the question. */
type Answers = Readonly<Record<string, string | SecretFiles>>;

export interface SecretsDeps {
  readonly prompt: Prompt;
  /** A variable of this machine; none in a window that is not trusted. */
  readonly environment: (name: string) => string | undefined;
}

/** What is to be sent, and what is there now. */
interface SecretsRequest {
  readonly name: string;
  readonly document: RawContainerGroup;
  /** Undefined for a new group. */
  readonly live: RawContainerGroup | undefined;
}

/** The document with every secret in it; undefined when the person leaves. */
export async function askSecrets(
  sending: SecretsRequest,
  { prompt, environment }: SecretsDeps,
): Promise<RawContainerGroup | undefined> {
  const { name, document } = sending;
  const title = l10n.t('Apply "{0}": Secrets', name);
  const references = findSecretReferences(document.body);
  const isThere = (reference: SecretReference) =>
    reference.from === 'env' && environment(reference.name) !== undefined;
  const filled = (answers: Answers) => {
    const body = resolveSecretReferences(document.body, reference =>
      isSent(reference, answers) ? environment(reference.name) : asAnswer(answers[referenceKey(reference)]),
    );
    return fillSecrets({ ...document, body }, secretsIn(document, answers));
  };
  const steps = [
    ...references.flatMap(reference => [
      ...(isThere(reference) ? [agreementStep(title, name, reference)] : []),
      {
        ...inputStep(referenceQuestion(title, reference)),
        when: (answers: Answers) => !isSent(reference, answers),
      },
    ]),
    ...secretsToAsk(sending).map(secret => secretStep(title, document, secret)),
    summaryStep(title, answers => ({
      variables: references.filter(reference => isSent(reference, answers)).map(reference => reference.name),
      volumes: volumesToShow(sending, filled(answers)),
    })),
  ];
  const answers = await runWizard<Answers>({}, steps, prompt);
  return answers && filled(answers);
}

/** A new group has the protected settings that its file has; of others Azure does not tell whether there are any. */
export function secretsToAsk({ document, live }: Omit<SecretsRequest, 'name'>): readonly Secret[] {
  return missingSecrets(document.body).filter(
    ({ kind }) => live !== undefined || kind !== 'extensionSettings',
  );
}

function secretsIn({ body }: RawContainerGroup, answers: Answers): SecretValues {
  return Object.fromEntries(
    missingSecrets(body).flatMap(secret => {
      const answer = answers[secretKey(secret)];
      return answer === undefined ? [] : [[secretKey(secret), answer]];
    }),
  );
}

function asAnswer(answer: string | SecretFiles | undefined): string | undefined {
  return typeof answer === 'string' ? answer : undefined;
}

/** Whether the person wants the variable of this machine to be sent. */
function isSent(reference: SecretReference, answers: Answers): boolean {
  return answers[agreementKey(reference)] === 'send';
}

function agreementKey(reference: SecretReference): string {
  return `agreement/${referenceKey(reference)}`;
}

function agreementStep(title: string, group: string, { from, name }: SecretReference): Step<Answers> {
  const placeholder = l10n.t('The document takes a secret from a variable of this machine');
  const detail = l10n.t('A variable of this machine. Its value goes into "{0}" in Azure.', group);
  return {
    async ask(answers, prompt) {
      const isAgreed = await askToSendVariable({ title, placeholder, name, detail }, prompt);
      return isAgreed === back
        ? back
        : { ...answers, [agreementKey({ from, name })]: isAgreed ? 'send' : 'type' };
    },
  };
}

function secretStep(title: string, { body }: RawContainerGroup, secret: Secret): Step<Answers> {
  const key = secretKey(secret);
  if (secret.kind !== 'secretVolume') return inputStep(secretQuestion(title, secret, undefined));
  const inText = {
    label: l10n.t('$(file-code) Write them into the document instead'),
    detail: l10n.t('Nothing is sent. Under the volume, as "secret: {name: base64}"; then apply again.'),
  };
  return {
    async ask(answers, prompt) {
      const before = answers[key];
      const files = typeof before === 'object' ? before : {};
      const answer = await askSecretFiles({ title, volume: secret.volume, body, files, inText }, prompt);
      if (answer === 'inText') throw boxClosedError();
      return answer === back ? back : { ...answers, [key]: answer };
    },
  };
}

function inputStep(question: InputQuestion): Step<Answers> {
  return {
    async ask(answers, prompt) {
      const answer = await prompt.input({ ...question, value: asAnswer(answers[question.id]) });
      return answer === back ? back : { ...answers, [question.id]: answer };
    },
  };
}

interface Summary {
  /** Names of variables of this machine. */
  readonly variables: readonly string[];
  /** Secret volumes with the files that they have from then on. */
  readonly volumes: readonly { readonly name: string; readonly files: SecretFiles }[];
}

/** Volumes of which files were asked for, or replace those that the live group has. */
function volumesToShow({ document, live }: SecretsRequest, filled: RawContainerGroup): Summary['volumes'] {
  const isAsked = (name: string) =>
    missingSecrets(document.body).some(secret => secret.kind === 'secretVolume' && secret.volume === name);
  const before = live ? secretVolumes(live.body).map(({ name }) => name) : [];
  return secretVolumes(filled.body).filter(({ name }) => isAsked(name) || before.includes(name));
}

/** Shows what is sent, once more and all of it; asks nothing where that is nothing but what was typed. */
function summaryStep(title: string, summaryOf: (answers: Answers) => Summary): Step<Answers> {
  const isNeeded = ({ variables, volumes }: Summary) => variables.length + volumes.length > 0;
  return {
    when: answers => isNeeded(summaryOf(answers)),
    async ask(answers, prompt) {
      const choices = summaryChoices(summaryOf(answers));
      for (;;) {
        const placeholder = l10n.t('Nothing has been sent yet. Look at what is sent, then send it');
        const answer = await prompt.pick({ title, placeholder, choices });
        if (answer === back) return back;
        if (answer === 'send') return answers;
      }
    },
  };
}

function summaryChoices({ variables, volumes }: Summary): readonly Choice<'send' | 'row'>[] {
  const rows = [
    ...volumes.map(({ name, files }) => ({
      label: l10n.t('Secret volume {0}', toPlainText(name)),
      detail: l10n.t('Has these files from then on, and no others: {0}', secretFilesText(files)),
    })),
    ...variables.map(name => ({
      label: toPlainText(name),
      detail: l10n.t('The value of this variable of this machine'),
    })),
  ];
  return [
    { label: l10n.t('$(check) Send'), value: 'send' },
    ...rows.map((row, index): Choice<'row'> => ({
      ...row,
      value: 'row',
      ...(index === 0 && { heading: l10n.t('What is sent') }),
    })),
  ];
}

function referenceKey({ from, name }: SecretReference): string {
  return `${from}:${name}`;
}

function referenceQuestion(title: string, reference: SecretReference): InputQuestion {
  return {
    id: referenceKey(reference),
    title,
    prompt:
      reference.from === 'env'
        ? l10n.t('Value of {0}, which the document takes from the environment.', reference.name)
        : l10n.t('Value of {0}.', reference.name),
    password: true,
    validate: text => (text === '' ? { severity: 'error', message: l10n.t('Type a value.') } : undefined),
  };
}
