/** Plays a recording of the real service against the emulator, and says where the answers differ. */
import {
  isObject,
  objectAt,
  objectsAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../src/emulator/json.ts';
import {
  minute,
  startArmServer,
  tenantId,
  toContainerGroups,
  type Answer,
  type ArmServer,
} from './arm/armServer.ts';

export interface Interaction {
  readonly request: { readonly method: string; readonly url: string; readonly body?: Json };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Json;
  };
}

export interface Recording {
  /** Absent where the interactions come from different places and don't follow on one another. */
  readonly source?: string;
  readonly interactions: readonly Interaction[];
}

const groupPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerInstance\/containerGroups\/([^/]+)/i;

export class Replay {
  readonly #recording: Recording;
  /** Recorded operation ids, and what the emulator gave in their place. */
  readonly #operations = new Map<string, string>();
  #azure: ArmServer | undefined;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** An Azure with the subscriptions and resource groups that the recording speaks of. */
  async start(): Promise<void> {
    // GPUs were still to be had when the service was recorded.
    const azure = await startArmServer({ switches: { gpusPerRegion: 4 } });
    for (const { request } of this.#recording.interactions) {
      for (const id of subnetsIn(request.body)) azure.addSubnet(id, toContainerGroups);
      const [, subscriptionId, resourceGroup] =
        /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i.exec(new URL(request.url).pathname) ?? [];
      if (subscriptionId === undefined) continue;
      if (!azure.arm.estate.subscription(subscriptionId)) {
        azure.arm.estate.addSubscription({ subscriptionId, tenantId, displayName: 'Recorded' });
      }
      if (resourceGroup === undefined) continue;
      azure.arm.estate.addResourceGroup({ subscriptionId, name: resourceGroup, location: 'westus' });
    }
    this.#azure = azure;
  }

  async close(): Promise<void> {
    await this.#azure?.close();
  }

