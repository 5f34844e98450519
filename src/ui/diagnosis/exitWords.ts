/** Of containers that have ended. */
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../shared/translate.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const exitWords: WordsTable<
  | 'commandNotFound'
  | 'notExecutable'
  | 'outOfMemory'
  | 'killed'
  | 'segmentationFault'
  | 'terminated'
  | 'platformMaintenance'
  | 'exited'
  | 'windowsFault'
  | 'notStarted'
  | 'endedAtOnce'
  | 'infrastructure'
> = {
  commandNotFound: (params, t) => ({
    title: ended(t('The command does not exist'), params, t),
    text: sentences(
      params.command === ''
        ? t('The image starts a program that is not in it.')
        : t('{0} is not in the image, or not where it is looked for.', code(params.command)),
      oneWord(params, t),
      again(params, t),
    ),
  }),
  notExecutable: (params, t) => ({
    title: ended(t('The command cannot be run'), params, t),
    text: sentences(
      params.command === ''
        ? t('What the image starts is there, but is not a program that may be run.')
        : t('{0} is there, but is not a program that may be run.', code(params.command)),
      oneWord(params, t),
      again(params, t),
    ),
  }),
  outOfMemory: (params, t) => ({
    title: ended(t('Out of memory'), params, t),
    text: sentences(
      params.memoryInGB === undefined
        ? t('It needed more memory than there is.')
        : t('It needed more than the {0} GB that it has.', params.memoryInGB),
      again(params, t),
    ),
  }),
  killed: (params, t) => ({
    title: ended(t('It was killed'), params, t),
    text: sentences(
      t('Exit code 137 means SIGKILL: it had to end at once.'),
      params.memoryInGB === undefined
        ? t('Mostly the reason is memory.')
        : t(
            'Mostly the reason is memory: it has {0} GB. It is also what happens to a program that does not end when it is asked to.',
            params.memoryInGB,
          ),
      again(params, t),
    ),
  }),
  segmentationFault: (params, t) => ({
    title: ended(t('The program crashed'), params, t),
    text: sentences(
      t('Exit code 139 means a segmentation fault: a defect of the program or of a native library it uses.'),
      again(params, t),
    ),
  }),
  terminated: (params, t) => ({
    title: ended(t('It was asked to end'), params, t),
    text: sentences(
      t(
        'Exit code 143 means SIGTERM: a stop, a restart, or a move to another machine. The program did as it was told.',
      ),
      again(params, t),
    ),
  }),
  platformMaintenance: (params, t) => ({
    title: ended(t('Azure did maintenance'), params, t),
    text: sentences(
      t(
        'Exit codes 7147 and 7148 come from the platform: Azure took the machine away. Your program is not the reason.',
      ),
      again(params, t),
    ),
  }),
  exited: (params, t) => ({
    title: ended(t('The program failed'), params, t),
    text: sentences(
      t(
        'The program itself ended with {0}. Its last words are in its log.',
        code(String(params.exitCode ?? '')),
      ),
      again(params, t),
    ),
  }),
  windowsFault: (params, t) => ({
    title: ended(t('Windows ended the program'), params, t),
    text: sentences(windowsReason(params, t), again(params, t)),
  }),
  notStarted: (params, t) => ({
    title: notStartedTitle(params, t),
    text: sentences(
      params.said === '' ? '' : t('Azure says: {0}', code(params.said)),
      params.said === '' && !params.looping ? t('Azure does not say why.') : '',
      again(params, t),
    ),
  }),
  endedAtOnce: ({ container, seconds, restarts, isCalledRunning }, t) => ({
    title: t('Container {0} does its work and is started over and over', code(container)),
    text: sentences(
      seconds === undefined
        ? t('It ended well (exit code 0).')
        : t('It ended well (exit code 0) after {0} seconds.', seconds),
      t(
        'The restart policy of the group is Always, so Azure starts it again whenever it ends: {0} times so far, ever more slowly.',
        restarts,
      ),
      isCalledRunning ? t('Azure calls the group Running all the same.') : '',
    ),
  }),
  infrastructure: ({ container, detail }, t) => ({
    title: t('Container {0} ended because of Azure', code(container)),
    text: t(
      'It ended with {0}, and without an exit code: the platform failed, not your program.',
      code(detail),
    ),
  }),
};

type Ended = FindingParams['exited'];

function ended(what: string, { container, exitCode }: Ended, t: Translate): string {
  return exitCode === undefined
    ? t('{0}: container {1}', what, code(container))
    : t('{0}: container {1}, exit code {2}', what, code(container), exitCode);
}

function again({ restarts, looping, recovered, isCalledRunning }: Ended, t: Translate): string {
  if (looping) {
    return sentences(
      t('Azure keeps starting it, ever more slowly: {0} restarts so far.', restarts),
      isCalledRunning ? t('It calls the group Running all the same.') : '',
    );
  }
  return recovered ? t('It runs again since; it has been restarted {0} times.', restarts) : '';
}

function oneWord({ isOneWord }: FindingParams['commandNotFound'], t: Translate): string {
  return isOneWord
    ? t(
        'The command is one word with a blank in it, so a program of that whole name is looked for: write the program and each argument as a word of its own.',
      )
    : '';
}

function notStartedTitle(
  { container, looping, recovered, said }: FindingParams['notStarted'],
  t: Translate,
): string {
  if (recovered) return t('Container {0} has been started again', code(container));
  if (!looping) return t('Container {0} could not be started', code(container));
  return said === ''
    ? t('Container {0} is started again and again, and Azure does not say why', code(container))
    : t('Container {0} is started again and again', code(container));
}

function windowsReason({ status, why }: FindingParams['windowsFault'], t: Translate): string {
  switch (why) {
    case 'library':
      return t(
        '{0} means that a DLL it needs is missing, or is not one for this image: a base image with fewer parts of Windows than it was built for.',
        code(status),
      );
    case 'crash':
      return t('{0} means a defect of the program or of a native library it uses.', code(status));
    case 'memory':
      return t('{0} means that there was not enough memory.', code(status));
    case 'exception':
      return t('{0} means an exception of .NET that nothing caught. It is in the log.', code(status));
    case 'asked':
      return t('{0} means that it was asked to end, as by Ctrl+C: a stop or a restart.', code(status));
  }
}
