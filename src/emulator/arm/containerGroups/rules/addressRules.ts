/** What a group's ports and its address must keep to; see `groupRules.ts` on codes and messages. */
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { badRequest, duplicates, isOneOf } from './badRequest.ts';

/**
 * Throws 400 where ports of containers are wrong or doubled: the containers of a group share one set of ports
 * ("Container groups in Azure Container Instances"; virtual-kubelet/azure-aci#353).
 */
export function checkPorts(group: string, properties: JsonObject): void {
  const used: string[] = [];
  for (const container of objectsAt(properties, 'containers')) {
    const ports = objectsAt(objectAt(container, 'properties'), 'ports');
    const wrong = ports.map(portNumber).filter(p => p < 1 || p > 65535);
    if (wrong.length > 0) {
      throw badRequest(
        'InvalidContainerPorts',
        `The ports '${wrong.join(',')}' are invalid for container '${textAt(container, 'name')}' in container group '${group}'. The port must be beteween 1 and 65535.`,
      );
    }
    used.push(...ports.map(portKey));
  }
  const doubled = duplicates(used);
  if (doubled.length === 0) return;
  throw badRequest(
    'DuplicateContainerPorts', // [guess]
    `The ports '${doubled.join(',')}' are used more than once by the containers in container group '${group}'.`,
  );
}

function portNumber({ port }: JsonObject): number {
  return typeof port === 'number' ? port : 0;
}

function portKey(port: JsonObject): string {
  return `${portNumber(port)}/${(textAt(port, 'protocol') || 'TCP').toUpperCase()}`;
}

/**
 * Throws 400 where the IP address has ports or a DNS label that it cannot have. No ports:
 * hashicorp/terraform-provider-azurerm#1697.
 */
export function checkAddress(group: string, properties: JsonObject): void {
  const address = properties['ipAddress'];
  if (!isObject(address)) return;
  const ports = objectsAt(address, 'ports');
  if (ports.length === 0) {
    throw badRequest(
      'MissingIpAddressPorts',
      `The ports in the 'ipAddress' of container group '${group}' cannot be empty.`,
    );
  }
  const doubled = duplicates(ports.map(portKey));
  if (doubled.length > 0) {
    throw badRequest(
      'InvalidIpAddressPorts', // [guess]
      `The ports '${doubled.join(',')}' in the 'ipAddress' of container group '${group}' are used more than once.`,
    );
  }
  checkPortsAreUsed(group, properties, ports);
  checkNetwork(group, properties, address);
  checkLabel(group, address);
}

/** hashicorp/terraform-provider-azurerm#5091, Azure/azure-libraries-for-net#216. */
function checkPortsAreUsed(group: string, properties: JsonObject, ports: JsonObject[]): void {
  const used = objectsAt(properties, 'containers')
    .flatMap(c => objectsAt(objectAt(c, 'properties'), 'ports'))
    .map(portKey);
  const unused = ports.filter(p => !used.includes(portKey(p))).map(portNumber);
  if (unused.length === 0) return;
  throw badRequest(
    'UnreferencedIpAddressPorts',
    `Following ports '${unused.join(',')}' in the 'ipAddress' are not used by any container in container group '${group}'.`,
  );
}

/**
 * A label on what is not public: Azure/aci-deploy#53 (which has the words, not the code). A private address outside a
 * network: Azure/azure-sdk-for-js#20984, portainer/portainer#4040. A public one inside: "Virtual network scenarios and
 * resources" (learn.microsoft.com).
 */
function checkNetwork(group: string, properties: JsonObject, address: JsonObject): void {
  const isPublic = isOneOf(address['type'] ?? 'Public', 'Public');
  const inNetwork = objectsAt(properties, 'subnetIds').length > 0 || isObject(properties['networkProfile']);
  if (!isPublic && textAt(address, 'dnsNameLabel') !== '') {
    throw badRequest(
      'DnsNameLabelNotSupported', // [guess]
      'DNS name label for container group is only supported when IP Address type is public.',
    );
  }
  if (!isPublic && !inNetwork) {
    throw badRequest(
      'PrivateIPAddressNotSupported',
      `IP Address type in container group '${group}' is invalid. Private IP address is only supported when network profile is defined.`,
    );
  }
  if (isPublic && inNetwork) {
    throw badRequest(
      'PublicIPAddressNotSupportedInVirtualNetwork', // [guess]
      `The IP address type 'Public' is not supported for container group '${group}' in a virtual network.`,
    );
  }
}

/** derekbekoe/vscode-spot#38, which has the words; the code is a [guess]. */
function checkLabel(group: string, address: JsonObject): void {
  const label = address['dnsNameLabel'];
  if (typeof label !== 'string' || label === '') return;
  if (/^[a-z][-a-z0-9]{3,61}[a-z0-9]$/.test(label)) return;
  throw badRequest(
    'InvalidDnsNameLabel',
    `The DNS name label '${label}' in container group '${group}' is invalid. It can contain only lowercase letters, numbers and hyphens. The first character must be a letter. The last character must be a letter or number. The value must be between 5 and 63 characters long.`,
  );
}
