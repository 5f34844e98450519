/** Which services a compose file starts, with what `extends` brings in. */
import type { Path } from '../groupFile/path.ts';
import { asObject, isList, isObject, without } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import type { Environment } from './interpolate.ts';
import type { Tell } from './note.ts';
import { namesOf, plainText } from './values.ts';

export interface Service {
  readonly name: string;
  readonly service: JsonObject;
  readonly path: Path;
}

export function servicesOf(file: JsonObject, environment: Environment, tell: Tell): readonly Service[] {
  const services = asObject(file['services']);
  const active = (environment('COMPOSE_PROFILES') ?? '').split(',').map(profile => profile.trim());
  return Object.entries(services).flatMap(([name, written]) => {
    const path = ['services', name];
    if (written !== null && !isObject(written)) {
      tell('blocked', path, { kind: 'wrongType', key: name });
      return [];
    }
    const service = extended(services, name, [], path, tell);
    const profiles = namesOf(service['profiles']);
    if (profiles.length > 0 && !profiles.some(profile => active.includes(profile)) && !active.includes('*')) {
      tell('dropped', [...path, 'profiles'], { kind: 'profileInactive', service: name, profiles });
      return [];
    }
    return [{ name, service: without(service, 'profiles'), path }];
  });
}

function extended(
  services: JsonObject,
  name: string,
  visited: readonly string[],
  path: Path,
  tell: Tell,
): JsonObject {
  const service = asObject(Object.hasOwn(services, name) ? services[name] : undefined);
  const wish = service['extends'];
  if (wish === undefined || wish === null) return service;
  const own = without(service, 'extends');
  const at = [...path, 'extends'];
  const file = isObject(wish) ? plainText(wish['file']) : undefined;
  const base = plainText(isObject(wish) ? wish['service'] : wish) ?? '';
  if (file !== undefined) tell('blocked', at, { kind: 'extendsFile', file });
  else if (visited.includes(base) || base === name)
    tell('blocked', at, { kind: 'extendsCycle', service: base });
  else if (!Object.hasOwn(services, base)) tell('blocked', at, { kind: 'extendsMissing', service: base });
  else return merged(extended(services, base, [...visited, name], path, tell), own);
  return own;
}

/** These are replaced as a whole (Compose specification, merge). */
const replaced = ['command', 'entrypoint', 'test'];

function merged(base: JsonObject, own: JsonObject): JsonObject {
  return Object.entries(own).reduce<JsonObject>(
    (sum, [key, value]) => ({
      ...sum,
      [key]: replaced.includes(key) ? value : mergedValue(sum[key], value),
    }),
    base,
  );
}

function mergedValue(base: Json | undefined, own: Json | undefined): Json | undefined {
  if (isObject(base) && isObject(own)) return merged(base, own);
  if (isList(base) && isList(own)) return [...base, ...own];
  return own ?? base;
}
