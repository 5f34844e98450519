/** What the container does: restart policy and command line. */
import type { OsType, RestartPolicy } from '../../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import {
  joinCommandLine,
  unsplitCommandProblem,
  parseCommand,
  wantsShell,
} from '../../../core/rules/commandLine.ts';
import { likelyOsType } from '../../../core/rules/image.ts';
import { back, type Choice, type ValidationMessage } from '../../shared/wizard.ts';
import type { CreateStep } from '../wizardContext.ts';
import { validationError, validationWarning } from '../validationMessages.ts';

export function restartPolicyStep(): CreateStep {
  return {
    section: 'restartPolicy',
    isAnswered: draft => draft.restartPolicy !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<RestartPolicy>[] = [
        {
          label: l10n.t('Always'),
          detail: l10n.t('For services: started again whenever it ends'),
          value: 'Always',
        },
        {
          label: l10n.t('On failure'),
          detail: l10n.t('For jobs: started again when it ends with an error'),
          value: 'OnFailure',
        },
        {
          label: l10n.t('Never'),
          detail: l10n.t('For jobs that run once, whatever comes of it'),
          value: 'Never',
        },
      ];
      const restartPolicy = await prompt.pick({
        title: l10n.t('Create container group: Restart policy'),
        placeholder: l10n.t('What happens when the container ends?'),
        choices,
        active: choices.find(({ value }) => value === draft.restartPolicy),
      });
      return restartPolicy === back ? back : { ...draft, restartPolicy };
    },
  };
}

export function commandStep(): CreateStep {
  return {
    section: 'command',
    isAnswered: draft => draft.command !== undefined,
    async ask(draft, prompt) {
      const system = draft.osType ?? likelyOsType(draft.image ?? '');
      const line = await prompt.input({
        id: 'command',
        title: l10n.t('Create container group: Command line'),
        prompt: l10n.t(
          'Command line, with quotes as in a shell, or a list as ["npm", "start"]. Leave empty for the command of the image.',
        ),
        placeholder: l10n.t('/bin/sh -c "echo hello"'),
        value: joinCommandLine(draft.command ?? [], system),
        validate: text => validateCommandLine(text, system),
      });
      if (line === back) return back;
      const parsed = parseCommand(line, system);
      return 'problem' in parsed ? draft : { ...draft, command: parsed.argv };
    },
  };
}

/** What the line is split into, as one types. */
function validateCommandLine(text: string, system: OsType): ValidationMessage | undefined {
  const parsed = parseCommand(text, system);
  if ('problem' in parsed) return validationError(parsed.problem);
  if (parsed.argv.length === 0) return undefined;
  const concern = unsplitCommandProblem(parsed.argv);
  if (concern) return validationWarning(concern);
  const shown = JSON.stringify(parsed.argv);
  if (!wantsShell(parsed.argv)) return { severity: 'info', message: l10n.t('Runs {0}', shown) };
  return {
    severity: 'warning',
    message: l10n.t('Runs {0}. No shell reads this: for pipes and variables type /bin/sh -c "…".', shown),
  };
}
