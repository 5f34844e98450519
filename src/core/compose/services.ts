/** Which services a project starts. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, isObject, type JsonObject, without } from '../json.ts';
import type { GetVariable } from '../environment.ts';
import type { AddNote } from './composeNote.ts';
import { namesOf, plainText } from './values.ts';

export interface Service {
  readonly name: string;
  readonly service: JsonObject;
  readonly path: JsonPath;
}

/** Without those of profiles that are not active, and those of which no container is wanted. */
export function servicesOf(file: JsonObject, environment: GetVariable, addNote: AddNote): readonly Service[] {
  const active = (environment('COMPOSE_PROFILES') ?? '').split(',').map(profile => profile.trim());
  return Object.entries(asObject(file['services'])).flatMap(([name, service]) => {
    const path = ['services', name];
    if (service !== null && !isObject(service)) {
      addNote('blocked', path, { kind: 'wrongType', key: name });
      return [];
    }
    const read = asObject(service);
    const profiles = namesOf(read['profiles']);
    if (profiles.length > 0 && !profiles.some(profile => active.includes(profile)) && !active.includes('*')) {
      addNote('dropped', [...path, 'profiles'], { kind: 'profileInactive', service: name, profiles });
      return [];
    }
    const [place, count] = replicasOf(read);
    if (count === '0') {
      addNote('dropped', [...path, ...place], { kind: 'noReplicas', service: name });
      return [];
    }
    return [{ name, service: without(read, 'profiles'), path }];
  });
}

/** How many containers are wanted, as it is written, and where. */
function replicasOf(service: JsonObject): readonly [place: JsonPath, count: string | undefined] {
  const scale = plainText(service['scale']);
  if (scale !== undefined) return [['scale'], scale];
  return [['deploy', 'replicas'], plainText(asObject(service['deploy'])['replicas'])];
}

/** A service that this one waits for. */
export interface Dependency {
  readonly service: string;
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  /** Below the service. */
  readonly path: JsonPath;
}

/** `depends_on` in both forms; what is not required of services that are not started is left out. */
export function dependenciesOf({ service, path }: Service, all: readonly Service[]): readonly Dependency[] {
  const wish = service['depends_on'];
  const isStarted = (name: string) => all.some(other => other.name === name);
  if (isObject(wish))
    return Object.entries(wish).flatMap(([name, detail]) => {
      const condition = plainText(asObject(detail)['condition']);
      const place = [...path, 'depends_on', name];
      return isStarted(name) ? [{ service: name, condition: conditionOf(condition), path: place }] : [];
    });
  return namesOf(wish).flatMap((name, index) =>
    isStarted(name)
      ? [{ service: name, condition: 'service_started' as const, path: [...path, 'depends_on', index] }]
      : [],
  );
}

function conditionOf(text: string | undefined): Dependency['condition'] {
  return text === 'service_healthy' || text === 'service_completed_successfully' ? text : 'service_started';
}
