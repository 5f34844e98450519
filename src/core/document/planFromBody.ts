import { readIdentity } from './groupIdentity.ts';
import {
  asNumber,
  asObject,
  asObjects,
  asText,
  isList,
  isObject,
  type Json,
  type JsonObject,
} from '../json.ts';
import type { GroupRef, Port } from '../model/containerGroup.ts';
import type { CompleteGroupPlan, GroupNetwork, GroupPlan, PlannedVariable } from '../model/groupPlan.ts';
import { minimumSize } from '../rules/size.ts';

/** What the wizard shows of a body: the group and its first container. */
export function planFromBody(ref: GroupRef, body: JsonObject): GroupPlan {
  const properties = asObject(body['properties']);
  const first = asObjects(properties['containers'])[0] ?? {};
  const container = asObject(first['properties']);
  const requests = asObject(asObject(container['resources'])['requests']);
  const command = container['command'];
  return {
    ref,
    location: asText(body['location']),
    osType: properties['osType'] === 'Windows' ? 'Windows' : 'Linux',
    restartPolicy: readRestartPolicy(properties['restartPolicy']),
    network: readNetwork(properties),
    containerName: asText(first['name']),
    image: asText(container['image']),
    // How the present image is pulled stays in the body.
    credential: undefined,
    pullAs: undefined,
    identity: readIdentity(body['identity']),
    size: {
      cpu: asNumber(requests['cpu']) ?? minimumSize.cpu,
      memoryInGB: asNumber(requests['memoryInGB']) ?? minimumSize.memoryInGB,
    },
    command: isList(command) ? command.map(asText) : [],
    variables: asObjects(container['environmentVariables']).map(readVariable),
  } satisfies CompleteGroupPlan;
}

/** ARM leaves the policy out when nobody chose one; it then restarts always. */
function readRestartPolicy(json: Json | undefined): GroupPlan['restartPolicy'] {
  return json === 'Never' || json === 'OnFailure' ? json : 'Always';
}

export function readVariable(variable: JsonObject): PlannedVariable {
  const value = variable['value'] ?? variable['secureValue'];
  const isPlain = typeof variable['value'] === 'string';
  return {
    name: asText(variable['name']),
    value: typeof value === 'string' ? value : undefined,
    secure: !isPlain,
  };
}

function readNetwork(properties: JsonObject): GroupNetwork {
  const address = properties['ipAddress'];
  const ports = asObjects(asObject(address)['ports']).map(readPort);
  const subnetId = asText(asObjects(properties['subnetIds'])[0]?.['id']);
  if (subnetId !== '') return { kind: 'private', ports, subnetId };
  if (!isObject(address)) return { kind: 'none' };
  const label = asText(address['dnsNameLabel']);
  return { kind: 'public', ports, dnsNameLabel: label === '' ? undefined : label };
}

export function readPort(port: JsonObject): Port {
  return { port: asNumber(port['port']) ?? 0, protocol: port['protocol'] === 'UDP' ? 'UDP' : 'TCP' };
}
