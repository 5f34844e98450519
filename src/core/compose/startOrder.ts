/** What runs before the rest: services that others wait for until they have completed become init containers. */
import type { AddNote } from './composeNote.ts';
import { type Dependency, dependenciesOf, type Service } from './services.ts';

export interface StartOrder {
  /** Init containers, one after the other. */
  readonly first: readonly Service[];
  /** Containers, all at once. */
  readonly rest: readonly Service[];
  /** Services that end by themselves and yet run beside the others. */
  readonly endings: readonly Service[];
}

/**
 * Init containers run in order, each until it completes, before any other container starts (learn.microsoft.com,
 * "Run an init container for setup tasks in a container group"): one that needs a service to be running can't be one.
 */
export function startOrder(services: readonly Service[], addNote: AddNote): StartOrder {
  const dependencies = new Map(services.map(service => [service.name, dependenciesOf(service, services)]));
  const waitedFor = (name: string): readonly Service[] =>
    services.filter(service => of(service).some(wish => wish.service === name && isCompletion(wish)));
  const ending = services.filter(({ name }) => waitedFor(name).length > 0);
  const first: Service[] = [];
  for (const service of ending) place(service, []);
  const rest = services.filter(service => !first.includes(service));
  if (rest.length === 0) return { first: [], rest: services, endings: [] };
  tellOfOrder();
  return { first, rest, endings: ending.filter(service => !first.includes(service)) };

  function of(service: Service): readonly Dependency[] {
    return dependencies.get(service.name) ?? [];
  }

  /** Puts the service behind what it depends on; false where something of that has to be running. */
  function place(service: Service, visited: readonly string[]): boolean {
    if (first.includes(service)) return true;
    if (!ending.includes(service) || visited.includes(service.name)) return false;
    const isFree = of(service).every(wish => {
      const needed = services.find(({ name }) => name === wish.service);
      return needed !== undefined && place(needed, [...visited, service.name]);
    });
    if (isFree) first.push(service);
    return isFree;
  }

  function tellOfOrder(): void {
    for (const service of services) {
      const open = of(service).filter(wish => !first.some(({ name }) => name === wish.service));
      if (first.includes(service)) {
        const waiting = waitedFor(service.name).map(({ name }) => name);
        addNote('changed', service.path, { kind: 'initContainer', service: service.name, waiting });
      } else if (ending.includes(service)) {
        const needed = open[0]?.service ?? service.name;
        addNote('changed', service.path, { kind: 'initNeedsRunning', service: service.name, needed });
      }
      if (open.length > 0 && !first.includes(service))
        addNote('dropped', [...service.path, 'depends_on'], {
          kind: 'order',
          services: open.map(wish => wish.service),
        });
    }
  }
}

function isCompletion({ condition }: Dependency): boolean {
  return condition === 'service_completed_successfully';
}
