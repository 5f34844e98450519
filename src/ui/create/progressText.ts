/** What a creation has come to, in a few words. */
import type { ContainerEvent, ContainerGroup } from '../../core/model/containerGroup.ts';
import type { CreateStage } from './createGroup.ts';
import type { Translate } from '../shared/translate.ts';

export function stageText(stage: CreateStage, t: Translate): string {
  switch (stage.kind) {
    case 'resourceGroup':
      return t('Creating the resource group {0}…', stage.name);
    case 'resourceGroupMade':
      return t('Resource group created.');
    case 'leftover':
      return t('Deleting what the failed attempt left behind…');
    case 'pullRole':
      return t('Letting the identity pull from {0}…', stage.registry);
    case 'sending':
      return t('Waiting for Azure…');
    case 'group':
      return latestEventText(stage.events, t) ?? t('Waiting for Azure…');
  }
}

/** The latest event in a few words; a warning in Azure's own. */
export function latestEventText(events: readonly ContainerEvent[], t: Translate): string | undefined {
  const last = events.at(-1);
  if (!last) return undefined;
  if (last.type === 'Warning') return last.message;
  switch (last.name) {
    case 'Pulling':
      return t('Pulling image…');
    case 'Pulled':
      return t('Image pulled.');
    case 'Created':
      return t('Container created.');
    case 'Started':
      return t('Container started.');
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
