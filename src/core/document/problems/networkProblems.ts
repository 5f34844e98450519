/** Rules for ports, the address, its DNS label and the subnet. */
import { hasSecretReference } from '../../rules/secretReference.ts';
import { dnsLabelProblem, dnsLabelCapitalsProblem } from '../../rules/names.ts';
import { isFromProfile, isInNetwork } from './groupNodes.ts';
import { formatPorts, maxPorts, portProblem, reservedPort } from '../../rules/ports.ts';
import {
  type JsonNode,
  at,
  duplicates,
  equalsIgnoringCase,
  isPresent,
  items,
  numberOf,
  textOf,
} from './jsonNode.ts';
import { error, onKey, type Problems, ruleProblem, checkText } from './problem.ts';

const subnetId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i;

export function* networkProblems(group: JsonNode): Problems {
  const containerPorts = items(at(group, 'containers')).flatMap(container =>
    items(at(container, 'properties', 'ports')),
  );
  yield* portProblems(containerPorts);
  yield* subnetProblems(at(group, 'subnetIds'));
  const address = at(group, 'ipAddress');
  if (isPresent(address)) yield* addressProblems(group, address, containerPorts);
}

/** Containers share a network: a port is one container's (hashicorp/terraform-provider-azurerm#11102). */
function* portProblems(ports: readonly JsonNode[]): Problems {
  for (const port of ports) {
    const node = at(port, 'port');
    const number = numberOf(node);
    if (number === undefined) continue;
    const problem = portProblem(number);
    const reserved = reservedPort(number);
    if (problem) yield ruleProblem(node, problem);
    else if (reserved) yield ruleProblem(node, reserved, 'hint');
  }
  for (const port of duplicates(ports, portKey))
    yield ruleProblem(at(port, 'port'), { code: 'portDoubled', text: portText(port) });
}

function* subnetProblems(list: JsonNode): Problems {
  const subnets = items(list);
  // terraform-provider-azurerm, which is tested against the service, takes one: `subnet_ids` has MaxItems 1.
  if (subnets.length > 1) yield onKey(error(list, 'subnetsTooMany', `${subnets.length}`));
  for (const subnet of subnets) {
    // The id of a network alone ends as InternalServerError (Azure/azure-cli#26001).
    const id = textOf(at(subnet, 'id'));
    if (id !== undefined && !hasSecretReference(id) && !subnetId.test(id))
      yield error(at(subnet, 'id'), 'subnetId', id);
  }
}

function* addressProblems(group: JsonNode, address: JsonNode, containerPorts: readonly JsonNode[]): Problems {
  const list = at(address, 'ports');
  const ports = items(list);
  // MissingIpAddressPorts (hashicorp/terraform-provider-azurerm#1697).
  if (ports.length === 0) yield onKey(error(isPresent(list) ? list : address, 'addressPortsMissing'));
  yield* portProblems(ports);
  if (ports.length > maxPorts)
    yield onKey(ruleProblem(list, { code: 'portsTooMany', max: maxPorts, count: ports.length }, 'warning'));
  // "you must expose the port on the IP address and from the container" ("Introduction to container groups").
  const known = containerPorts.map(portKey);
  if (!isFromProfile(group))
    for (const port of ports)
      if (portKey(port) !== undefined && !known.includes(portKey(port)))
        yield error(at(port, 'port'), 'groupPortUnused', portText(port));
  yield* kindProblems(group, address);
}

/**
 * "Virtual network scenarios and resources": neither a public address nor a DNS label; Linux and Windows alike.
 * PrivateIPAddressNotSupported: "Private IP address is only supported when network profile is defined."
 */
function* kindProblems(group: JsonNode, address: JsonNode): Problems {
  const type = at(address, 'type');
  const label = at(address, 'dnsNameLabel');
  yield* checkText(label, dnsLabelProblem);
  yield* checkText(label, dnsLabelCapitalsProblem, 'warning');
  const isPrivate = isInNetwork(group);
  if (isPrivate && equalsIgnoringCase(type, 'Public')) yield error(type, 'subnetPublic');
  if (!isPrivate && equalsIgnoringCase(type, 'Private')) yield error(type, 'privateWithoutSubnet');
  if (isPresent(label) && (isPrivate || equalsIgnoringCase(type, 'Private')))
    yield onKey(error(label, 'labelPrivate'));
}

function isUdp(port: JsonNode): boolean {
  return equalsIgnoringCase(at(port, 'protocol'), 'UDP');
}

function portKey(port: JsonNode): string | undefined {
  const number = numberOf(at(port, 'port'));
  return number === undefined ? undefined : `${number}/${isUdp(port) ? 'UDP' : 'TCP'}`;
}

function portText(port: JsonNode): string {
  return formatPorts([{ port: numberOf(at(port, 'port')) ?? 0, protocol: isUdp(port) ? 'UDP' : 'TCP' }]);
}
