/** Resources that the emulator only stores: the body of their last PUT, by id. */
import { isWithinScope } from '../../authorization/scopes.ts';
import { textAt, type JsonObject } from '../../json.ts';

/** A resource as ARM shows it. Its id says where it is: below a resource group, or below another resource. */
export type Resource = JsonObject & {
  readonly id: string;
  readonly name: string;
  /** `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
};

export class ResourceStore {
  readonly #all = new Map<string, Resource>();

  /** Adds a resource, or replaces the one that has this id. */
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

  /** Removes the resources at or below a scope. */
  removeWithin(scope: string): void {
    for (const { id } of this.within(scope)) this.#all.delete(id.toLowerCase());
  }
}

/** The location of the resource that has an id, `global` where there is none. */
export function locationOf(store: ResourceStore, id: string): string {
  return textAt({ location: 'global', ...store.get(id) }, 'location');
}
