/** Which part of a group Azure complains about. */
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';

/**
 * The path that Azure's message names outright (`JsonPath 'properties.containers[0].name'`), else the value it quotes
 * (an image, a container's name, a DNS label); undefined where it names nothing of the group.
 */
export function locateError(message: string, content: Json): JsonPath | undefined {
  const [, named] = /\bPath '([^']+)'/i.exec(message) ?? [];
  if (named !== undefined) return parsePath(named);
  // Nearly every message names the group, as a container of it may be named, too.
  const quoted = [...message.matchAll(/(?<!container group )['"]([^'"]+)['"]/gi)].flatMap(
    ([, text]) => text ?? [],
  );
  const leaves = collectLeaves([], content).filter(({ path }) => path.length > 1); // not the name, the type, the location
  for (const text of quoted) {
    const hits = leaves.filter(({ value }) => value.toLowerCase() === text.toLowerCase());
    const hit = hits.find(({ path }) => mentions(message, path.at(-1))) ?? hits[0];
    if (hit) return hit.path;
  }
  return /dns ?name ?label/i.test(message) ? ['properties', 'ipAddress', 'dnsNameLabel'] : undefined;
}

/** Whether the message is about such a property: `The image 'nginx' …`. */
function mentions(message: string, key: string | number | undefined): boolean {
  return typeof key === 'string' && message.toLowerCase().includes(key.toLowerCase());
}

/** `properties.containers[0].name` as steps. */
function parsePath(text: string): JsonPath {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  );
}

interface Leaf {
  readonly path: JsonPath;
  readonly value: string;
}

function collectLeaves(path: JsonPath, value: Json | undefined): readonly Leaf[] {
  if (isList(value)) return value.flatMap((item, index) => collectLeaves([...path, index], item));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, item]) => collectLeaves([...path, key], item));
  return typeof value === 'string' && value !== '' ? [{ path, value }] : [];
}
