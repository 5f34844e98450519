/** The one address that the services of a Compose project share as a container group. */
import type { JsonPath } from '../document/jsonPath.ts';
import type { JsonObject } from '../json.ts';
import { dnsLabelProblem } from '../rules/names.ts';
import { maxPorts } from '../rules/ports.ts';
import type { AddNote } from './composeNote.ts';
import type { ConversionContext } from './conversionContext.ts';
import { portBody, samePort, type ServicePort } from './ports.ts';
import type { Service } from './services.ts';
import { plainText } from './values.ts';

/** `ipAddress` of the group: public with the services' open ports, absent without any. */
export function ipAddressOf(
  services: readonly Service[],
  ports: readonly (readonly ServicePort[])[],
  { addNote, recordSource }: ConversionContext,
): JsonObject {
  const all = ports.flat();
  for (const [index, port] of all.entries()) {
    const isTwice = all.slice(0, index).some(known => samePort(known, port));
    const owners = services.filter((_, owner) => ports[owner]?.some(known => samePort(known, port)) === true);
    if (isTwice)
      addNote('blocked', port.path, {
        kind: 'portTwice',
        port: port.port,
        services: owners.map(({ name }) => name),
      });
  }
  const open = all.filter(
    (port, index) =>
      port.isPublic && !all.slice(0, index).some(known => known.isPublic && samePort(known, port)),
  );
  const over = open[maxPorts];
  if (over) addNote('changed', over.path, { kind: 'portsTooMany', count: open.length, max: maxPorts });
  const label = dnsLabelOf(services, open.length > 0, addNote);
  if (open.length === 0) return {};
  const address: JsonObject = {
    type: 'Public',
    ports: open.map(port => recordSource(portBody(port), port.path)),
    ...(label !== undefined && { dnsNameLabel: label.text }),
  };
  return { ipAddress: recordSource(address, label ? label.path : ['services']) };
}

interface DnsLabel {
  readonly text: string;
  readonly path: JsonPath;
}

function dnsLabelOf(services: readonly Service[], isOpen: boolean, addNote: AddNote): DnsLabel | undefined {
  let used: DnsLabel | undefined;
  for (const { service, path } of services) {
    const label = plainText(service['domainname']);
    if (label === undefined) continue;
    const labelPath = [...path, 'domainname'];
    if (!isOpen) addNote('dropped', labelPath, { kind: 'labelWithoutPorts', label });
    else if (dnsLabelProblem(label)) addNote('dropped', labelPath, { kind: 'labelInvalid', label });
    else if (used !== undefined && used.text !== label)
      addNote('dropped', labelPath, { kind: 'labelOther', label, used: used.text });
    else used = { text: label, path: labelPath };
  }
  return used;
}
