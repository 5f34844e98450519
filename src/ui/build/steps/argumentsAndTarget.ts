/** Which stage is built, with which arguments. */
import * as l10n from '@vscode/l10n';
import { type AskedArgument, askedArguments, namedStages } from '../../../core/builds/buildPlan.ts';
import { toPlainText } from '../../shared/plainText.ts';
import { back, type Back, type Choice, type Prompt } from '../../shared/wizard.ts';
import type { BuildDraft } from '../buildDraft.ts';
import type { BuildStep } from '../buildWizardContext.ts';

/** Asked where there is a choice: with several stages, of which one at least has a name. */
export function targetStep(): BuildStep {
  return {
    isAnswered: ({ target }) => target !== undefined,
    when: ({ dockerfile }) => {
      const parsed = dockerfile?.parsed;
      return parsed !== undefined && parsed.stages.length > 1 && namedStages(parsed).length > 0;
    },
    async ask(draft, prompt) {
      const stages = draft.dockerfile ? namedStages(draft.dockerfile.parsed) : [];
      const last = draft.dockerfile?.parsed.stages.at(-1)?.name;
      const choices: Choice<string>[] = [
        { label: l10n.t('The last stage'), description: last, value: '' },
        ...stages.filter(name => name !== last).map(name => ({ label: toPlainText(name), value: name })),
      ];
      const target = await prompt.pick({
        title: l10n.t('Build image: Stage'),
        placeholder: l10n.t('Which stage of the Dockerfile becomes the image?'),
        choices,
        active: choices.find(({ value }) => value === draft.target),
      });
      return target === back ? back : { ...draft, target };
    },
  };
}

function argumentsOfDraft({ dockerfile, target = '' }: BuildDraft): readonly AskedArgument[] {
  return dockerfile ? askedArguments(dockerfile.parsed, target === '' ? undefined : target) : [];
}

/** What has no default is asked for; of what has one, whoever likes changes it. */
export function argumentsStep(): BuildStep {
  return {
    isAnswered: () => false,
    when: draft => argumentsOfDraft(draft).length > 0,
    async ask(draft, prompt) {
      const all = argumentsOfDraft(draft);
      let values = draft.values;
      for (const argument of all.filter(({ defaultValue }) => defaultValue === undefined)) {
        if (Object.hasOwn(values, argument.name)) continue;
        const value = await askValue(argument, values, prompt);
        if (value === back) return back;
        values = { ...values, [argument.name]: value };
      }
      for (;;) {
        const chosen = await pickArgument(all, values, prompt);
        if (chosen === back) return back;
        if (chosen === 'goOn') return { ...draft, values };
        const value = await askValue(chosen, values, prompt);
        if (value !== back) values = { ...values, [chosen.name]: value };
      }
    },
  };
}

function pickArgument(
  all: readonly AskedArgument[],
  values: BuildDraft['values'],
  prompt: Prompt,
): Promise<'goOn' | AskedArgument | Back> {
  const rows = all.map((argument, index): Choice<AskedArgument> => ({
    label: toPlainText(argument.name),
    description: toPlainText(shownValue(argument, values)),
    value: argument,
    ...(index === 0 && { heading: l10n.t('Arguments: choose one to change it') }),
  }));
  return prompt.pick<'goOn' | AskedArgument>({
    title: l10n.t('Build image: Arguments'),
    placeholder: l10n.t('What the Dockerfile is given with ARG'),
    choices: [{ label: l10n.t('$(arrow-right) Go on'), value: 'goOn' }, ...rows],
  });
}

function shownValue(
  { name, isSecret, defaultValue = '' }: AskedArgument,
  values: BuildDraft['values'],
): string {
  const value = values[name];
  if (isSecret) return value === undefined || value === '' ? l10n.t('not set') : '••••';
  return value ?? l10n.t('{0} (default)', defaultValue);
}

function askValue(
  { name, isSecret, defaultValue }: AskedArgument,
  values: BuildDraft['values'],
  prompt: Prompt,
): Promise<string | Back> {
  return prompt.input({
    id: `argument/${name}`,
    title: l10n.t('Build image: Argument {0}', name),
    prompt: isSecret
      ? l10n.t(
          'Sent as a secret and kept nowhere here; whoever has the image may still find it in its history',
        )
      : l10n.t('Value of {0}', name),
    value: values[name] ?? (isSecret ? undefined : defaultValue),
    password: isSecret,
  });
}
