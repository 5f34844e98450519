/**
 * Azure Container Registry: the list and the admin credential from ARM, repositories and tags from the registry
 * itself. A registry gets the account's token only at the login server that ARM named for it, over https.
 */
import { subscriptionOf } from '../../core/access/rbac.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, asObjects, type JsonObject } from '../../core/json.ts';
import type { Registry, RegistryCredential } from '../../core/model/registry.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { asString, asStrings, readRows } from '../http/readJson.ts';
import { createRegistryClient } from './registryClient.ts';

export interface RegistriesApi extends Pick<
  AzureApi,
  'registries' | 'registryCredential' | 'repositories' | 'tags'
> {
  /** What one pushes with as the account itself. */
  readonly pushCredential: (registry: Registry, signal: AbortSignal) => Promise<RegistryCredential>;
}

/** Whoever signs in with a token instead of a password (learn: "Authenticate with an Azure container registry"). */
const tokenUser = '00000000-0000-0000-0000-000000000000';

export function createRegistriesApi(arm: ArmClient, credentials: CredentialSource): RegistriesApi {
  const { pages, refreshToken } = createRegistryClient(arm, credentials);
  /** Login server by registry id, as ARM named them. */
  const loginServers = new Map<string, string>();

  async function registries(subscriptionId: string, signal: AbortSignal): Promise<readonly Registry[]> {
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ContainerRegistry/registries?api-version=${apiVersions.registries}`;
    const found: Registry[] = [];
    for await (const page of arm.pages({ subscriptionId }, path, signal)) {
      // One that is still being created has no login server yet.
      const rows = readRows(page, row => (asString(row['id']) === undefined ? undefined : row));
      found.push(...rows.flatMap(row => readRegistry(row) ?? []));
    }
    for (const { id, loginServer } of found) loginServers.set(id.toLowerCase(), loginServer);
    return found;
  }

  async function registryCredential(
    registry: Registry,
    signal: AbortSignal,
  ): Promise<RegistryCredential | undefined> {
    if (!registry.adminUserEnabled) return undefined;
    const path = `${registry.id}/listCredentials?api-version=${apiVersions.registries}`;
    const { body } = await arm.send(tokenScopeOf(registry), { method: 'POST', path }, signal);
    const username = asString(asObject(body)['username']);
    const password = asObjects(asObject(body)['passwords']).flatMap(row => asString(row['value']) ?? [])[0];
    if (username === undefined || password === undefined) {
      throw new AciError('service', `Azure's answer names no credential of '${registry.name}'.`);
    }
    return { server: registry.loginServer, username, password };
  }

  async function repositories(registry: Registry, signal: AbortSignal): Promise<readonly string[]> {
    const request = {
      ...(await addressOf(registry, signal)),
      path: '/acr/v1/_catalog',
      scope: 'registry:catalog:*',
    };
    return collect(pages(request, signal), page => asStrings(page['repositories']));
  }

  async function tags(
    registry: Registry,
    repository: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const request = {
      ...(await addressOf(registry, signal)),
      path: `/acr/v1/${repository.split('/').map(encodeURIComponent).join('/')}/_tags`,
      scope: `repository:${repository}:pull,metadata_read`,
      query: { orderby: 'timedesc' },
    };
    return collect(pages(request, signal), page =>
      asObjects(page['tags']).flatMap(tag => asString(tag['name']) ?? []),
    );
  }

  async function addressOf(registry: Registry, signal: AbortSignal) {
    return {
      server: await serverOf(registry, signal),
      tenantId: arm.tenantOf(subscriptionOf(registry)),
    };
  }

  /** Where the registry is: as ARM says, whatever the caller says. */
  async function serverOf(registry: Registry, signal: AbortSignal): Promise<URL> {
    const key = registry.id.toLowerCase();
    if (!loginServers.has(key)) {
      const path = `${registry.id}?api-version=${apiVersions.registries}`;
      const { body } = await arm.send(tokenScopeOf(registry), { method: 'GET', path }, signal);
      loginServers.set(key, readRegistry(asObject(body))?.loginServer ?? '');
    }
    const server = loginServers.get(key) ?? '';
    if (server.toLowerCase() !== registry.loginServer.toLowerCase() || !/^[\w.-]+(?::\d+)?$/.test(server)) {
      throw new AciError(
        'service',
        `Azure knows no login server '${registry.loginServer}' of '${registry.name}'.`,
      );
    }
    return new URL(`https://${server}/`);
  }

  async function pushCredential(registry: Registry, signal: AbortSignal): Promise<RegistryCredential> {
    const password = await refreshToken(await addressOf(registry, signal), signal);
    return { server: registry.loginServer, username: tokenUser, password };
  }

  return { registries, registryCredential, repositories, tags, pushCredential };
}

/** Undefined for one that is still being created: it has no login server yet. */
export function readRegistry(row: JsonObject): Registry | undefined {
  const id = asString(row['id']);
  const properties = asObject(row['properties']);
  const loginServer = asString(properties['loginServer']);
  if (id === undefined || loginServer === undefined) return undefined;
  return {
    id,
    name: asString(row['name']) ?? '',
    loginServer,
    adminUserEnabled: properties['adminUserEnabled'] === true,
  };
}

function tokenScopeOf(registry: Registry) {
  return { subscriptionId: subscriptionOf(registry) };
}

async function collect<T>(
  pages: AsyncIterable<JsonObject>,
  read: (page: JsonObject) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...read(page));
  return items;
}
