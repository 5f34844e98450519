import { type FindShare, mountFailure } from '../volumes/mountFailure.ts';
import type { GroupSpec, RegistryCredential } from '../runtime.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../../json.ts';

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

/** What of a PUT body decides what the containers do. */
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

/** Reads a PUT body's `properties`; what is missing or of the wrong kind gets ACI's default. */
export function readPlan({ name, properties }: GroupSpec, findShare: FindShare = () => undefined): GroupPlan {
  const policy = textAt(properties, 'restartPolicy').toLowerCase();
  const inSubnet = objectsAt(properties, 'subnetIds').length > 0 || isObject(properties['networkProfile']);
  const address = textAt(objectAt(properties, 'ipAddress'), 'type').toLowerCase();
  return {
    name,
    os: textAt(properties, 'osType').toLowerCase() === 'windows' ? 'Windows' : 'Linux',
    restartPolicy: policy === 'never' ? 'Never' : policy === 'onfailure' ? 'OnFailure' : 'Always',
    priority: textAt(properties, 'priority').toLowerCase() === 'spot' ? 'Spot' : 'Regular',
    address: address === 'public' ? 'Public' : address === 'private' || inSubnet ? 'Private' : 'None',
    inSubnet,
    mountFailure: mountFailure(properties, findShare),
    initContainers: objectsAt(properties, 'initContainers').map(containerSpec),
    containers: objectsAt(properties, 'containers').map(containerSpec),
    credentials: objectsAt(properties, 'imageRegistryCredentials').map(credential),
  };
}

function containerSpec(container: JsonObject): ContainerSpec {
  const properties = objectAt(container, 'properties');
  return {
    name: textAt(container, 'name'),
    image: textAt(properties, 'image'),
    command: textsAt(properties, 'command'),
    env: Object.fromEntries(objectsAt(properties, 'environmentVariables').map(variable)),
    ports: objectsAt(properties, 'ports').flatMap(port => numberAt(port, 'port') ?? []),
    mounts: objectsAt(properties, 'volumeMounts').map(mountSpec),
    liveness: probe(properties['livenessProbe']),
    readiness: probe(properties['readinessProbe']),
  };
}

function mountSpec(mount: JsonObject): MountSpec {
  return {
    volume: textAt(mount, 'name'),
    path: textAt(mount, 'mountPath'),
    readOnly: mount['readOnly'] === true,
  };
}

function variable(given: JsonObject): [string, string] {
  const { value } = given;
  return [textAt(given, 'name'), typeof value === 'string' ? value : textAt(given, 'secureValue')];
}

function credential(given: JsonObject): RegistryCredential {
  const others = ['username', 'password', 'identity'].flatMap(key => {
    const value = given[key];
    return typeof value === 'string' ? [[key, value] as const] : [];
  });
  return { server: textAt(given, 'server'), ...Object.fromEntries(others) };
}

function probe(given: Json | undefined): Probe | undefined {
  if (!isObject(given)) return undefined;
  const { httpGet } = given;
  const command = textsAt(objectAt(given, 'exec'), 'command');
  return {
    exec: command.length > 0 ? command : undefined,
    httpGet: isObject(httpGet)
      ? { port: numberAt(httpGet, 'port') ?? 80, path: textAt(httpGet, 'path') || '/' }
      : undefined,
    initialDelaySeconds: numberAt(given, 'initialDelaySeconds') ?? 0,
    periodSeconds: numberAt(given, 'periodSeconds') ?? 10,
    failureThreshold: numberAt(given, 'failureThreshold') ?? 3,
  };
}
