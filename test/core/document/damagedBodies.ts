/** Answers as Azure gave them once, with fields missing, added, or of another type. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { asText, isList, isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { realBodies } from './realBodies.ts';

const groupId = /\/providers\/Microsoft\.ContainerInstance\/containerGroups\/[^/]+$/i;

/**
 * Groups that Azure answered with: those of our own fixtures, and the recordings where they lie beside the checkout.
 */
export function recordedGroups(): readonly JsonObject[] {
  const file = join(import.meta.dirname, '../../emulator/fixtures/lifeCycle.json');
  const { interactions } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly interactions: readonly { readonly response: { readonly body?: Json } }[];
  };
  const own = interactions.map(({ response }) => response.body);
  const shared = realBodies().filter(({ isAnswer }) => isAnswer);
  return [...own, ...shared.map(({ body }) => body)].filter(
    body => isObject(body) && isObject(body['properties']) && groupId.test(asText(body['id'])),
  ) as readonly JsonObject[];
}

type Path = readonly (string | number)[];

/** What becomes of the value at a path: taken away, replaced, put in a list, or given company. */
type Damage =
  { readonly kind: 'gone' | 'inList' } | { readonly kind: 'replaced' | 'joined'; readonly by: Json };

/** As JSON has it: without -0. */
const anything = fc.jsonValue({ maxDepth: 2 }).map(value => JSON.parse(JSON.stringify(value)) as Json);
const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant<Damage>({ kind: 'gone' }),
  fc.constant<Damage>({ kind: 'inList' }),
  anything.map((by): Damage => ({ kind: 'replaced', by })),
  // Types that are easily taken for each other.
  fc.constantFrom<Json>(null, '', '7', 7, -1, 1e21, true, [], {}, [null], { id: 7 }).map((by): Damage => ({
    kind: 'replaced',
    by,
  })),
  anything.map((by): Damage => ({ kind: 'joined', by })),
);

/** `body` with up to four damages, anywhere in it. */
export function damagedBodies(body: Json): fc.Arbitrary<Json> {
  const path = fc.constantFrom(...pathsIn(body));
  return fc
    .array(fc.tuple(path, damages), { minLength: 1, maxLength: 4 })
    .map(all => all.reduce((broken, [path, damage]) => damagedAt(broken, path, damage), body));
}

function pathsIn(body: Json, path: Path = []): readonly Path[] {
  const below = isList(body)
    ? body.flatMap((item, index) => pathsIn(item, [...path, index]))
    : isObject(body)
      ? Object.entries(body).flatMap(([key, value]) => pathsIn(value ?? null, [...path, key]))
      : [];
  return [path, ...below];
}

/** A path that an earlier damage has taken away stays away. */
function damagedAt(body: Json, [key, ...rest]: Path, damage: Damage): Json {
  if (key === undefined) return replacement(body, damage) ?? null;
  if (isList(body) && typeof key === 'number' && key < body.length) {
    const item =
      rest.length > 0 ? damagedAt(body[key] ?? null, rest, damage) : replacement(body[key], damage);
    return body.toSpliced(key, 1, ...(item === undefined ? [] : [item]));
  }
  if (!isObject(body) || body[key] === undefined) return body;
  const { [key]: old, ...others } = body;
  const item = rest.length > 0 ? damagedAt(old ?? null, rest, damage) : replacement(old, damage);
  return item === undefined ? others : { ...others, [key]: item };
}

function replacement(value: Json | undefined, damage: Damage): Json | undefined {
  switch (damage.kind) {
    case 'gone':
      return undefined;
    case 'inList':
      return [value ?? null];
    case 'replaced':
      return damage.by;
    case 'joined':
      return isObject(value)
        ? { ...value, unknown: damage.by }
        : isList(value)
          ? [...value, damage.by]
          : damage.by;
  }
}
