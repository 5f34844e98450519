import { mountFailure } from '../volumes/mountFailure.ts';
import type { GroupSpec, Json, JsonObject, RegistryCredential } from '../runtime.ts';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

/** Where a container has a volume of its group. */
export interface MountSpec {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** A probe of a PUT body, with ACI's defaults. */
export interface Probe {
  readonly exec: readonly string[] | undefined;
  readonly httpGet: { readonly port: number; readonly path: string } | undefined;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
  readonly mounts: readonly MountSpec[];
  readonly liveness: Probe | undefined;
  readonly readiness: Probe | undefined;
}

/** What of a PUT body decides how the containers live. */
export interface GroupPlan {
  readonly name: string;
  readonly os: 'Linux' | 'Windows';
  readonly restartPolicy: RestartPolicy;
  readonly priority: 'Regular' | 'Spot';
  readonly address: 'Public' | 'Private' | 'None';
  readonly inSubnet: boolean;
  /** Why no container can start; undefined where all volumes can be mounted. */
  readonly mountFailure: string | undefined;
  readonly initContainers: readonly ContainerSpec[];
  readonly containers: readonly ContainerSpec[];
  readonly credentials: readonly RegistryCredential[];
}

/** Reads a PUT body's `properties`; what is missing or of the wrong kind gets ACI's default (FACTS §3). */
export function readPlan({ name, properties }: GroupSpec): GroupPlan {
  const policy = text(properties['restartPolicy'])?.toLowerCase();
  const inSubnet =
    list(properties['subnetIds']).length > 0 || object(properties['networkProfile']) !== undefined;
  const address = text(object(properties['ipAddress'])?.['type'])?.toLowerCase();
  return {
    name,
    os: text(properties['osType'])?.toLowerCase() === 'windows' ? 'Windows' : 'Linux',
    restartPolicy: policy === 'never' ? 'Never' : policy === 'onfailure' ? 'OnFailure' : 'Always',
    priority: text(properties['priority'])?.toLowerCase() === 'spot' ? 'Spot' : 'Regular',
    address: address === 'public' ? 'Public' : address === 'private' || inSubnet ? 'Private' : 'None',
    inSubnet,
    mountFailure: mountFailure(properties),
    initContainers: containers(properties['initContainers']),
    containers: containers(properties['containers']),
    credentials: list(properties['imageRegistryCredentials']).flatMap(entry => credential(object(entry))),
  };
}

function containers(value: Json | undefined): ContainerSpec[] {
  return list(value).flatMap(entry => {
    const container = object(entry);
    const properties = object(container?.['properties']);
    return [
      {
        name: text(container?.['name']) ?? '',
        image: text(properties?.['image']) ?? '',
        command: list(properties?.['command']).map(part => text(part) ?? ''),
        env: Object.fromEntries(list(properties?.['environmentVariables']).flatMap(variable)),
        ports: list(properties?.['ports']).flatMap(port => number(object(port)?.['port']) ?? []),
        mounts: list(properties?.['volumeMounts']).map(mount => mountSpec(object(mount))),
        liveness: probe(object(properties?.['livenessProbe'])),
        readiness: probe(object(properties?.['readinessProbe'])),
      },
    ];
  });
}

function mountSpec(mount: JsonObject | undefined): MountSpec {
  return {
    volume: text(mount?.['name']) ?? '',
    path: text(mount?.['mountPath']) ?? '',
    readOnly: mount?.['readOnly'] === true,
  };
}

function variable(value: Json): [string, string][] {
  const entry = object(value);
  const name = text(entry?.['name']);
  if (name === undefined) return [];
  return [[name, text(entry?.['value']) ?? text(entry?.['secureValue']) ?? '']];
}

function credential(entry: JsonObject | undefined): RegistryCredential[] {
  const server = text(entry?.['server']);
  if (server === undefined) return [];
  const rest = ['username', 'password', 'identity'].flatMap(key => {
    const value = text(entry?.[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  return [{ server, ...Object.fromEntries(rest) }];
}

function probe(given: JsonObject | undefined): Probe | undefined {
  if (!given) return undefined;
  const get = object(given['httpGet']);
  const command = list(object(given['exec'])?.['command']).map(part => text(part) ?? '');
  return {
    exec: command.length > 0 ? command : undefined,
    httpGet: get && { port: number(get['port']) ?? 80, path: text(get['path']) ?? '/' },
    initialDelaySeconds: number(given['initialDelaySeconds']) ?? 0,
    periodSeconds: number(given['periodSeconds']) ?? 10,
    failureThreshold: number(given['failureThreshold']) ?? 3,
  };
}

const number = (value: Json | undefined) => (typeof value === 'number' ? value : undefined);
const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);
const list = (value: Json | undefined) => (Array.isArray(value) ? value : []);
const object = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
