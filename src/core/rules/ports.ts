import type { Port } from '../model.ts';

/** Why a text is no list of ports. Sources: FACTS §5. */
export type PortProblem =
  | { readonly code: 'portsEmpty' }
  | { readonly code: 'portMapping'; readonly text: string; readonly inner: string }
  | { readonly code: 'portText'; readonly text: string }
  | { readonly code: 'portProtocol'; readonly protocol: string }
  | { readonly code: 'portRange'; readonly text: string }
  | { readonly code: 'portReserved'; readonly port: number }
  | { readonly code: 'portDoubled'; readonly text: string }
  | { readonly code: 'portsTooMany'; readonly max: number; readonly count: number };

/** At most so many ports on one address. */
export const maxPorts = 5;
/** Ports that ACI keeps for itself; 19390 carries its exec and attach sockets. */
const reserved: readonly number[] = [19390];

/** Ports as one types them: `80, 443/tcp, 53/udp`. TCP unless said otherwise. */
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
  if (ports.length > maxPorts)
    return { problem: { code: 'portsTooMany', max: maxPorts, count: ports.length } };
  return { ports };
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

/** A whole number from 1 to 65535 that ACI does not keep for itself. `text`: as it was written. */
export function portProblem(port: number, text = `${port}`): PortProblem | undefined {
  if (!Number.isInteger(port) || port < 1 || port > 65535) return { code: 'portRange', text };
  return reserved.includes(port) ? { code: 'portReserved', port } : undefined;
}

/** The text that `parsePorts` reads back: TCP ports bare, `53/udp` otherwise. */
export function formatPorts(ports: readonly Port[]): string {
  return ports.map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port}/udp`)).join(', ');
}
