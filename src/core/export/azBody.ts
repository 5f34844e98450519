/** A group's body that remembers what of it has been said already, so that the rest can be told. */
import { type Path, valueAt } from '../groupFile/path.ts';
import { isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import type { SecretPlace } from './secrets.ts';

export interface Body {
  /** Looks without taking. */
  peek(path: Path): Json | undefined;
  /** The value, which counts as said from now on. */
  take(path: Path): Json | undefined;
  /** Takes a text or number; anything else stays, and is `undefined`. */
  text(path: Path): string | undefined;
  /** The shell's word for the secret that belongs at `path`; it fails, and names the variable, when it is not set. */
  secret(path: Path): string | undefined;
  /** The topmost places of which nothing was taken, and the leaves of the others, empty ones left out. */
  left(): readonly Path[];
}

/** What every group is without its being said. */
const usual: Readonly<Record<string, string>> = {
  'properties/sku': 'Standard',
  'properties/priority': 'Regular',
};

export function createBody(body: JsonObject, secrets: readonly SecretPlace[]): Body {
  const taken = new Set<string>();
  const key = (path: Path) => path.join('/');
  for (const [place, value] of Object.entries(usual))
    if (valueAt(body, place.split('/')) === value) taken.add(place);
  const peek = (path: Path) => (taken.has(key(path)) ? undefined : valueAt(body, path));
  const take = (path: Path) => {
    const value = peek(path);
    taken.add(key(path));
    return value;
  };
  return {
    peek,
    take,
    text: path => {
      const value = peek(path);
      if (typeof value !== 'number' && (typeof value !== 'string' || value.startsWith('@') || value === ''))
        return undefined;
      take(path);
      return String(value);
    },
    secret: path => {
      const place = secrets.find(secret => key(secret.path) === key(path));
      if (!place || place.isObject) return undefined;
      take(path);
      return `"\${${place.name}:?}"`;
    },
    left: () => leftOf(body, [], path => taken.has(key(path))).paths,
  };
}

interface Left {
  readonly paths: readonly Path[];
  /** Nothing below was taken. */
  readonly isWhole: boolean;
}

function leftOf(json: Json | undefined, path: Path, isTaken: (path: Path) => boolean): Left {
  if (isTaken(path)) return { paths: [], isWhole: false };
  const children: (readonly [string | number, Json | undefined])[] = isList(json)
    ? [...json.entries()]
    : isObject(json)
      ? Object.entries(json)
      : [];
  if (children.length === 0) return { paths: isEmpty(json) ? [] : [path], isWhole: true };
  const left = children.map(([step, value]) => leftOf(value, [...path, step], isTaken));
  const paths = left.flatMap(({ paths: below }) => below);
  const isWhole = left.every(child => child.isWhole);
  // What is said as a whole reads better than its leaves, once it is something one has a word for.
  return isWhole && paths.length > 0 && path.length > 1 ? { paths: [path], isWhole } : { paths, isWhole };
}

function isEmpty(json: Json | undefined): boolean {
  return json === undefined || json === null || (typeof json === 'object' && Object.keys(json).length === 0);
}
