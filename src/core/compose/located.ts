/** Values of Compose files that remember where they are written, through `include`, overrides and `extends`. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

/** One of the files that a project is made of. */
export interface SourceFile {
  /** As seen from the main file's folder; undefined for the main file. */
  readonly name: string | undefined;
  /** What relative paths in it are relative to, seen from the main file's folder; '' for that folder. */
  readonly directory: string;
  /** Where the main file asks for it; empty for a file that is read because of its name. */
  readonly askedAt: JsonPath;
  readonly tags: readonly Tagged[];
}

/** `!reset` or `!override` in front of a value. */
export interface Tagged {
  readonly path: JsonPath;
  readonly tag: string;
}

export interface Located {
  readonly value: Json;
  readonly source: SourceFile;
  readonly path: JsonPath;
  /** Present where the value was put together from several places. */
  readonly parts?: ReadonlyMap<string | number, Located>;
}

/** The value of `key`; undefined where there is none. */
export function partAt(owner: Located, key: string | number): Located | undefined {
  const { value, source, path, parts } = owner;
  const known = parts?.get(key);
  if (known) return known;
  const found =
    isObject(value) && typeof key === 'string'
      ? Object.hasOwn(value, key)
        ? value[key]
        : undefined
      : isList(value) && typeof key === 'number'
        ? value[key]
        : undefined;
  return found === undefined ? undefined : { value: found, source, path: [...path, key] };
}

/** The values of an object, by key; none of anything else. */
export function partsOf(owner: Located): ReadonlyMap<string, Located> {
  if (!isObject(owner.value)) return new Map();
  return new Map(
    Object.keys(owner.value).flatMap(key => {
      const found = partAt(owner, key);
      return found ? [[key, found] as const] : [];
    }),
  );
}

/** The items of a list; a single value is a list of one. */
export function itemsOf(owner: Located): readonly Located[] {
  if (owner.value === null) return [];
  if (!isList(owner.value)) return [owner];
  return owner.value.flatMap((_, index) => partAt(owner, index) ?? []);
}

/** An object of values from several places; as a whole it stands where `owner` does. */
export function objectOf(owner: Located, parts: ReadonlyMap<string, Located>): Located {
  const value: JsonObject = Object.fromEntries([...parts].map(([key, item]) => [key, item.value]));
  return { value, source: owner.source, path: owner.path, parts };
}

/** A list of values from several places; as a whole it stands where `owner` does. */
export function listOfParts(owner: Located, items: readonly Located[]): Located {
  return {
    value: items.map(({ value }) => value),
    source: owner.source,
    path: owner.path,
    parts: new Map(items.entries()),
  };
}

/** Where `path` of the whole is written; what is not there is where its nearest owner is. */
export function locate(whole: Located, path: JsonPath): Pick<Located, 'source' | 'path'> {
  let owner = whole;
  for (const [index, key] of path.entries()) {
    const next = partAt(owner, key);
    if (!next)
      return owner.parts ? owner : { source: owner.source, path: [...owner.path, ...path.slice(index)] };
    owner = next;
  }
  return owner;
}

/** The tag in front of the value itself. */
export function tagOf({ source, path }: Located): string | undefined {
  return source.tags.find(
    tagged => tagged.path.length === path.length && tagged.path.every((key, index) => key === path[index]),
  )?.tag;
}
