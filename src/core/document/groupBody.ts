import { identityBody, noIdentity, withUserAssigned } from './groupIdentity.ts';
import type { GroupPlan, GroupNetwork, PlannedVariable } from '../model/groupPlan.ts';
import type {
  RawContainerGroup,
  GroupIdentity,
  Json,
  JsonObject,
  Port,
  RegistryCredential,
} from '../model/model.ts';

/** The version whose shape `groupBody` writes (FACTS §1). */
const planApiVersion = '2023-05-01';

/** The ARM body that creates the planned group. It never holds an empty or undefined property. */
export function groupBody(plan: GroupPlan): RawContainerGroup {
  const properties: JsonObject = {
    containers: [containerBody(plan)],
    osType: plan.osType,
    restartPolicy: plan.restartPolicy,
    ...networkBody(plan.network),
    ...registryBody(plan),
  };
  const identity = identityBody(identityWithPull(plan));
  return {
    apiVersion: planApiVersion,
    body: { location: plan.location, ...(identity && { identity }), properties },
  };
}

/** The identity that the plan wants, with the one that pulls. */
function identityWithPull({ identity = noIdentity, pullAs }: GroupPlan): GroupIdentity {
  return withUserAssigned(identity, pullAs ? [pullAs.identity] : []);
}

function registryBody(plan: GroupPlan): JsonObject {
  const body = registryCredentialBody(plan);
  return body ? { imageRegistryCredentials: [body] } : {};
}

/** How the plan's image is pulled; undefined where nothing is needed, or nothing new. Exactly one of user and identity. */
export function registryCredentialBody({ credential, pullAs }: GroupPlan): JsonObject | undefined {
  if (pullAs) return { server: pullAs.server, identity: pullAs.identity };
  return credential && credentialBody(credential);
}

function containerBody(plan: GroupPlan): JsonObject {
  const ports = portsOf(plan.network);
  return {
    name: plan.containerName,
    properties: {
      image: plan.image,
      ...(plan.command.length > 0 && { command: plan.command }),
      ...(ports.length > 0 && { ports: portsBody(ports) }),
      ...(plan.variables.length > 0 && { environmentVariables: plan.variables.map(variableBody) }),
      resources: { requests: { cpu: plan.size.cpu, memoryInGB: plan.size.memoryInGB } },
    },
  };
}

function portsOf(network: GroupNetwork): readonly Port[] {
  return network.kind === 'none' ? [] : network.ports;
}

/** The properties of the group that its network decides. */
export function networkBody(network: GroupNetwork): JsonObject {
  switch (network.kind) {
    case 'none':
      return {};
    case 'public':
      return {
        ipAddress: {
          type: 'Public',
          ports: portsBody(network.ports),
          ...(network.dnsNameLabel !== undefined && { dnsNameLabel: network.dnsNameLabel }),
        },
      };
    case 'private':
      return {
        ...(network.ports.length > 0 && {
          ipAddress: { type: 'Private', ports: portsBody(network.ports) },
        }),
        subnetIds: [{ id: network.subnetId }],
      };
  }
}

export function portsBody(ports: readonly Port[]): Json[] {
  return ports.map(({ port, protocol }) => ({ port, protocol }));
}

/** A secure variable without a value keeps its name only: the way ARM shows it. */
export function variableBody({ name, value, secure }: PlannedVariable): JsonObject {
  if (value === undefined) return { name };
  return secure ? { name, secureValue: value } : { name, value };
}

function credentialBody({ server, username, password }: RegistryCredential): JsonObject {
  return { server, username, password };
}
