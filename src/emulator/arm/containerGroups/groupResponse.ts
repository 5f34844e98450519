/**
 * A container group as ARM shows it: which members, in which order, and none of its secrets (docs/azure-facts.md, Echo
 * of a body).
 */
import type { Group } from '../estate.ts';
import { identityResponse } from './identityResponse.ts';
import { compact, isObject, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../json.ts';
import { containerGroupType, groupId } from './groupId.ts';
import { isIn } from '../apiVersions.ts';

export interface GroupResponseOptions {
  readonly version: string;
  readonly tenantId: string;
  /** `list`: nowhere; `put`: the group's only; `get`: the containers' too. */
  readonly instanceViews: 'list' | 'put' | 'get';
}

export function groupResponse(group: Group, view: GroupResponseOptions): JsonObject {
  return compact({
    properties: groupProperties(group, view),
    identity: group.identity && identityResponse(group.identity, view.tenantId, groupId(group)),
    id: groupId(group),
    name: group.name,
    type: containerGroupType,
    location: group.location,
    zones: isIn(view.version, '2021-09-01') ? group.zones : undefined,
    tags: group.tags,
  });
}

function groupProperties(group: Group, view: GroupResponseOptions): JsonObject {
  const { properties: given, running } = group;
  const since = (version: string, value: Json | undefined) =>
    isIn(view.version, version) ? value : undefined;
  const containers = (key: 'containers' | 'initContainers') =>
    objectsAt(given, key).map(container => {
      const name = textAt(container, 'name');
      const instanceView =
        view.instanceViews === 'get' ? group.running.containerInstanceView(name) : undefined;
      return containerBody(container, key, view.version, instanceView);
    });
  return compact({
    sku: since('2019-12-01', given['sku'] ?? 'Standard'),
    isCreatedFromStandbyPool: since('2024-05-01', false),
    provisioningState: running.provisioningState,
    provisioningTimeoutInSeconds: since('2022-09-01', 1800),
    isCustomProvisioningTimeout: since('2022-09-01', false),
    secretReferences: since('2024-11-01', given['secretReferences']),
    containers: containers('containers'),
    initContainers: since('2019-12-01', containers('initContainers')),
    imageRegistryCredentials: given['imageRegistryCredentials'] && credentials(given, view.version),
    restartPolicy: given['restartPolicy'],
    ipAddress: addressBody(group, view),
    osType: given['osType'],
    volumes: given['volumes'] && objectsAt(given, 'volumes').map(volumeBody),
    instanceView: view.instanceViews === 'list' ? undefined : running.instanceView(),
    diagnostics: diagnostics(given),
    networkProfile: isIn(view.version, '2021-07-01') ? undefined : given['networkProfile'],
    subnetIds: since('2021-07-01', given['subnetIds']),
    dnsConfig: given['dnsConfig'],
    encryptionProperties: since('2020-11-01', given['encryptionProperties']),
    extensions: since('2022-09-01', given['extensions'] && objectsAt(given, 'extensions').map(extension)),
    confidentialComputeProperties: since('2023-02-01', given['confidentialComputeProperties']),
    priority: since('2023-02-01', given['priority']),
    containerGroupProfile: since('2024-05-01', given['containerGroupProfile']),
    standbyPoolProfile: since('2024-05-01', given['standbyPoolProfile']),
    identityAcls: since('2024-11-01', given['identityAcls']),
  });
}

/** Init containers have neither ports nor a configuration map. */
export function containerBody(
  container: JsonObject,
  kind: 'containers' | 'initContainers',
  version: string,
  instanceView: JsonObject | undefined,
): JsonObject {
  const name = textAt(container, 'name');
  const given = objectAt(container, 'properties');
  const isInit = kind === 'initContainers';
  const since = (first: string, value: Json | undefined) => (isIn(version, first) ? value : undefined);
  const properties = compact({
    image: given['image'],
    command: given['command'],
    ports: given['ports'] ? objectsAt(given, 'ports').map(port) : isInit ? undefined : [],
    environmentVariables: objectsAt(given, 'environmentVariables').map(variable),
    configMap: isInit ? undefined : since('2024-05-01', given['configMap'] ?? { keyValuePairs: {} }),
    instanceView,
    resources: given['resources'] && resources(objectAt(given, 'resources')),
    volumeMounts: given['volumeMounts'],
    livenessProbe: given['livenessProbe'],
    readinessProbe: given['readinessProbe'],
    securityContext: since('2023-02-01', given['securityContext']),
  });
  return { name, properties };
}

export function port(given: JsonObject): JsonObject {
  return compact({ protocol: given['protocol'], port: given['port'] });
}

/** A secure variable keeps only its name. */
function variable(given: JsonObject): JsonObject {
  const { name, value, secureValueReference } = given;
  return compact({ name, value: value ?? undefined, secureValueReference });
}

function resources(given: JsonObject): JsonObject {
  const amounts = (key: string) => {
    if (!isObject(given[key])) return undefined;
    const { memoryInGB, cpu, gpu } = given[key];
    return compact({ memoryInGB, cpu, gpu });
  };
  return compact({ requests: amounts('requests'), limits: amounts('limits') });
}

/** Without passwords. */
export function credentials(given: JsonObject, version: string): Json[] {
  return objectsAt(given, 'imageRegistryCredentials').map(credential =>
    compact({
      server: credential['server'],
      username: credential['username'],
      passwordReference: credential['passwordReference'],
      identity: credential['identity'],
      identityUrl: credential['identityUrl'],
      isDelegatedIdentity: isIn(version, '2024-05-01') ? false : undefined,
    }),
  );
}

/** A private address is not shown before it is there; a domain name scope not without a label. */
function addressBody(
  { properties, location, running }: Group,
  view: GroupResponseOptions,
): JsonObject | undefined {
  if (!isObject(properties['ipAddress'])) return undefined;
  const given = properties['ipAddress'];
  const type = given['type'] ?? 'Public';
  const ip = running.ip;
  if (type === 'Private' && ip === undefined && running.state === 'Pending') return undefined;
  const label = textAt(given, 'dnsNameLabel');
  const scope = given['autoGeneratedDomainNameLabelScope'];
  return compact({
    ports: objectsAt(given, 'ports').map(port),
    ip,
    type,
    dnsNameLabel: label || undefined,
    autoGeneratedDomainNameLabelScope: label && isIn(view.version, '2022-09-01') ? scope : undefined,
    fqdn: label ? `${label}.${location}.azurecontainer.io`.toLowerCase() : undefined,
  });
}

/** Without keys and secrets. */
export function volumeBody(given: JsonObject): JsonObject {
  const { name, azureFile, emptyDir, secret, secretReference, gitRepo } = given;
  return compact({
    name,
    azureFile: isObject(azureFile) ? without(azureFile, 'storageAccountKey') : undefined,
    emptyDir,
    secret: secret === undefined ? undefined : {},
    secretReference,
    gitRepo,
  });
}

export function diagnostics(given: JsonObject): JsonObject | undefined {
  const { logAnalytics } = objectAt(given, 'diagnostics');
  return isObject(logAnalytics) ? { logAnalytics: without(logAnalytics, 'workspaceKey') } : undefined;
}

export function extension(given: JsonObject): JsonObject {
  const properties = without(objectAt(given, 'properties'), 'protectedSettings');
  return compact({ name: given['name'], properties });
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
