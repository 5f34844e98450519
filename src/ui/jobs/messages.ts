import type { JobProblem } from '../../core/jobs/jobProblem.ts';
import { problemText } from '../create/validationMessages.ts';
import type { Translate } from '../shared/translate.ts';
import type { JobExit } from './runToCompletion.ts';

/** `cpu: Type a number, as 1.5.` */
export function jobProblemText({ property, fault }: JobProblem, t: Translate): string {
  return `${property}: ${jobFaultText(fault, t)}`;
}

function jobFaultText(fault: JobProblem['fault'], t: Translate): string {
  switch (fault.code) {
    case 'missing':
      return t('It is missing.');
    case 'empty':
      return t('It is empty. Leave it out, or write something.');
    case 'textWanted':
      return t('Text between double quotes is wanted.');
    case 'lineOrListWanted':
      return t('A command line between double quotes is wanted, or the list of its words.');
    case 'objectOfTextsWanted':
      return t('An object is wanted, as { "LOG_LEVEL": "debug" }.');
    case 'registryWanted':
      return t('An object is wanted, with "server", "username" and "password".');
    case 'referenceWanted':
      return t(
        'A password is not for a file. Write ${input:NAME} to be asked for it, or ${env:NAME} to take it from the environment of VS Code.',
      );
    case 'choiceWanted':
      return t('One of these is wanted: {0}.', fault.choices.join(', '));
    case 'environmentUnset':
      return t('The environment of VS Code has no variable "{0}".', fault.name);
    case 'rule':
      return problemText(fault.problem, t);
  }
}

/** How a job has ended. One that Azure has run again says so: what it does may have been done more than once. */
export function jobEndText(name: string, { exitCode, restarts }: JobExit, t: Translate): string {
  const ended = t('The container job "{0}" has ended with exit code {1}.', name, exitCode);
  if (restarts === 0) return ended;
  const again =
    restarts === 1
      ? t('It failed before, and Azure ran it again.')
      : t('It failed before, and Azure ran it again {0} times.', restarts);
  return `${ended} ${again}`;
}
