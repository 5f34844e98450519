import type { Container, ContainerEvent, ContainerGroup } from './containerGroup.ts';

/**
 * Images that a restart has left as they were, as far as events tell; what is pinned by a digest can't become
 * another one and is left out. Azure's API description says that a restart downloads what is new, users say that it
 * does not (azure-docs#71023, #31717), and of both there are recordings. `before` and `after` with instance views.
 */
export function imagesNotPulledAgain(before: ContainerGroup, after: ContainerGroup): readonly string[] {
  const kept = after.containers.filter(container => {
    const former = before.containers.find(({ name }) => name === container.name);
    return former !== undefined && !isPinned(container) && !hasPulledNewImage(former, container);
  });
  return [...new Set(kept.map(({ image }) => image))];
}

function isPinned({ image }: Container): boolean {
  return image.includes('@sha256:');
}

/** A pull since, unless it names the very digest that the former one named. */
function hasPulledNewImage(former: Container, container: Container): boolean {
  const old = lastPull(former);
  const last = lastPull(container);
  if (!last || (old && eventTime(last) <= eventTime(old))) return false;
  const digest = digestIn(last);
  return digest === undefined || old === undefined || digest !== digestIn(old);
}

function lastPull({ instanceView }: Container): ContainerEvent | undefined {
  return instanceView?.events
    .filter(({ name }) => name === 'Pulled')
    .reduce<ContainerEvent | undefined>(
      (last, event) => (last && eventTime(last) > eventTime(event) ? last : event),
      undefined,
    );
}

function eventTime({ lastTimestamp, firstTimestamp }: ContainerEvent): number {
  return lastTimestamp ?? firstTimestamp ?? 0;
}

/** Since about 2021 events name what the tag stood for. */
function digestIn({ message }: ContainerEvent): string | undefined {
  return /@(sha256:[0-9a-f]{64})/i.exec(message)?.[1];
}
