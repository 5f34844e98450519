/** Of containers that run, and that nobody reaches. */
import * as l10n from '@vscode/l10n';
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import { formatNumber } from '../shared/languageFormats.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const trafficWords: WordsTable<
  | 'probeFailing'
  | 'portInUse'
  | 'portElsewhere'
  | 'listensOnLoopback'
  | 'portNotExposed'
  | 'cpuExhausted'
  | 'nothingReceived'
> = {
  probeFailing: ({ container, probe, why }) => ({
    title:
      probe === 'readiness'
        ? l10n.t('Container {0} is not ready', code(container))
        : l10n.t('Container {0} does not pass its probe', code(container)),
    text: sentences(probeText(probe), probeReason(why)),
  }),
  portInUse: ({ container, ports }) => ({
    title: l10n.t('Container {0} wants a port that is taken', code(container)),
    text: sentences(
      l10n.t('All containers of a group share one network: each port can belong to one of them only.'),
      ports === '' ? '' : l10n.t('It declares {0}.', code(ports)),
    ),
  }),
  portElsewhere: ({ container, listens, open }) => ({
    title: l10n.t('Container {0} listens on another port', code(container)),
    text: sentences(
      l10n.t('Its log says that it listens on {0}. The group opens {1}.', code(listens), code(open)),
      l10n.t('Azure Container Instances cannot map one port to another.'),
    ),
  }),
  listensOnLoopback: ({ container, port }) => ({
    title: l10n.t('Container {0} cannot be reached from outside', code(container)),
    text: l10n.t(
      'Its log says that it listens on the address 127.0.0.1, port {0}: only containers of the same group can reach that.',
      port,
    ),
  }),
  cpuExhausted: ({ container, cpu }) => ({
    title: l10n.t('Container {0} needs more CPU than it has', code(container)),
    text: l10n.t(
      'It has used all of its {0} vCPU for most of the last 15 minutes. What it does takes longer, and probes may time out.',
      formatNumber(cpu),
    ),
  }),
  nothingReceived: ({ ports, minutes }) => ({
    title: l10n.t('Nothing reaches the group'),
    text: l10n.t(
      'It opens {0}, and has received nothing over the network in the last {1} minutes: perhaps nobody calls it, or something keeps the calls away.',
      code(ports),
      minutes,
    ),
  }),
  portNotExposed: ({ container, ports, open }) => ({
    title: l10n.t('A port of container {0} is not open', code(container)),
    text: l10n.t(
      'It declares {0}; the address of the group opens {1}. From outside the others cannot be reached.',
      code(ports),
      open === '' ? l10n.t('none') : code(open),
    ),
  }),
};

function probeText(probe: FindingParams['probeFailing']['probe']): string {
  switch (probe) {
    case 'readiness':
      return l10n.t('Its readiness probe fails, so no traffic reaches it.');
    case 'liveness':
      return l10n.t('Its liveness probe fails, so Azure kills it and starts it again.');
    case 'startup':
    case 'unknown':
      return l10n.t('A probe fails, so Azure does not take it for healthy.');
  }
}

function probeReason(why: FindingParams['probeFailing']['why']): string {
  switch (why) {
    case 'refused':
      return l10n.t(
        'Nobody listens on the port that is probed: it is the wrong one, or the program is not up yet.',
      );
    case 'status':
      return l10n.t('The program answers, but with a status that means trouble.');
    case 'timeout':
      return l10n.t('There is no answer in time.');
    case 'command':
      return l10n.t('The command that is to tell its health fails.');
    case 'unknown':
      return '';
  }
}
