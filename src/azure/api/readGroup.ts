/**
 * ARM's JSON of a container group → the slim `ContainerGroup` that the tree and the log channels need. Never throws:
 * what is missing or of the wrong type takes the default that ACI documents. The whole body is read by `getRawGroup`
 * (`containerGroupsApi.ts`).
 */
import { noIdentity, readIdentity } from '../../core/document/groupIdentity.ts';
import { asNumber, asObject, asObjects, isList, type Json, type JsonObject } from '../../core/json.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerInstanceView,
  ContainerState,
  EnvironmentVariable,
  GroupRef,
  IpAddress,
  Port,
  RestartPolicy,
} from '../../core/model/containerGroup.ts';
import { asString, asStrings, asTime } from '../http/readJson.ts';
import { type Deduplicate, keepDuplicates } from './deduplicate.ts';

/**
 * Reads one group. Undefined where the body has no id of a container group: such a thing can't be addressed.
 * `deduplicate`: what it has in common with those that were read before.
 */
export function readGroup(
  cloud: CloudId,
  body: Json | undefined,
  deduplicate: Deduplicate = keepDuplicates,
): ContainerGroup | undefined {
  const group = asObject(body);
  const id = asString(group['id']) ?? '';
  const ref = refOf(cloud, id, deduplicate);
  if (!ref) return undefined;
  const properties = asObject(group['properties']);
  const instanceView = asObject(properties['instanceView']);
  const identity = readIdentity(group['identity']);
  return {
    ref,
    id,
    location: deduplicate(asString(group['location']) ?? ''),
    tags: deduplicate(readTags(group['tags'])),
    osType: is(properties['osType'], 'Windows') ? 'Windows' : 'Linux',
    sku: deduplicate(asString(properties['sku']) ?? 'Standard'),
    priority: is(properties['priority'], 'Spot') ? 'Spot' : 'Regular',
    restartPolicy: readRestartPolicy(properties['restartPolicy']),
    provisioningState: deduplicate(asString(properties['provisioningState']) ?? ''),
    ipAddress: readIpAddress(properties['ipAddress'], deduplicate),
    subnetIds: deduplicate(
      asObjects(properties['subnetIds']).flatMap(subnet => asString(subnet['id']) ?? []),
    ),
    ...(identity !== noIdentity && { identity }),
    containers: readContainers(properties['containers'], false, deduplicate),
    initContainers: readContainers(properties['initContainers'], true, deduplicate),
    state: asString(instanceView['state']),
    events: deduplicate(readEvents(instanceView['events'])),
  };
}

/** The service keeps some dozens of a container. */
const mostEvents = 1_000;

/** Reads an array of events, as instance views and operation polls carry them; the last thousand of more. */
export function readEvents(events: Json | undefined): readonly ContainerEvent[] {
  return asObjects(isList(events) ? events.slice(-mostEvents) : events).map(event => ({
    name: asString(event['name']) ?? '',
    message: asString(event['message']) ?? '',
    type: is(event['type'], 'Warning') ? 'Warning' : 'Normal',
    count: asNumber(event['count']) ?? 1,
    firstTimestamp: asTime(event['firstTimestamp']),
    lastTimestamp: asTime(event['lastTimestamp']),
  }));
}

function refOf(cloud: CloudId, id: string, deduplicate: Deduplicate): GroupRef | undefined {
  const match =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerInstance\/containerGroups\/([^/]+)$/i.exec(
      id,
    );
  const [, subscriptionId, resourceGroup, name] = match ?? [];
  if (!subscriptionId || !resourceGroup || !name) return undefined;
  return {
    cloud,
    subscriptionId: deduplicate(subscriptionId),
    resourceGroup: deduplicate(resourceGroup),
    name,
  };
}

function readContainers(
  list: Json | undefined,
  isInit: boolean,
  deduplicate: Deduplicate,
): readonly Container[] {
  return deduplicate(
    asObjects(list).map(container => deduplicate(readContainer(container, isInit, deduplicate))),
  );
}

