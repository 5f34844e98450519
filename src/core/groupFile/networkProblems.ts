/** Rules for ports, the address, its DNS label and the subnet. */
import { dnsLabelProblem, labelCapitals } from '../rules/names.ts';
import { formatPorts, maxPorts, portProblem, reservedPort } from '../rules/ports.ts';
import {
  isFilledLater,
  at,
  doubled,
  error,
  isThere,
  items,
  numberOf,
  onKey,
  type Place,
  type Problems,
  ruleAt,
  ruled,
  says,
  textOf,
} from './problem.ts';

const subnetId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i;

export function* networkProblems(group: Place): Problems {
  const containerPorts = items(at(group, 'containers')).flatMap(container =>
    items(at(container, 'properties', 'ports')),
  );
  yield* portProblems(containerPorts);
  yield* subnetProblems(at(group, 'subnetIds'));
  const address = at(group, 'ipAddress');
  if (isThere(address)) yield* addressProblems(group, address, containerPorts);
}

/** Containers share a network: a port is one container's (hashicorp/terraform-provider-azurerm#11102). */
function* portProblems(ports: readonly Place[]): Problems {
  for (const port of ports) {
    const place = at(port, 'port');
    const number = numberOf(place);
    if (number === undefined) continue;
    const problem = portProblem(number);
    const reserved = reservedPort(number);
    if (problem) yield ruleAt(place, problem);
    else if (reserved) yield ruleAt(place, reserved, 'hint');
  }
  for (const port of doubled(ports, portKey))
    yield ruleAt(at(port, 'port'), { code: 'portDoubled', text: portText(port) });
}

function* subnetProblems(list: Place): Problems {
  const subnets = items(list);
  // terraform-provider-azurerm, which is tested against the service, takes one: `subnet_ids` has MaxItems 1.
  if (subnets.length > 1) yield onKey(error(list, 'subnetsTooMany', `${subnets.length}`));
  for (const subnet of subnets) {
    // The id of a network alone ends as InternalServerError (Azure/azure-cli#26001).
    const id = textOf(at(subnet, 'id'));
    if (id !== undefined && !isFilledLater(id) && !subnetId.test(id))
      yield error(at(subnet, 'id'), 'subnetId', id);
  }
}

function* addressProblems(group: Place, address: Place, containerPorts: readonly Place[]): Problems {
  const list = at(address, 'ports');
  const ports = items(list);
  // MissingIpAddressPorts (hashicorp/terraform-provider-azurerm#1697).
  if (ports.length === 0) yield onKey(error(isThere(list) ? list : address, 'addressPortsMissing'));
  yield* portProblems(ports);
  if (ports.length > maxPorts)
    yield onKey(ruleAt(list, { code: 'portsTooMany', max: maxPorts, count: ports.length }, 'warning'));
  // "you must expose the port on the IP address and from the container" ("Introduction to container groups"). A group
  // from a profile has containers that are not in its own body.
  const known = containerPorts.map(portKey);
  if (!isThere(at(group, 'containerGroupProfile')))
    for (const port of ports)
      if (portKey(port) !== undefined && !known.includes(portKey(port)))
        yield error(at(port, 'port'), 'groupPortUnused', portText(port));
  yield* kindProblems(group, address);
}

/**
 * "Virtual network scenarios and resources": neither a public address nor a DNS label; Linux and Windows alike.
 * PrivateIPAddressNotSupported: "Private IP address is only supported when network profile is defined."
 */
function* kindProblems(group: Place, address: Place): Problems {
  const type = at(address, 'type');
  const label = at(address, 'dnsNameLabel');
  yield* ruled(label, dnsLabelProblem);
  yield* ruled(label, labelCapitals, 'warning');
  const isInNetwork = items(at(group, 'subnetIds')).length > 0 || isThere(at(group, 'networkProfile'));
  if (isInNetwork && says(type, 'Public')) yield error(type, 'subnetPublic');
  if (!isInNetwork && says(type, 'Private')) yield error(type, 'privateWithoutSubnet');
  if (isThere(label) && (isInNetwork || says(type, 'Private'))) yield onKey(error(label, 'labelPrivate'));
}

function isUdp(port: Place): boolean {
  return says(at(port, 'protocol'), 'UDP');
}

function portKey(port: Place): string | undefined {
  const number = numberOf(at(port, 'port'));
  return number === undefined ? undefined : `${number}/${isUdp(port) ? 'UDP' : 'TCP'}`;
}

function portText(port: Place): string {
  return formatPorts([{ port: numberOf(at(port, 'port')) ?? 0, protocol: isUdp(port) ? 'UDP' : 'TCP' }]);
}
