/** Of containers that have ended. */
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../translate.ts';
import { code } from './code.ts';
import { sentences, type WordsOf } from './words.ts';

export const exitWords: WordsOf<
  | 'commandNotFound'
  | 'notExecutable'
  | 'outOfMemory'
  | 'killed'
  | 'segmentationFault'
  | 'terminated'
  | 'platformMaintenance'
  | 'exited'
  | 'endedAtOnce'
  | 'infrastructure'
> = {
  commandNotFound: (params, t) => ({
    title: ended(t('The command does not exist'), params, t),
    text: sentences(
      params.command === ''
        ? t('The image starts a program that is not in it.')
        : t('{0} is not in the image, or not where it is looked for.', code(params.command)),
      again(params, t),
    ),
  }),
  notExecutable: (params, t) => ({
    title: ended(t('The command cannot be run'), params, t),
    text: sentences(
      params.command === ''
        ? t('What the image starts is there, but is not a program that may be run.')
        : t('{0} is there, but is not a program that may be run.', code(params.command)),
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
      t('The program itself ended with {0}. Its last words are in its log.', code(String(params.exitCode))),
      again(params, t),
    ),
  }),
  endedAtOnce: ({ container, seconds, restarts }, t) => ({
    title: t('Container {0} does its work and is started over and over', code(container)),
    text: sentences(
      seconds === undefined
        ? t('It ended well (exit code 0).')
        : t('It ended well (exit code 0) after {0} seconds.', seconds),
      t(
        'The restart policy of the group is Always, so Azure starts it again whenever it ends: {0} times so far, ever more slowly. Azure calls the group Running all the same.',
        restarts,
      ),
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
  return t('{0}: container {1}, exit code {2}', what, code(container), exitCode);
}

function again({ restarts, looping, recovered }: Ended, t: Translate): string {
  if (looping) {
    return t(
      'Azure keeps starting it, ever more slowly: {0} restarts so far. It calls the group Running all the same.',
      restarts,
    );
  }
  return recovered ? t('It runs again since; it has been restarted {0} times.', restarts) : '';
}
