import { eventsOfContainer, sortableTime } from './containerEvents.ts';
import type { Container, ContainerEvent, ContainerGroup } from './containerGroup.ts';

/**
 * Images that a restart has not pulled anew, as far as events tell; an image pinned by a digest can't change and is
 * left out. Azure's API description says that a restart downloads newer images, users say that it does not
 * (azure-docs#71023, #31717), and there are recordings of both. `before` and `after` have instance views.
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
  if (!last || (old && sortableTime(last) <= sortableTime(old))) return false;
  const digest = digestIn(last);
  return digest === undefined || old === undefined || digest !== digestIn(old);
}

function lastPull(container: Container): ContainerEvent | undefined {
  return eventsOfContainer(container)
    .filter(({ name }) => name === 'Pulled')
    .reduce<ContainerEvent | undefined>(
      (last, event) => (last && sortableTime(last) > sortableTime(event) ? last : event),
      undefined,
    );
}

/** Since about 2021 events name what the tag stood for. */
function digestIn({ message }: ContainerEvent): string | undefined {
  return /@(sha256:[0-9a-f]{64})/i.exec(message)?.[1];
}