function readContainer(container: JsonObject, isInit: boolean, deduplicate: Deduplicate): Container {
  const properties = asObject(container['properties']);
  const resources = asObject(properties['resources']);
  const requests = asObject(resources['requests']);
  return {
    name: asString(container['name']) ?? '',
    isInit,
    image: deduplicate(asString(properties['image']) ?? ''),
    command: deduplicate(asStrings(properties['command'])),
    ports: deduplicate(readPorts(properties['ports'])),
    environmentVariables: asObjects(properties['environmentVariables']).map(one =>
      deduplicate(readVariable(one)),
    ),
    cpu: asNumber(requests['cpu']),
    memoryInGB: asNumber(requests['memoryInGB']),
    ...readLimits(resources['limits']),
    instanceView: readInstanceView(properties['instanceView']),
  };
}

function readLimits(value: Json | undefined): Pick<Container, 'cpuLimit' | 'memoryLimitInGB'> {
  const limits = asObject(value);
  const cpuLimit = asNumber(limits['cpu']);
  const memoryLimitInGB = asNumber(limits['memoryInGB']);
  return {
    ...(cpuLimit === undefined ? {} : { cpuLimit }),
    ...(memoryLimitInGB === undefined ? {} : { memoryLimitInGB }),
  };
}

/** A secure variable comes back with its name alone (`docs/azure-facts.md`). */
function readVariable(variable: JsonObject): EnvironmentVariable {
  const name = asString(variable['name']) ?? '';
  const value = asString(variable['value']);
  return value === undefined ? { name, secure: true } : { name, value, secure: false };
}

function readInstanceView(value: Json | undefined): ContainerInstanceView | undefined {
  const view = asObject(value);
  if (Object.keys(view).length === 0) return undefined;
  return {
    restartCount: asNumber(view['restartCount']) ?? 0,
    currentState: readState(view['currentState']),
    previousState: readState(view['previousState']),
    events: readEvents(view['events']),
  };
}

function readState(value: Json | undefined): ContainerState | undefined {
  const state = asObject(value);
  const name = asString(state['state']);
  if (name === undefined) return undefined;
  const startTime = asTime(state['startTime']);
  const finishTime = asTime(state['finishTime']);
  const exitCode = asNumber(state['exitCode']);
  return {
    state: name,
    detailStatus: asString(state['detailStatus']) ?? '',
    ...(startTime === undefined ? {} : { startTime }),
    ...(finishTime === undefined ? {} : { finishTime }),
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}

function readIpAddress(value: Json | undefined, deduplicate: Deduplicate): IpAddress | undefined {
  const address = asObject(value);
  if (Object.keys(address).length === 0) return undefined;
  const ip = asString(address['ip']);
  const dnsNameLabel = asString(address['dnsNameLabel']);
  const fqdn = asString(address['fqdn']);
  return {
    type: is(address['type'], 'Private') ? 'Private' : 'Public',
    ports: deduplicate(readPorts(address['ports'])),
    ...(ip === undefined ? {} : { ip }),
    ...(dnsNameLabel === undefined ? {} : { dnsNameLabel }),
    ...(fqdn === undefined ? {} : { fqdn }),
  };
}

function readPorts(value: Json | undefined): readonly Port[] {
  return asObjects(value).flatMap(item => {
    const port = asNumber(item['port']);
    return port === undefined ? [] : [{ port, protocol: is(item['protocol'], 'UDP') ? 'UDP' : 'TCP' }];
  });
}

function readRestartPolicy(value: Json | undefined): RestartPolicy {
  if (is(value, 'Never')) return 'Never';
  return is(value, 'OnFailure') ? 'OnFailure' : 'Always';
}

function readTags(value: Json | undefined): Readonly<Record<string, string>> {
  const tags = Object.entries(asObject(value)).flatMap(([name, tag]) =>
    typeof tag === 'string' ? [[name, tag] as const] : [],
  );
  return Object.fromEntries(tags);
}

function is(value: Json | undefined, word: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === word.toLowerCase();
}
