import type { Container, ContainerGroup, IpAddress } from '../../core/model/containerGroup.ts';

/** Which fields a group's file shows: what it is, not what it is doing or under which address it can be reached. */
const shownOfGroup = {
  ref: false,
  id: false,
  location: true,
  tags: true,
  osType: true,
  sku: true,
  priority: true,
  restartPolicy: true,
  provisioningState: false,
  ipAddress: true,
  subnetIds: true,
  identity: true,
  containers: true,
  initContainers: true,
  state: false,
  events: false,
} satisfies Record<keyof ContainerGroup, boolean>;

const shownOfContainer = {
  name: true,
  isInit: true,
  image: true,
  command: true,
  ports: true,
  environmentVariables: true,
  cpu: true,
  memoryInGB: true,
  cpuLimit: true,
  memoryLimitInGB: true,
  instanceView: false,
} satisfies Record<keyof Container, boolean>;

const shownOfAddress = {
  type: true,
  ip: false,
  dnsNameLabel: true,
  fqdn: false,
  ports: true,
} satisfies Record<keyof IpAddress, boolean>;

/** What of a group its file shows, as far as the store knows it, for comparison; '' for none. */
export function shownFields(group: ContainerGroup | undefined): string {
  if (!group) return '';
  return JSON.stringify({
    ...pick(group, shownOfGroup),
    ipAddress: group.ipAddress && pick(group.ipAddress, shownOfAddress),
    containers: group.containers.map(container => pick(container, shownOfContainer)),
    initContainers: group.initContainers.map(container => pick(container, shownOfContainer)),
  });
}

function pick(object: object, shown: Readonly<Record<string, boolean>>): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => shown[key] === true));
}
