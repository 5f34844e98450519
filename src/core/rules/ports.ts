import type { Port } from '../model/containerGroup.ts';

/** Why a text is no list of ports, or what may go wrong with one. */
export type PortProblem =
  | { readonly code: 'portsEmpty' }
  | { readonly code: 'portMapping'; readonly text: string; readonly inner: string }
  | { readonly code: 'portText'; readonly text: string }
  | { readonly code: 'portProtocol'; readonly protocol: string }
  | { readonly code: 'portRange'; readonly text: string }
  | { readonly code: 'portReserved'; readonly port: number }
  | { readonly code: 'portDoubled'; readonly text: string }
  | { readonly code: 'portsTooMany'; readonly max: number; readonly count: number };

/**
 * So many ports an address has by default ("Resource availability & quota limits for ACI"). Some subscriptions have
 * more: the service's own answer names 10 (MicrosoftDocs/azure-docs#101382).
 */
export const maxPorts = 5;

/** What ACI says it reserves, and asks to avoid ("Frequently asked questions about Azure Container Instances"). */
const reserved: readonly (readonly [from: number, to: number])[] = [
  [22, 22],
  [1025, 1027],
  [3389, 3399],
  [9999, 9999],
  [19000, 19000],
  [19080, 19080],
  [19100, 19100],
  [19390, 19390],
  [20000, 30000],
  [49152, 65534],
];

/** Ports as a person types them: `80, 443/tcp, 53/udp`; TCP is the default. */
export function parsePorts(
  text: string,
): { readonly ports: readonly Port[] } | { readonly problem: PortProblem } {
  const words = text.split(/[\s,;]+/).filter(word => word !== '');
  if (words.length === 0) return { problem: { code: 'portsEmpty' } };
  const ports: Port[] = [];
  for (const word of words) {
    const port = parsePort(word);
    if ('code' in port) return { problem: port };
    if (ports.some(known => known.port === port.port && known.protocol === port.protocol))
      return { problem: { code: 'portDoubled', text: formatPorts([port]) } };
    ports.push(port);
  }
  return { ports };
}

/** What may go wrong with ports that Azure takes all the same. */
export function portsWarning(ports: readonly Port[]): PortProblem | undefined {
  if (ports.length > maxPorts) return { code: 'portsTooMany', max: maxPorts, count: ports.length };
  return ports.map(({ port }) => reservedPort(port)).find(found => found !== undefined);
}

/** Azure takes such a port, but its service may use it: a container works at some of them for years. */
export function reservedPort(port: number): PortProblem | undefined {
  const isReserved = reserved.some(([from, to]) => from <= port && port <= to);
  return isReserved ? { code: 'portReserved', port } : undefined;
}

function parsePort(word: string): Port | PortProblem {
  const mapping = /^\d+:(\d+(?:\/\w+)?)$/.exec(word);
  if (mapping?.[1] !== undefined) return { code: 'portMapping', text: word, inner: mapping[1] };
  const parts = /^([+-]?\d+(?:\.\d+)?)(?:\/(.*))?$/.exec(word);
  if (parts?.[1] === undefined) return { code: 'portText', text: word };
  const protocol = parts[2]?.toUpperCase() ?? 'TCP';
  if (protocol !== 'TCP' && protocol !== 'UDP') return { code: 'portProtocol', protocol: parts[2] ?? '' };
  const port = Number(parts[1]);
  return portProblem(port, parts[1]) ?? { port, protocol };
}

/** A whole number from 1 to 65535; `text` is how it was written. */
export function portProblem(port: number, text = `${port}`): PortProblem | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : { code: 'portRange', text };
}

/** The text that `parsePorts` reads back: TCP ports bare, `53/udp` otherwise. */
export function formatPorts(ports: readonly Port[]): string {
  return ports.map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port}/udp`)).join(', ');
}
