/** What a group's ports and its address must keep to; see `groupRules.ts` on codes and messages. */
import type { JsonObject } from '../containers/types.ts';
import { isObject, objectAt, objectsAt, textAt } from './json.ts';
import { bad, doubles, isOneOf } from './brokenRule.ts';

/** Throws 400 where ports of containers are wrong or doubled. */
export function checkPorts(group: string, properties: JsonObject): void {
  const used: string[] = [];
  for (const container of objectsAt(properties, 'containers')) {
    const ports = objectsAt(objectAt(container, 'properties'), 'ports');
    const wrong = ports.map(portNumber).filter(p => p < 1 || p > 65535);
    if (wrong.length > 0) {
      throw bad(
        'InvalidContainerPorts',
        `The ports '${wrong.join(',')}' are invalid for container '${textAt(container, 'name')}' in container group '${group}'. The port must be beteween 1 and 65535.`,
      );
    }
    used.push(...ports.map(portKey));
  }
  const doubled = doubles(used);
  if (doubled.length === 0) return;
  throw bad(
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

/** Throws 400 where the IP address has ports or a DNS label that it cannot have. */
export function checkAddress(group: string, properties: JsonObject): void {
  const address = properties['ipAddress'];
  if (!isObject(address)) return;
  const ports = objectsAt(address, 'ports');
  if (ports.length === 0) {
    throw bad(
      'MissingIpAddressPorts',
      `The ports in the 'ipAddress' of container group '${group}' cannot be empty.`,
    );
  }
  const doubled = doubles(ports.map(portKey));
  if (doubled.length > 0 || ports.length > 5) {
    throw bad(
      'InvalidIpAddressPorts', // [guess]
      doubled.length > 0
        ? `The ports '${doubled.join(',')}' in the 'ipAddress' of container group '${group}' are used more than once.`
        : `The 'ipAddress' of container group '${group}' has '${ports.length}' ports. An IP address can have no more than '5' ports.`,
    );
  }
  checkPortsAreUsed(group, properties, ports);
  checkLabel(group, properties, address);
}

function checkPortsAreUsed(group: string, properties: JsonObject, ports: JsonObject[]): void {
  const used = objectsAt(properties, 'containers')
    .flatMap(c => objectsAt(objectAt(c, 'properties'), 'ports'))
    .map(portKey);
  const unused = ports.filter(p => !used.includes(portKey(p))).map(portNumber);
  if (unused.length === 0) return;
  throw bad(
    'UnusedIpAddressPorts', // the code is a [guess]
    `Following ports '${unused.join(',')}' in the 'ipAddress' are not used by any container in container group '${group}'.`,
  );
}

function checkLabel(group: string, properties: JsonObject, address: JsonObject): void {
  const label = address['dnsNameLabel'];
  const inSubnet = objectsAt(properties, 'subnetIds').length > 0;
  if (inSubnet && isOneOf(address['type'] ?? 'Public', 'Public')) {
    throw bad(
      'PublicIPAddressNotSupportedInVirtualNetwork', // [guess]
      `The IP address type 'Public' is not supported for container group '${group}' in a virtual network.`,
    );
  }
  if (typeof label !== 'string') return;
  if (inSubnet || isOneOf(address['type'], 'Private')) {
    throw bad(
      'DnsNameLabelNotSupported', // [guess]
      `The DNS name label '${label}' is not supported for container group '${group}' with a private IP address.`,
    );
  }
  if (/^[a-z0-9][-a-z0-9]{3,61}[a-z0-9]$/i.test(label)) return;
  throw bad(
    'InvalidDnsNameLabel', // [guess]
    `The DNS name label '${label}' in container group '${group}' is invalid. It must contain 5 to 63 letters, digits and hyphens, and must not begin or end with a hyphen.`,
  );
}
