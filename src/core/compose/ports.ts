import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { Port } from '../model/containerGroup.ts';
import type { AddNote } from './composeNote.ts';
import { listOf, plainText } from './values.ts';

export interface ServicePort extends Port {
  /** Reachable from outside the group. */
  readonly isPublic: boolean;
  readonly path: JsonPath;
}

/** The ports a service publishes and those it merely exposes, each once. */
export function servicePorts(service: JsonObject, path: JsonPath, addNote: AddNote): readonly ServicePort[] {
  const list = (key: 'ports' | 'expose') => {
    const json = service[key];
    return listOf(json).map(
      (item, index) => [item, isList(json) ? [...path, key, index] : [...path, key]] as const,
    );
  };
  const found = [
    ...list('ports').flatMap(([item, at]) => parsePublished(item, at, addNote)),
    ...list('expose').flatMap(([item, at]) => parseShortPort(plainText(item) ?? '', at, addNote, false)),
  ];
  return found.filter((port, index) => !found.slice(0, index).some(known => samePort(known, port)));
}

export function samePort(one: Port, other: Port): boolean {
  return one.port === other.port && one.protocol === other.protocol;
}

function parsePublished(item: Json, path: JsonPath, addNote: AddNote): readonly ServicePort[] {
  if (!isObject(item)) return parseShortPort(plainText(item) ?? '', path, addNote, true);
  for (const key of ['mode', 'name', 'app_protocol'])
    if (item[key] !== undefined) addNote('dropped', [...path, key], { kind: 'portDetail', key });
  const host = plainText(item['host_ip']);
  const from = plainText(item['published']);
  const target = plainText(item['target']) ?? '';
  const protocol = plainText(item['protocol']);
  return readPort({ host, from, target, protocol, text: target }, path, addNote, true);
}

interface PortParts {
  readonly host: string | undefined;
  readonly from: string | undefined;
  readonly target: string;
  readonly protocol: string | undefined;
  readonly text: string;
}

/** `[host:][published:]target[/protocol]`, ranges on both sides; an empty host, as of an unset variable, is every one. */
function parseShortPort(
  text: string,
  path: JsonPath,
  addNote: AddNote,
  isPublished: boolean,
): readonly ServicePort[] {
  const parts =
    /^(?:(?:(|\[[^\]]+\]|[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*):)?(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(\w+))?$/.exec(
      text.trim(),
    );
  const [, host, from, target, protocol] = parts ?? [];
  return readPort({ host, from, target: target ?? '', protocol, text }, path, addNote, isPublished);
}

function readPort(
  written: PortParts,
  path: JsonPath,
  addNote: AddNote,
  isPublished: boolean,
): readonly ServicePort[] {
  const { text } = written;
  const host = written.host === '' ? undefined : written.host;
  const published = isAnyPort(written.from) ? undefined : written.from;
  const protocol = (written.protocol ?? 'tcp').toUpperCase();
  if (protocol !== 'TCP' && protocol !== 'UDP') {
    addNote('dropped', path, { kind: 'portProtocol', protocol: protocol.toLowerCase() });
    return [];
  }
  const targets = range(written.target);
  const sources = published === undefined ? undefined : range(published);
  if (!targets || (published !== undefined && !sources)) {
    addNote('blocked', path, { kind: 'portSyntax', text });
    return [];
  }
  const isLoopback = host !== undefined && /^(127\.|\[?::1\]?$)/.test(host);
  return targets.map((port, index) => {
    const from = sources?.[index] ?? sources?.[0];
    if (isLoopback) addNote('changed', path, { kind: 'portLoopback', port });
    else if (from !== undefined && from !== port)
      addNote('changed', path, { kind: 'portMapped', published: from, target: port });
    if (host !== undefined && !isLoopback && !/^(0\.0\.0\.0|\[?::\]?)$/.test(host))
      addNote('changed', path, { kind: 'portHostAddress', address: host, port });
    return { port, protocol, isPublic: isPublished && !isLoopback, path };
  });
}

/** Whether Docker chooses the published port. */
function isAnyPort(published: string | undefined): boolean {
  return published === '' || published === '0';
}

/** At most so many ports in one range: more could never be opened. */
const maxRangeLength = 1000;

function range(text: string): readonly number[] | undefined {
  const parts = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [first, last] = [Number(parts[1]), Number(parts[2] ?? parts[1])];
  if (first < 1 || last > 65535 || last < first || last - first >= maxRangeLength) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The port as a container or an address of the group has it. */
export function portBody({ port, protocol }: ServicePort): JsonObject {
  return { port, protocol };
}
