/** Container registries: their repositories, and who may pull from them. */
import { randomBytes } from 'node:crypto';
import { isSameId, resourceId, type ResourceKey } from '../arm/resources/resourceIds.ts';
import type { Image, Program } from '../containers/processes/program.ts';
import { splitReference } from '../containers/images/imageReference.ts';
import { seededImage, type StoredImage } from './images/storedImage.ts';
import type { JsonObject } from '../json.ts';

export const registryType = 'Microsoft.ContainerRegistry/registries';

export type Sku = 'Basic' | 'Standard' | 'Premium';

/** What may be changed of a registry, with the names that ARM has for it. */
export interface RegistrySettings {
  readonly sku: Sku;
  /** Whether `listCredentials` gives out a user name and passwords. */
  readonly adminUserEnabled: boolean;
  readonly anonymousPullEnabled: boolean;
  readonly publicNetworkAccess: 'Enabled' | 'Disabled';
  /** What becomes of requests from addresses that no rule names. */
  readonly defaultAction: 'Allow' | 'Deny';
  /** Addresses that are let in all the same: `203.0.113.0/24`. */
  readonly ipRules: readonly string[];
  readonly roleAssignmentMode: 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions';
  readonly tags: JsonObject;
}

/** A registry as the seed writes it. */
export interface RegistrySeed extends ResourceKey, Partial<RegistrySettings> {
  readonly location: string;
  readonly sku: Sku;
  readonly adminUserEnabled: boolean;
  readonly repositories: readonly Repository[];
}

export interface Repository {
  /** `team/app`. */
  readonly name: string;
  /** In the order they were pushed. */
  readonly tags: readonly Tag[];
  /** What a container of the seed's images does; default: it says that it has started. */
  readonly program?: Program;
  /** What was pushed since: they stay when their tags go over to others. */
  readonly images?: readonly StoredImage[];
}

export interface Tag {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly pushed: number;
  /** Absent: the image is one of the seed's. */
  readonly image?: StoredImage;
}

/**
 * A registry that is being served. A real one is `<name>.azurecr.io`; here each has a port of its own and its login
 * server is `127.0.0.1:<port>`, because `<name>.localhost` resolves on some machines only.
 */
export interface Registry extends ResourceKey, RegistrySettings {
  readonly location: string;
  readonly repositories: readonly Repository[];
  readonly loginServer: string;
  readonly created: number;
  /** Until then it is being created. */
  readonly readyAt: number;
  /** Of the admin user, whose name is the registry's. */
  readonly passwords: readonly [string, string];
}

export interface Registries {
  readonly all: readonly Registry[];
  /** Starts serving a registry under this login server. */
  add(seed: RegistrySeed, loginServer: string, created: number, readyAt?: number): Registry;
  /** The registry with other settings. */
  change(registry: Registry, changes: Partial<RegistrySettings>): Registry;
  /** Gives the admin user another password. */
  regenerate(registry: Registry, which: 'password' | 'password2'): Registry;
  remove(registry: Registry): void;
  /** Gives the registry that has this ARM id other tags; false where none has it. */
  setTags(id: string, tags: JsonObject): boolean;
  at(loginServer: string): Registry | undefined;
  /** Adds an image under a tag, which goes over to it. */
  push(registry: Registry, repository: string, tag: string, image: StoredImage, now: number): void;
  /** What a container of an image in one of the registries does; undefined where there is no such image. */
  imageOf(reference: string): Image | undefined;
}

export function createRegistries(): Registries {
  const all: Registry[] = [];
  const replace = (registry: Registry, changes: Partial<Registry>): Registry => {
    const at = all.findIndex(each => each.loginServer === registry.loginServer);
    const changed = { ...(all[at] ?? registry), ...changes };
    if (at >= 0) all[at] = changed;
    return changed;
  };
  const at = (loginServer: string) => all.find(r => r.loginServer === loginServer.toLowerCase());
  return {
    all,
    add(seed, loginServer, created, readyAt = created) {
      const passwords = [password(), password()] as const;
      const registry = { ...defaults, ...seed, loginServer, created, readyAt, passwords };
      all.push(registry);
      return registry;
    },
    change: replace,
    regenerate(registry, which) {
      const [first, second] = registry.passwords;
      return replace(registry, {
        passwords: which === 'password' ? [password(), second] : [first, password()],
      });
    },
    remove(registry) {
      const found = all.findIndex(each => each.loginServer === registry.loginServer);
      if (found >= 0) all.splice(found, 1);
    },
    setTags(id, tags) {
      const found = all.find(each => isSameId(registryId(each), id));
      if (found) replace(found, { tags });
      return found !== undefined;
    },
    at,
    push(registry, name, tag, image, now) {
      const present = at(registry.loginServer) ?? registry;
      const before = present.repositories.find(each => each.name === name) ?? { name, tags: [] };
      const repository: Repository = {
        ...before,
        tags: [...before.tags.filter(each => each.name !== tag), { name: tag, pushed: now, image }],
        images: [...(before.images ?? []), image],
      };
      const others = present.repositories.filter(each => each.name !== name);
      replace(present, { repositories: [...others, repository] });
    },
    imageOf(reference) {
      const { repository, server, tag, digest } = splitReference(reference);
      const registry = at(server);
      return registry && findImage(registry, repository.slice(server.length + 1), digest ?? tag)?.image;
    },
  };
}

const defaults = {
  anonymousPullEnabled: false,
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Allow',
  ipRules: [],
  roleAssignmentMode: 'LegacyRegistryPermissions',
  tags: {},
} as const satisfies Partial<RegistrySettings>;

/** A registry's ARM id. */
export function registryId(registry: ResourceKey): string {
  return resourceId(registryType, registry);
}

/** Whether this is the admin user with one of its passwords, and the registry has an admin user at all. */
export function isAdmin(registry: Registry, username: string, given: string): boolean {
  return registry.adminUserEnabled && username === registry.name && registry.passwords.includes(given);
}

/** The image of a tag. */
export function imageOfTag(registry: Registry, repository: Repository, tag: Tag): StoredImage {
  return tag.image ?? seededImage(`${registry.name}/${repository.name}:${tag.name}`, repository.program);
}

/** The image that a tag or a digest means; undefined where there is none. */
export function findImage(registry: Registry, name: string, tagOrDigest: string): StoredImage | undefined {
  const repository = registry.repositories.find(each => each.name === name);
  if (!repository) return undefined;
  const tag = repository.tags.find(each => each.name === tagOrDigest);
  if (tag) return imageOfTag(registry, repository, tag);
  const seeded = repository.tags.map(each => imageOfTag(registry, repository, each));
  return [...(repository.images ?? []), ...seeded].find(({ digest }) => digest === tagOrDigest);
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
