/** Of groups on their way, at rest, or gone. */
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
  slowPull: ({ image, minutes }, t) => ({
    title: t('The image {0} takes long to pull', code(image)),
    text: t('It has been pulled for {0} minutes. Large images take that long; the limit is 15 GB.', minutes),
  }),
  stuck: ({ state, minutes }, t) => ({
    title: t('The group has been in transition for {0} minutes', minutes),
    text: t(
      'Azure says {0}. Half a minute is usual; after half an hour Azure gives up by itself.',
      code(state),
    ),
  }),
  starting: ({ state }, t) => ({
    title: t('The group is on its way'),
    text: t('Azure says {0}. Half a minute is usual, and Azure reports no trouble so far.', code(state)),
  }),
  repairing: ({ state }, t) => ({
    title: t('Azure moves the group to another machine'),
    text: t(
      'Azure says {0}: the machine that the group was on has failed. Its address may change.',
      code(state),
    ),
  }),
  refused: ({ kind }, t) => ({ title: t('Azure refused to create it'), text: errorAdvice(kind, t).sentence }),
  unexplained: ({ state, isWaiting }, t) => ({
    title: t('It failed, and Azure does not say why'),
    text: sentences(
      t('Azure says {0}.', code(state)),
      isWaiting
        ? t(
            'Where containers only wait, it is mostly one of these: the program does not start, a port that Azure keeps for itself, a file share that cannot be mounted, a subnet without free addresses, or no room in the location.',
          )
        : '',
      t('This is all that Azure tells:'),
    ),
  }),
  warned: ({ container, said, minutes }, t) => ({
    title:
      container === undefined
        ? t('Azure warns about the group')
        : t('Azure warns about container {0}', code(container)),
    text: sentences(
      t('Azure says: {0}', code(said)),
      minutes === undefined || minutes < 2 ? '' : t('The last time was {0} minutes ago.', minutes),
    ),
  }),
  notRunning: ({ container, state, detail }, t) => ({
    title: t('Container {0} does not run', code(container)),
    text:
      detail === ''
        ? t('Azure says {0}, and does not say why.', code(state))
        : t('Azure says {0}: {1}', code(state), code(detail)),
  }),
  unknownState: ({ state }, t) => ({
    title: t('It is not clear how it is'),
    text: t('Azure says {0}. This is all that it tells:', code(state)),
  }),
  stoppedByClient: (_, t) => ({
    title: t('Somebody stopped it'),
    text: t(
      'It was stopped on request; nothing has failed. While it is stopped it costs nothing, and has no address.',
    ),
  }),
  stopped: (_, t) => ({
    title: t('It is stopped'),
    text: t(
      'Azure does not say whether somebody stopped it. While it is stopped it costs nothing, and has no address.',
    ),
  }),
  finished: ({ containers }, t) => ({
    title: t('It has done its work'),
    text:
      containers === 1
        ? t('Its container has ended with exit code 0.')
        : t('All of its {0} containers have ended with exit code 0.', containers),
  }),
  doneBeside: ({ container }, t) => ({
    title: t('Container {0} is done', code(container)),
    text: t(
      'It has ended with exit code 0. Azure calls the group Running as long as another container runs.',
    ),
  }),
  nothingWrong: ({ containers }, t) => ({
    title: t('Nothing is wrong'),
    text:
      containers === 1
        ? t('Its container runs, and Azure reports no trouble.')
        : t('Its {0} containers run, and Azure reports no trouble.', containers),
  }),
  gone: (_, t) => ({
    title: t('It no longer exists'),
    text: t('Azure knows no container group of that name.'),
  }),
};
