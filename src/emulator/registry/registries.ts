/** Container registries: their repositories, and who may pull from them. */
import { randomBytes } from 'node:crypto';
import { isSameId, resourceId, type ResourceKey } from '../arm/resources/resourceIds.ts';
import { hexOf } from '../hash.ts';
import type { Program } from '../containers/processes/program.ts';
import type { JsonObject } from '../json.ts';

export const registryType = 'Microsoft.ContainerRegistry/registries';

/** A registry as the seed writes it. */
export interface RegistrySeed extends ResourceKey {
  readonly location: string;
  readonly sku: 'Basic' | 'Standard' | 'Premium';
  /** Whether `listCredentials` gives out a user name and passwords. */
  readonly adminUserEnabled: boolean;
  readonly tags?: JsonObject;
  readonly repositories: readonly Repository[];
}

export interface Repository {
  /** `team/app`. */
  readonly name: string;
  /** In the order they were pushed. */
  readonly tags: readonly Tag[];
  /** What a container of this image does; default: it says that it has started. */
  readonly program?: Program;
}

export interface Tag {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly pushed: number;
}

/**
 * A registry that is being served. A real one is `<name>.azurecr.io`; here each has a port of its own and its login
 * server is `127.0.0.1:<port>`, because `<name>.localhost` resolves on some machines only.
 */
export interface Registry extends RegistrySeed {
  readonly loginServer: string;
  readonly created: number;
  /** Of the admin user, whose name is the registry's. */
  readonly passwords: readonly [string, string];
}

export interface Registries {
  readonly all: readonly Registry[];
  /** Starts serving a registry under this login server. */
  add(seed: RegistrySeed, loginServer: string, created: number): Registry;
  /** Gives the registry that has this ARM id other tags; false where none has it. */
  setTags(id: string, tags: JsonObject): boolean;
  at(loginServer: string): Registry | undefined;
}

export function createRegistries(): Registries {
  const all: Registry[] = [];
  return {
    all,
    add(seed, loginServer, created) {
      const registry = { ...seed, loginServer, created, passwords: [password(), password()] } as const;
      all.push(registry);
      return registry;
    },
    setTags(id, tags) {
      const at = all.findIndex(each => isSameId(registryId(each), id));
      const found = all[at];
      if (found) all[at] = { ...found, tags };
      return found !== undefined;
    },
    at: loginServer => all.find(r => r.loginServer === loginServer.toLowerCase()),
  };
}

/** A registry's ARM id. */
export function registryId(registry: ResourceKey): string {
  return resourceId(registryType, registry);
}

/** Whether this is the admin user with one of its passwords, and the registry has an admin user at all. */
export function isAdmin(registry: Registry, username: string, given: string): boolean {
  return registry.adminUserEnabled && username === registry.name && registry.passwords.includes(given);
}

/** A tag's manifest digest: always the same for the same image. */
export function digestOf(registry: RegistrySeed, repository: string, tag: string): string {
  return `sha256:${hexOf(`${registry.name}/${repository}:${tag}`)}`;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
