/** What states look like. Shapes differ, so that nobody needs the colours to tell them apart. */
import * as l10n from '@vscode/l10n';
import type { GroupState } from '../../core/model/groupState.ts';
import { isCrashLooping } from '../../core/model/containerState.ts';
import type { Container } from '../../core/model/containerGroup.ts';

export interface Icon {
  /** A codicon. */
  readonly id: string;
  /** A theme colour. */
  readonly color: string | undefined;
}

/** Groups wear a ring. */
export const groupLooks: Readonly<Record<GroupState, Icon>> = {
  unknown: { id: 'circle-large-outline', color: 'descriptionForeground' },
  pending: { id: 'loading~spin', color: 'charts.yellow' },
  running: { id: 'play-circle', color: 'charts.green' },
  crashLooping: { id: 'warning', color: 'list.warningForeground' },
  succeeded: { id: 'pass', color: 'charts.blue' },
  failed: { id: 'error', color: 'charts.red' },
  stopped: { id: 'stop-circle', color: 'descriptionForeground' },
  updating: { id: 'sync~spin', color: 'charts.yellow' },
  deleting: { id: 'trash', color: 'descriptionForeground' },
};

type ContainerCondition =
  'unknown' | 'waiting' | 'running' | 'crashLooping' | 'completed' | 'ended' | 'stopped';

const containerLooks: Readonly<Record<ContainerCondition, Icon>> = {
  unknown: { id: 'circle-small', color: 'descriptionForeground' },
  waiting: { id: 'watch', color: 'charts.yellow' },
  running: { id: 'play', color: 'charts.green' },
  crashLooping: { id: 'warning', color: 'list.warningForeground' },
  completed: { id: 'check', color: 'charts.blue' },
  ended: { id: 'close', color: 'charts.red' },
  stopped: { id: 'debug-stop', color: 'descriptionForeground' },
};

export function containerLook(container: Container): Icon {
  return containerLooks[condition(container)];
}

/**
 * `Terminated` without an exit code is a stop on request, unless Azure says that its own machine failed
 * (docs/azure-facts.md, "Restart policy and states").
 */
function condition(container: Container): ContainerCondition {
  const current = container.instanceView?.currentState;
  if (!current) return 'unknown';
  if (isCrashLooping(container)) return 'crashLooping';
  switch (current.state.toLowerCase()) {
    case 'running':
      return 'running';
    case 'waiting':
      return 'waiting';
    case 'terminated':
      if (current.exitCode === undefined) return current.detailStatus.includes('Error') ? 'ended' : 'stopped';
      return current.exitCode === 0 ? 'completed' : 'ended';
    default:
      return 'unknown';
  }
}

/** A container's state in words: `RunningAz`, `BufferedItem: ContainerCreating`, `Terminated: exit code 137`. */
export function containerStateLabel(container: Container): string | undefined {
  const current = container.instanceView?.currentState;
  if (!current) return undefined;
  switch (condition(container)) {
    case 'running':
      return l10n.t('Running');
    case 'crashLooping':
      return l10n.t('Crash loop');
    case 'stopped':
      return l10n.t('Stopped');
    case 'completed':
      return l10n.t('Completed');
    case 'ended':
      return current.exitCode === undefined
        ? l10n.t('Terminated: {0}', current.detailStatus)
        : l10n.t('Terminated: exit code {0}', current.exitCode);
    case 'waiting':
      return current.detailStatus === '' ? l10n.t('Waiting') : l10n.t('Waiting: {0}', current.detailStatus);
    case 'unknown':
      return current.state;
  }
}