  /** Sends a recorded request once the state before it is there; answers the first difference, if any. */
  async next(index: number): Promise<string | undefined> {
    if (this.#recording.source === undefined) {
      await this.close();
      await this.start();
    }
    const azure = this.#azure;
    const interaction = this.#recording.interactions[index];
    if (!azure || !interaction) throw new Error('The replay has not been started.');
    prepare(azure, this.#recording, interaction);
    const { method, url } = interaction.request;
    const body = requestBody(this.#recording, interaction);
    const answer = await azure.call(method, this.#translate(url), body === undefined ? {} : { body });
    this.#learn(interaction, answer);
    return differenceOf(interaction, answer);
  }

  #translate(url: string): string {
    const { pathname, searchParams } = new URL(url);
    const id = /\/operations\/([^/]+)$/.exec(pathname)?.[1] ?? '';
    searchParams.delete('t');
    searchParams.delete('c');
    searchParams.delete('s');
    searchParams.delete('h');
    return `${pathname.replace(id || ' ', this.#operations.get(id) ?? id)}?${searchParams.toString()}`;
  }

  #learn({ response }: Interaction, answer: Answer): void {
    const recorded = operationOf(header(response.headers ?? {}, 'azure-asyncoperation'));
    const ours = operationOf(answer.headers['azure-asyncoperation']);
    if (recorded !== undefined && ours !== undefined) this.#operations.set(recorded, ours);
  }
}

function subnetsIn(body: Json | undefined): string[] {
  const properties = isObject(body) ? objectAt(body, 'properties') : {};
  return objectsAt(properties, 'subnetIds').map(subnet => textAt(subnet, 'id'));
}

/** Brings the groups that an answer is about into the state that it was given in. */
function prepare(azure: ArmServer, recording: Recording, { request, response }: Interaction): void {
  const { estate, containers } = azure.arm;
  for (const body of groupsNeeded(recording, request, response)) {
    const key = keyOf(textAt(body, 'id'));
    if (!estate.group(key)) estate.addGroup(key, bodyOf(body), containers);
    const running = estate.group(key)?.running;
    const recorded = textAt(objectAt(body, 'properties'), 'provisioningState');
    if (running && recorded !== 'Pending' && running.provisioningState !== 'Succeeded')
      azure.clock.advance(minute);
    const state = textAt(objectAt(objectAt(body, 'properties'), 'instanceView'), 'state');
    if (state === 'Stopped') running?.stop();
    else if (recorded === 'Updating' && running?.provisioningState === 'Succeeded') running.restart();
  }
  const body = response.body;
  if (isObject(body) && body['status'] === 'Succeeded') azure.clock.advance(minute);
}

/**
 * The bodies of groups that a request presupposes: those it is answered with, or that the recording shows elsewhere.
 */
function groupsNeeded(
  { interactions }: Recording,
  request: Interaction['request'],
  response: Interaction['response'],
): JsonObject[] {
  if (request.method === 'PUT' || response.status >= 400) return [];
  if (request.method === 'DELETE' && response.status === 204) return [];
  const { body } = response;
  if (isObject(body) && Array.isArray(body['value'])) return objectsAt(body, 'value').filter(isGroup);
  if (isGroup(body)) return [body];
  const path = groupPattern.exec(new URL(request.url).pathname)?.[0];
  if (path === undefined) return [];
  const elsewhere = interactions
    .map(i => i.response.body)
    .filter(isGroup)
    .find(group => textAt(group, 'id').toLowerCase() === path.toLowerCase());
  const group = elsewhere ?? standIn(path, /\/containers\/([^/]+)\//.exec(request.url)?.[1] ?? 'only');
  // As it runs: what state it was in elsewhere says nothing of here.
  const running = { provisioningState: 'Succeeded', instanceView: { state: 'Running' } };
  return [{ ...group, properties: { ...objectAt(group, 'properties'), ...running } }];
}

/** For a group that a recording acts on, but never shows. */
function standIn(id: string, name: string): JsonObject {
  const container = {
    name,
    properties: { image: 'nginx', resources: { requests: { memoryInGB: 1, cpu: 1 } } },
  };
  return { id, location: 'eastus', properties: { osType: 'Linux', containers: [container] } };
}

/** As recorded; where a recording lacks it, as the answers allow to conclude. */
function requestBody({ interactions }: Recording, { request, response }: Interaction): Json | undefined {
  const { body, method, url } = request;
  // One recording keeps the text of a Python literal around the JSON.
  if (typeof body === 'string') return body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1);
  if (body !== undefined || (method !== 'PUT' && method !== 'PATCH')) return body;
  if (method === 'PATCH') return { tags: objectAt(isObject(response.body) ? response.body : {}, 'tags') };
  const path = new URL(url).pathname;
  const shown = interactions.map(i => i.response.body).filter(isGroup);
  const full = shown.find(
    group => textAt(group, 'id') === path && isObject(objectAt(group, 'properties')['ipAddress']),
  );
  return { ...bodyOf(full ?? {}) };
}

function keyOf(id: string) {
  const [, subscriptionId = '', resourceGroup = '', name = ''] = groupPattern.exec(id) ?? [];
  return { subscriptionId, resourceGroup, name };
}

/** What a PUT would have said of a group that is shown. */
function bodyOf(group: JsonObject) {
  const optional = (key: string) => (isObject(group[key]) ? { [key]: group[key] } : {});
  return {
    location: textAt(group, 'location'),
    properties: objectAt(group, 'properties'),
    ...optional('tags'),
    ...optional('identity'),
  };
}

function isGroup(body: Json | undefined): body is JsonObject {
  return isObject(body) && body['type'] === 'Microsoft.ContainerInstance/containerGroups';
}

function operationOf(url: string | string[] | undefined): string | undefined {
  return typeof url === 'string' ? /\/operations\/([^/?]+)/.exec(url)?.[1] : undefined;
}

function header(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Status, the headers that matter, and the keys of the body in their order. */
function differenceOf({ response }: Interaction, answer: Answer): string | undefined {
  if (answer.status !== response.status) {
    return `status ${answer.status} instead of ${response.status}: ${answer.text}`;
  }
  const recorded = response.headers ?? {};
  const [had, has] = [header(recorded, 'azure-asyncoperation'), answer.headers['azure-asyncoperation']];
  if ((had === undefined) !== (has === undefined))
    return `azure-asyncoperation: ${String(has)} instead of ${String(had)}`;
  for (const name of ['content-type', 'retry-after', 'location']) {
    const value = header(recorded, name);
    if (Object.keys(recorded).length > 1 && value !== answer.headers[name]) {
      return `${name}: ${String(answer.headers[name])} instead of ${String(value)}`;
    }
  }
  for (const name of Object.keys(recorded).filter(n => n.includes('resource-requests'))) {
    if (answer.headers[name] === undefined) return `${name} is missing`;
  }
  const body = response.body;
  if (!isObject(body)) return undefined;
  if (response.status >= 400) return compare(body, answer.json, '', true);
  return compare(body, answer.json, '', false);
}

/** The first place where keys differ; where `exact`, also values. */
function compare(recorded: Json, ours: Json | undefined, path: string, exact: boolean): string | undefined {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(ours)) return `${path} is no list`;
    // How often something happened is chance; what an event consists of is not.
    const isEvents = path.endsWith('.events');
    if (!isEvents && recorded.length !== ours.length)
      return `${path} has ${ours.length} items instead of ${recorded.length}`;
    if (recorded.every(isGroup))
      return first(recorded.map(group => compare(group, sameGroup(group, ours), path, exact)));
    const both = isEvents ? Math.min(1, recorded.length, ours.length) : recorded.length;
    return first(recorded.slice(0, both).map((item, i) => compare(item, ours[i], `${path}[${i}]`, exact)));
  }
  if (isObject(recorded)) {
    if (!isObject(ours)) return `${path} is no object`;
    const [keys, own] = [keysOf(recorded, path), keysOf(ours, path)];
    if (keys.join() !== own.join()) return `${path} has {${own.join()}} instead of {${keys.join()}}`;
    return first(keys.map(key => compare(recorded[key] ?? null, ours[key], `${path}.${key}`, exact)));
  }
  if (typeof recorded !== typeof ours) return `${path} is ${typeof ours} instead of ${typeof recorded}`;
  return exact && recorded !== ours
    ? `${path} is ${JSON.stringify(ours)} instead of ${JSON.stringify(recorded)}`
    : undefined;
}

/** Groups are listed in no order that means anything. */
function sameGroup(group: JsonObject, among: readonly Json[]): JsonObject | undefined {
  return among.filter(isGroup).find(g => textAt(g, 'id') === textAt(group, 'id'));
}

/** `events` of a container are left out of some recordings of a version that has them in others. */
function keysOf(object: JsonObject, path: string): string[] {
  const isView = /\.containers\[\d+\]\.properties\.instanceView$/.test(path);
  return Object.keys(object).filter(key => !(isView && key === 'events'));
}

function first(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find(d => d !== undefined);
}
