import type { GroupSpec, Json, JsonObject, RegistryCredential } from './types.ts';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What of a PUT body decides how the containers live. */
export interface GroupPlan {
  readonly name: string;
  readonly os: 'Linux' | 'Windows';
  readonly restartPolicy: RestartPolicy;
  readonly address: 'Public' | 'Private' | 'None';
  readonly inSubnet: boolean;
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
    address: address === 'public' ? 'Public' : address === 'private' || inSubnet ? 'Private' : 'None',
    inSubnet,
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
      },
    ];
  });
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

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);
const list = (value: Json | undefined) => (Array.isArray(value) ? value : []);
const object = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
