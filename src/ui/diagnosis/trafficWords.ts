/** Of containers that run, and that nobody reaches. */
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../shared/translate.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const trafficWords: WordsTable<
  'probeFailing' | 'portInUse' | 'portElsewhere' | 'listensOnLoopback' | 'portNotExposed'
> = {
  probeFailing: ({ container, probe, why }, t) => ({
    title:
      probe === 'readiness'
        ? t('Container {0} is not ready', code(container))
        : t('Container {0} does not pass its probe', code(container)),
    text: sentences(probeText(probe, t), probeReason(why, t)),
  }),
  portInUse: ({ container, ports }, t) => ({
    title: t('Container {0} wants a port that is taken', code(container)),
    text: sentences(
      t('All containers of a group share one network: each port can belong to one of them only.'),
      ports === '' ? '' : t('It declares {0}.', code(ports)),
    ),
  }),
  portElsewhere: ({ container, listens, open }, t) => ({
    title: t('Container {0} listens on another port', code(container)),
    text: sentences(
      t('Its log says that it listens on {0}. The group opens {1}.', code(listens), code(open)),
      t('Azure Container Instances cannot map one port to another.'),
    ),
  }),
  listensOnLoopback: ({ container, port }, t) => ({
    title: t('Container {0} cannot be reached from outside', code(container)),
    text: t(
      'Its log says that it listens on the address 127.0.0.1, port {0}: only containers of the same group can reach that.',
      port,
    ),
  }),
  portNotExposed: ({ container, ports, open }, t) => ({
    title: t('A port of container {0} is not open', code(container)),
    text: t(
      'It declares {0}; the address of the group opens {1}. From outside the others cannot be reached.',
      code(ports),
      open === '' ? t('none') : code(open),
    ),
  }),
};

function probeText(probe: FindingParams['probeFailing']['probe'], t: Translate): string {
  switch (probe) {
    case 'readiness':
      return t('Its readiness probe fails, so no traffic reaches it.');
    case 'liveness':
      return t('Its liveness probe fails, so Azure kills it and starts it again.');
    case 'startup':
    case 'unknown':
      return t('A probe fails, so Azure does not take it for healthy.');
  }
}

function probeReason(why: FindingParams['probeFailing']['why'], t: Translate): string {
  switch (why) {
    case 'refused':
      return t(
        'Nobody listens on the port that is probed: it is the wrong one, or the program is not up yet.',
      );
    case 'status':
      return t('The program answers, but with a status that means trouble.');
    case 'timeout':
      return t('There is no answer in time.');
    case 'command':
      return t('The command that is to tell its health fails.');
    case 'unknown':
      return '';
  }
}
