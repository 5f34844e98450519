/** Of containers that have ended. */
import * as l10n from '@vscode/l10n';
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import { formatNumber } from '../shared/languageFormats.ts';
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
  commandNotFound: params => ({
    title: ended(l10n.t('The command does not exist'), params),
    text: sentences(
      params.command === ''
        ? l10n.t('The image starts a program that is not in it.')
        : l10n.t('{0} is not in the image, or not where it is looked for.', code(params.command)),
      oneWord(params),
      again(params),
    ),
  }),
  notExecutable: params => ({
    title: ended(l10n.t('The command cannot be run'), params),
    text: sentences(
      params.command === ''
        ? l10n.t('What the image starts is there, but is not a program that may be run.')
        : l10n.t('{0} is there, but is not a program that may be run.', code(params.command)),
      oneWord(params),
      again(params),
    ),
  }),
  outOfMemory: params => ({
    title: ended(l10n.t('Out of memory'), params),
    text: sentences(
      params.memoryInGB === undefined
        ? l10n.t('It needed more memory than there is.')
        : l10n.t('It needed more than the {0} GB that it has.', formatNumber(params.memoryInGB)),
      again(params),
    ),
  }),
  killed: params => ({
    title: ended(l10n.t('It was killed'), params),
    text: sentences(
      l10n.t('Exit code 137 means SIGKILL: it had to end at once.'),
      params.memoryInGB === undefined
        ? l10n.t('Mostly the reason is memory.')
        : l10n.t(
            'Mostly the reason is memory: it has {0} GB. It is also what happens to a program that does not end when it is asked to.',
            params.memoryInGB,
          ),
      again(params),
    ),
  }),
  segmentationFault: params => ({
    title: ended(l10n.t('The program crashed'), params),
    text: sentences(
      l10n.t(
        'Exit code 139 means a segmentation fault: a defect of the program or of a native library it uses.',
      ),
      again(params),
    ),
  }),
  terminated: params => ({
    title: ended(l10n.t('It was asked to end'), params),
    text: sentences(
      l10n.t(
        'Exit code 143 means SIGTERM: a stop, a restart, or a move to another machine. The program did as it was told.',
      ),
      again(params),
    ),
  }),
  platformMaintenance: params => ({
    title: ended(l10n.t('Azure did maintenance'), params),
    text: sentences(
      l10n.t(
        'Exit codes 7147 and 7148 come from the platform: Azure took the machine away. Your program is not the reason.',
      ),
      again(params),
    ),
  }),
  exited: params => ({
    title: ended(l10n.t('The program failed'), params),
    text: sentences(
      l10n.t(
        'The program itself ended with {0}. Its last words are in its log.',
        code(String(params.exitCode ?? '')),
      ),
      again(params),
    ),
  }),
  windowsFault: params => ({
    title: ended(l10n.t('Windows ended the program'), params),
    text: sentences(windowsReason(params), again(params)),
  }),
  notStarted: params => ({
    title: notStartedTitle(params),
    text: sentences(
      params.said === '' ? '' : l10n.t('Azure says: {0}', code(params.said)),
      params.said === '' && !params.looping ? l10n.t('Azure does not say why.') : '',
      again(params),
    ),
  }),
  endedAtOnce: ({ container, seconds, restarts, isCalledRunning }) => ({
    title: l10n.t('Container {0} does its work and is started over and over', code(container)),
    text: sentences(
      seconds === undefined
        ? l10n.t('It ended well (exit code 0).')
        : l10n.t('It ended well (exit code 0) after {0} seconds.', seconds),
      l10n.t(
        'The restart policy of the group is Always, so Azure starts it again whenever it ends: {0} times so far, ever more slowly.',
        restarts,
      ),
      isCalledRunning ? l10n.t('Azure calls the group Running all the same.') : '',
    ),
  }),
  infrastructure: ({ container, detail }) => ({
    title: l10n.t('Container {0} ended because of Azure', code(container)),
    text: l10n.t(
      'It ended with {0}, and without an exit code: the platform failed, not your program.',
      code(detail),
    ),
  }),
};

type Ended = FindingParams['exited'];

function ended(what: string, { container, exitCode }: Ended): string {
  return exitCode === undefined
    ? l10n.t('{0}: container {1}', what, code(container))
    : l10n.t('{0}: container {1}, exit code {2}', what, code(container), exitCode);
}

function again({ restarts, looping, recovered, isCalledRunning }: Ended): string {
  if (looping) {
    return sentences(
      l10n.t('Azure keeps starting it, ever more slowly: {0} restarts so far.', restarts),
      isCalledRunning ? l10n.t('It calls the group Running all the same.') : '',
    );
  }
  return recovered ? l10n.t('It runs again since; it has been restarted {0} times.', restarts) : '';
}

function oneWord({ isOneWord }: FindingParams['commandNotFound']): string {
  return isOneWord
    ? l10n.t(
        'The command is one word with a blank in it, so a program of that whole name is looked for: write the program and each argument as a word of its own.',
      )
    : '';
}

function notStartedTitle({ container, looping, recovered, said }: FindingParams['notStarted']): string {
  if (recovered) return l10n.t('Container {0} has been started again', code(container));
  if (!looping) return l10n.t('Container {0} could not be started', code(container));
  return said === ''
    ? l10n.t('Container {0} is started again and again, and Azure does not say why', code(container))
    : l10n.t('Container {0} is started again and again', code(container));
}

function windowsReason({ status, why }: FindingParams['windowsFault']): string {
  switch (why) {
    case 'library':
      return l10n.t(
        '{0} means that a DLL it needs is missing, or is not one for this image: a base image with fewer parts of Windows than it was built for.',
        code(status),
      );
    case 'crash':
      return l10n.t('{0} means a defect of the program or of a native library it uses.', code(status));
    case 'memory':
      return l10n.t('{0} means that there was not enough memory.', code(status));
    case 'exception':
      return l10n.t('{0} means an exception of .NET that nothing caught. It is in the log.', code(status));
    case 'asked':
      return l10n.t('{0} means that it was asked to end, as by Ctrl+C: a stop or a restart.', code(status));
  }
}
