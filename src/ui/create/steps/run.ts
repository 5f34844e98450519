/** What the container does: restart policy and command line. */
import type { OsType, RestartPolicy } from '../../../core/model.ts';
import {
  joinCommandLine,
  oneWordProblem,
  parseCommand,
  wantsShell,
} from '../../../core/rules/commandLine.ts';
import { likelySystem } from '../../../core/rules/image.ts';
import { back, type Choice, type Remark } from '../../wizard.ts';
import type { CreateContext, CreateStep } from '../context.ts';
import type { Translate } from '../../translate.ts';
import { errorOf, warningOf } from '../words.ts';

export function restartPolicyStep({ t }: CreateContext): CreateStep {
  return {
    section: 'restartPolicy',
    answered: draft => draft.restartPolicy !== undefined,
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

export function commandStep({ t }: CreateContext): CreateStep {
  return {
    section: 'command',
    answered: draft => draft.command !== undefined,
    async ask(draft, prompt) {
      const system = draft.osType ?? likelySystem(draft.image ?? '');
      const line = await prompt.input({
        id: 'command',
        title: t('Create container group: Command line'),
        prompt: t(
          'Command line, with quotes as in a shell, or a list as ["npm", "start"]. Leave empty for the command of the image.',
        ),
        placeholder: t('/bin/sh -c "echo hello"'),
        value: joinCommandLine(draft.command ?? [], system),
        remark: text => commandRemark(text, system, t),
      });
      if (line === back) return back;
      const parsed = parseCommand(line, system);
      return 'problem' in parsed ? draft : { ...draft, command: parsed.argv };
    },
  };
}

/** What the line is split into, as one types. */
function commandRemark(text: string, system: OsType, t: Translate): Remark | undefined {
  const parsed = parseCommand(text, system);
  if ('problem' in parsed) return errorOf(parsed.problem, t);
  if (parsed.argv.length === 0) return undefined;
  const concern = oneWordProblem(parsed.argv);
  if (concern) return warningOf(concern, t);
  const shown = JSON.stringify(parsed.argv);
  if (!wantsShell(parsed.argv)) return { severity: 'info', message: t('Runs {0}', shown) };
  return {
    severity: 'warning',
    message: t('Runs {0}. No shell reads this: for pipes and variables type /bin/sh -c "…".', shown),
  };
}
