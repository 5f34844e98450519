/** Resources that are no more than their bodies: what a PUT left of them, by id. */
import type { JsonObject } from '../../containers/runtime.ts';
import { isWithinScope } from '../../authorization/scopes.ts';
import { textAt } from '../json/jsonValues.ts';

/** A resource as ARM shows it. Its id says where it is: below a resource group, or below another resource. */
export type Resource = JsonObject & {
  readonly id: string;
  readonly name: string;
  /** `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
};

export class ResourceStore {
  readonly #all = new Map<string, Resource>();

  /** Keeps a resource, or another body for the one that has this id. */
  put(resource: Resource): Resource {
    this.#all.set(resource.id.toLowerCase(), resource);
    return resource;
  }

  get(id: string): Resource | undefined {
    return this.#all.get(id.toLowerCase());
  }

  /** Those at or below a scope (an ARM id), of one type or of all, in the order they were created. */
  within(scope: string, type?: string): Resource[] {
    return [...this.#all.values()].filter(
      each =>
        isWithinScope(each.id, scope) &&
        (type === undefined || each.type.toLowerCase() === type.toLowerCase()),
    );
  }

  /** Takes away what is at or below a scope. */
  removeWithin(scope: string): void {
    for (const { id } of this.within(scope)) this.#all.delete(id.toLowerCase());
  }
}

/** The location of the resource that has an id, `global` where there is none. */
export function locationOf(store: ResourceStore, id: string): string {
  return textAt({ location: 'global', ...store.get(id) }, 'location');
}

/** The resource group in an ARM id, '' where it names none. */
export function resourceGroupOf(id: string): string {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
