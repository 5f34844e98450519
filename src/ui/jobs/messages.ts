import * as l10n from '@vscode/l10n';
import type { JobProblem } from '../../core/jobs/jobProblem.ts';
import { problemText } from '../create/validationMessages.ts';
import type { JobExit } from './createAndFollowJob.ts';
import { formatList } from '../shared/languageFormats.ts';

/** `cpu: Type a number, as 1.5.` */
export function jobProblemText({ property, fault }: JobProblem): string {
  return `${property}: ${jobFaultText(fault)}`;
}

function jobFaultText(fault: JobProblem['fault']): string {
  switch (fault.code) {
    case 'missing':
      return l10n.t('It is missing.');
    case 'empty':
      return l10n.t('It is empty. Leave it out, or write something.');
    case 'textWanted':
      return l10n.t('Text between double quotes is wanted.');
    case 'lineOrListWanted':
      return l10n.t('A command line between double quotes is wanted, or the list of its words.');
    case 'objectOfTextsWanted':
      return l10n.t('An object is wanted, as { "LOG_LEVEL": "debug" }.');
    case 'registryWanted':
      return l10n.t('An object is wanted, with "server", "username" and "password".');
    case 'referenceWanted':
      return l10n.t(
        'A password is not for a file. Write ${input:NAME} to be asked for it, or ${env:NAME} to take it from the environment of VS Code.',
      );
    case 'choiceWanted':
      return l10n.t('One of these is wanted: {0}.', formatList(fault.choices));
    case 'environmentUnset':
      return l10n.t('The environment of VS Code has no variable "{0}".', fault.name);
    case 'rule':
      return problemText(fault.problem);
  }
}

/** How a job has ended. One that Azure has run again says so: what it does may have been done more than once. */
export function jobEndText(name: string, { exitCode, restarts }: JobExit): string {
  const ended = l10n.t('The container job "{0}" has ended with exit code {1}.', name, exitCode);
  if (restarts === 0) return ended;
  const again =
    restarts === 1
      ? l10n.t('It failed before, and Azure ran it again.')
      : l10n.t('It failed before, and Azure ran it again {0} times.', restarts);
  return `${ended} ${again}`;
}
