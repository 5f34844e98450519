/** What the container does: restart policy and command line. */
import type { OsType, RestartPolicy } from '../../../core/model/containerGroup.ts';
import {
  joinCommandLine,
  unsplitCommandProblem,
  parseCommand,
  wantsShell,
} from '../../../core/rules/commandLine.ts';
import { likelyOsType } from '../../../core/rules/image.ts';
import { back, type Choice, type ValidationMessage } from '../../shared/wizard.ts';
import type { CreateWizardContext, CreateStep } from '../wizardContext.ts';
import type { Translate } from '../../shared/translate.ts';
import { validationError, validationWarning } from '../validationMessages.ts';

export function restartPolicyStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'restartPolicy',
    isAnswered: draft => draft.restartPolicy !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<RestartPolicy>[] = [
        { label: t('Always'), detail: t('For services: started again whenever it ends'), value: 'Always' },
        {
          label: t('On failure'),
          detail: t('For jobs: started again when it ends with an error'),
          value: 'OnFailure',
        },
        { label: t('Never'), detail: t('For jobs that run once, whatever comes of it'), value: 'Never' },
      ];
      const restartPolicy = await prompt.pick({
        title: t('Create container group: Restart policy'),
        placeholder: t('What happens when the container ends?'),
        choices,
        active: choices.find(({ value }) => value === draft.restartPolicy),
      });
      return restartPolicy === back ? back : { ...draft, restartPolicy };
    },
  };
}

export function commandStep({ t }: CreateWizardContext): CreateStep {
  return {
    section: 'command',
    isAnswered: draft => draft.command !== undefined,
    async ask(draft, prompt) {
      const system = draft.osType ?? likelyOsType(draft.image ?? '');
      const line = await prompt.input({
        id: 'command',
        title: t('Create container group: Command line'),
        prompt: t(
          'Command line, with quotes as in a shell, or a list as ["npm", "start"]. Leave empty for the command of the image.',
        ),
        placeholder: t('/bin/sh -c "echo hello"'),
        value: joinCommandLine(draft.command ?? [], system),
        validate: text => validateCommandLine(text, system, t),
      });
      if (line === back) return back;
      const parsed = parseCommand(line, system);
      return 'problem' in parsed ? draft : { ...draft, command: parsed.argv };
    },
  };
}

/** What the line is split into, as one types. */
function validateCommandLine(text: string, system: OsType, t: Translate): ValidationMessage | undefined {
  const parsed = parseCommand(text, system);
  if ('problem' in parsed) return validationError(parsed.problem, t);
  if (parsed.argv.length === 0) return undefined;
  const concern = unsplitCommandProblem(parsed.argv);
  if (concern) return validationWarning(concern, t);
  const shown = JSON.stringify(parsed.argv);
  if (!wantsShell(parsed.argv)) return { severity: 'info', message: t('Runs {0}', shown) };
  return {
    severity: 'warning',
    message: t('Runs {0}. No shell reads this: for pipes and variables type /bin/sh -c "…".', shown),
  };
}
