/** Of groups on their way, at rest, or gone. */
import * as l10n from '@vscode/l10n';
import { errorAdvice } from '../shared/errorAdvice.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const stateWords: WordsTable<
  | 'slowPull'
  | 'stuck'
  | 'starting'
  | 'refused'
  | 'unexplained'
  | 'warned'
  | 'notRunning'
  | 'repairing'
  | 'unknownState'
  | 'stoppedByClient'
  | 'stopped'
  | 'finished'
  | 'doneBeside'
  | 'nothingWrong'
  | 'gone'
> = {
  slowPull: ({ image, minutes }) => ({
    title: l10n.t('The image {0} takes long to pull', code(image)),
    text: l10n.t(
      'It has been pulled for {0} minutes. Large images take that long; the limit is 15 GB.',
      minutes,
    ),
  }),
  stuck: ({ state, minutes }) => ({
    title: l10n.t('The group has been in transition for {0} minutes', minutes),
    text: l10n.t(
      'Azure says {0}. Half a minute is usual; after half an hour Azure gives up by itself.',
      code(state),
    ),
  }),
  starting: ({ state }) => ({
    title: l10n.t('The group is on its way'),
    text: l10n.t('Azure says {0}. Half a minute is usual, and Azure reports no trouble so far.', code(state)),
  }),
  repairing: ({ state }) => ({
    title: l10n.t('Azure moves the group to another machine'),
    text: l10n.t(
      'Azure says {0}: the machine that the group was on has failed. Its address may change.',
      code(state),
    ),
  }),
  refused: ({ kind }) => ({ title: l10n.t('Azure refused to create it'), text: errorAdvice(kind).sentence }),
  unexplained: ({ state, isWaiting }) => ({
    title: l10n.t('It failed, and Azure does not say why'),
    text: sentences(
      l10n.t('Azure says {0}.', code(state)),
      isWaiting
        ? l10n.t(
            'Where containers only wait, it is mostly one of these: the program does not start, a port that Azure keeps for itself, a file share that cannot be mounted, a subnet without free addresses, or no room in the location.',
          )
        : '',
      l10n.t('This is all that Azure tells:'),
    ),
  }),
  warned: ({ container, said, minutes }) => ({
    title:
      container === undefined
        ? l10n.t('Azure warns about the group')
        : l10n.t('Azure warns about container {0}', code(container)),
    text: sentences(
      l10n.t('Azure says: {0}', code(said)),
      minutes === undefined || minutes < 2 ? '' : l10n.t('The last time was {0} minutes ago.', minutes),
    ),
  }),
  notRunning: ({ container, state, detail }) => ({
    title: l10n.t('Container {0} does not run', code(container)),
    text:
      detail === ''
        ? l10n.t('Azure says {0}, and does not say why.', code(state))
        : l10n.t('Azure says {0}: {1}', code(state), code(detail)),
  }),
  unknownState: ({ state }) => ({
    title: l10n.t('It is not clear how it is'),
    text: l10n.t('Azure says {0}. This is all that it tells:', code(state)),
  }),
  stoppedByClient: ({ caller }) => ({
    title: caller === undefined ? l10n.t('Somebody stopped it') : l10n.t('{0} stopped it', code(caller)),
    text: l10n.t(
      'It was stopped on request; nothing has failed. While it is stopped it costs nothing, and has no address.',
    ),
  }),
  stopped: ({ caller }) => ({
    title: l10n.t('It is stopped'),
    text:
      caller === undefined
        ? l10n.t(
            'Azure does not say whether somebody stopped it. While it is stopped it costs nothing, and has no address.',
          )
        : l10n.t(
            '{0} was the last to stop it. While it is stopped it costs nothing, and has no address.',
            code(caller),
          ),
  }),
  finished: ({ containers }) => ({
    title: l10n.t('It has done its work'),
    text:
      containers === 1
        ? l10n.t('Its container has ended with exit code 0.')
        : l10n.t('All of its {0} containers have ended with exit code 0.', containers),
  }),
  doneBeside: ({ container }) => ({
    title: l10n.t('Container {0} is done', code(container)),
    text: l10n.t(
      'It has ended with exit code 0. Azure calls the group Running as long as another container runs.',
    ),
  }),
  nothingWrong: ({ containers }) => ({
    title: l10n.t('Nothing is wrong'),
    text:
      containers === 1
        ? l10n.t('Its container runs, and Azure reports no trouble.')
        : l10n.t('Its {0} containers run, and Azure reports no trouble.', containers),
  }),
  gone: ({ caller }) => ({
    title: l10n.t('It no longer exists'),
    text:
      caller === undefined
        ? l10n.t('Azure knows no container group of that name.')
        : l10n.t('{0} deleted it.', code(caller)),
  }),
};
