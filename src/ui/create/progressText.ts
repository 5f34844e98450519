/** What a creation has come to, in a few words. */
import type { ContainerEvent, ContainerGroup } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { CreateStage } from './createGroup.ts';

export function stageText(stage: CreateStage): string {
  switch (stage.kind) {
    case 'resourceGroup':
      return l10n.t('Creating the resource group {0}…', stage.name);
    case 'resourceGroupMade':
      return l10n.t('Resource group created.');
    case 'leftover':
      return l10n.t('Deleting what the failed attempt left behind…');
    case 'pullRole':
      return l10n.t('Letting the identity pull from {0}…', stage.registry);
    case 'sending':
      return l10n.t('Waiting for Azure…');
    case 'group':
      return latestEventText(stage.events) ?? l10n.t('Waiting for Azure…');
  }
}

/** The latest event in a few words; a warning in Azure's own. */
export function latestEventText(events: readonly ContainerEvent[]): string | undefined {
  const last = events.at(-1);
  if (!last) return undefined;
  if (last.type === 'Warning') return last.message;
  switch (last.name) {
    case 'Pulling':
      return l10n.t('Pulling image…');
    case 'Pulled':
      return l10n.t('Image pulled.');
    case 'Created':
      return l10n.t('Container created.');
    case 'Started':
      return l10n.t('Container started.');
    default:
      return last.message;
  }
}

/** A group's events and its containers', oldest first. */
export function allEventsOf({
  events,
  containers,
  initContainers,
}: ContainerGroup): readonly ContainerEvent[] {
  const own = [...initContainers, ...containers].flatMap(({ instanceView }) => instanceView?.events ?? []);
  return [...events, ...own].sort((a, b) => (a.lastTimestamp ?? 0) - (b.lastTimestamp ?? 0));
}
