/** Rules for ports, the address and its DNS label (FACTS §5). */
import { dnsLabelProblem } from '../rules/names.ts';
import { formatPorts, maxPorts, portProblem } from '../rules/ports.ts';
import {
  at,
  doubled,
  error,
  isThere,
  items,
  numberOf,
  onKey,
  type Place,
  type Problem,
  type Problems,
  ruled,
  says,
} from './problem.ts';

export function* networkProblems(group: Place): Problems {
  const containerPorts = items(at(group, 'containers')).flatMap(container =>
    items(at(container, 'properties', 'ports')),
  );
  yield* portProblems(containerPorts);
  const address = at(group, 'ipAddress');
  if (isThere(address)) yield* addressProblems(group, address, containerPorts);
}

function* portProblems(ports: readonly Place[]): Problems {
  for (const port of ports) {
    const problem = portProblem(numberOf(at(port, 'port')) ?? 1);
    if (problem) yield rule(at(port, 'port'), problem);
  }
  for (const port of doubled(ports, portKey))
    yield rule(at(port, 'port'), { code: 'portDoubled', text: portText(port) });
}

function* addressProblems(group: Place, address: Place, containerPorts: readonly Place[]): Problems {
  const list = at(address, 'ports');
  const ports = items(list);
  if (ports.length === 0) yield onKey(error(isThere(list) ? list : address, 'addressPortsMissing'));
  yield* portProblems(ports);
  if (ports.length > maxPorts)
    yield onKey(rule(list, { code: 'portsTooMany', max: maxPorts, count: ports.length }));
  // A group from a profile has containers that are not in its own body.
  const known = containerPorts.map(portKey);
  if (!isThere(at(group, 'containerGroupProfile')))
    for (const port of ports)
      if (portKey(port) !== undefined && !known.includes(portKey(port)))
        yield error(at(port, 'port'), 'groupPortUnused', portText(port));
  yield* kindProblems(group, address);
}

function* kindProblems(group: Place, address: Place): Problems {
  const type = at(address, 'type');
  const label = at(address, 'dnsNameLabel');
  yield* ruled(label, dnsLabelProblem);
  const isInNetwork = items(at(group, 'subnetIds')).length > 0 || isThere(at(group, 'networkProfile'));
  if (isInNetwork && says(type, 'Public')) yield error(type, 'subnetPublic');
  if (!isInNetwork && says(type, 'Private')) yield error(type, 'privateWithoutSubnet');
  if (isThere(label) && (isInNetwork || says(type, 'Private'))) yield onKey(error(label, 'labelPrivate'));
}

function rule(place: Place, found: NonNullable<Problem['rule']>): Problem {
  return { ...error(place, 'rule', 'text' in found ? found.text : ''), rule: found };
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
