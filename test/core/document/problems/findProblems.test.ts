import assert from 'node:assert/strict';
import fc from 'fast-check';
import { valueAt } from '../../../../src/core/document/jsonPath.ts';
import { findProblems } from '../../../../src/core/document/problems/findProblems.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { groups } from '../generatedGroups.ts';

const requests = { cpu: 1, memoryInGB: 1 };
const container = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  properties: { image: 'nginx', resources: { requests }, ...more },
});
const file = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: '2023-05-01',
  name: 'web',
  location: 'westeurope',
  ...more,
  properties: { osType: 'Linux', containers: [container('app')], ...properties },
});
const containers = (...list: readonly JsonObject[]): JsonObject => file({ containers: list });
const sized = (cpu: number, memoryInGB: number, more: JsonObject = {}) =>
  container('app', { resources: { requests: { cpu, memoryInGB, ...more } } });
const port = (number: number, protocol = 'TCP') => ({ port: number, protocol });
const address = (more: JsonObject, ...ports: readonly JsonObject[]): JsonObject => ({
  ipAddress: { type: 'Public', ports, ...more },
  containers: [container('app', { ports })],
});
const gpu = { gpu: { count: 1, sku: 'V100' } };
const network = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net';
const subnetIds = [{ id: `${network}/subnets/one` }];
const identity = (name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const variables = (...environmentVariables: readonly JsonObject[]): JsonObject =>
  containers(container('app', { environmentVariables }));
const windows = (properties: JsonObject): JsonObject => file({ osType: 'Windows', ...properties });
const volume = (more: JsonObject): JsonObject => ({ volumes: [{ name: 'files', ...more }] });

/** As `severity kind at path`. */
function told(content: Json): readonly string[] {
  return findProblems(content).map(
    ({ severity, kind, rule, path }) => `${severity} ${rule?.code ?? kind} at ${path.join('/')}`,
  );
}

const app = 'properties/containers/0';
const table: readonly (readonly [string, Json, readonly string[]])[] = [
  ['no object', 'text', ['error notAGroup at ']],
  ['another type', file({}, { type: 'Microsoft.Web/sites' }), ['error typeOther at type']],
  ['a version that is none', file({}, { apiVersion: 'new' }), ['error apiVersionText at apiVersion']],
  ['a group name', file({}, { name: '-web' }), ['error nameEdgeHyphen at name']],
  ['capitals in a group name', file({}, { name: 'myContainerGroup' }), []],
  ['an underscore beside capitals', file({}, { name: 'Shop_Group' }), ['error nameCharacters at name']],
  [
    'tags: a name with a character that Azure refuses, a value that is too long, and too many of them',
    file(
      {},
      {
        tags: {
          'a/b': 'x',
          'hidden-link:/app': 'x',
          long: 'x'.repeat(257),
          ...Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`tag${index}`, 'x'])),
        },
      },
    ),
    ['error tagsTooMany at tags', 'error tagCharacter at tags/a/b', 'error tagTooLong at tags/long'],
  ],
  ['no system', file({ osType: null }), ['error osTypeMissing at properties']],
  ['no containers', containers(), ['error containersMissing at properties/containers']],
  [
    'more than 60 containers',
    containers(
      ...Array.from({ length: 61 }, (_, index) => ({
        name: `c${index}`,
        properties: { image: 'nginx', resources: { requests: { cpu: 0.1, memoryInGB: 0.1 } } },
      })),
    ),
    ['warning containersTooMany at properties/containers'],
  ],
  [
    'Windows with two containers',
    file({ osType: 'windows', containers: [container('a'), container('b')] }),
    ['error windowsManyContainers at properties/containers'],
  ],
  [
    'a container name used twice, also by an init container',
    file({ initContainers: [{ name: 'app', properties: { image: 'x' } }] }),
    ['error containerDoubled at properties/initContainers/0/name'],
  ],
  ['a container name', containers(container('a_b')), [`error nameCharacters at ${app}/name`]],
  ['hyphens in a row', containers(container('shop--sidecar')), []],
  ['capitals in a container name', containers(container('Web')), [`error nameCapitals at ${app}/name`]],
  ['no image', containers(container('app', { image: null })), [`error imageMissing at ${app}/properties`]],
  [
    'a bad image',
    containers(container('app', { image: 'https://x/y' })),
    [`error imageScheme at ${app}/properties/image`],
  ],
  [
    'no requests',
    containers(container('app', { resources: {} })),
    [`error requestsMissing at ${app}/properties/resources`],
  ],
  [
    'no CPU at all',
    containers(sized(0, 1)),
    [`error sizeNotPositive at ${app}/properties/resources/requests/cpu`],
  ],
  [
    'two decimals',
    containers(sized(1.25, 1)),
    [`hint numberDecimals at ${app}/properties/resources/requests/cpu`],
  ],
  [
    'too much CPU',
    containers(sized(33, 1)),
    [`warning groupCpuTooBig at ${app}/properties/resources/requests/cpu`],
  ],
  [
    'too much memory in all',
    containers(
      container('a', sized(1, 200)['properties'] as JsonObject),
      container('b', sized(1, 200)['properties'] as JsonObject),
    ),
    ['warning groupMemoryTooBig at properties/containers'],
  ],
  [
    'less than a group gets',
    containers(sized(0.5, 0.5)),
    ['cpu', 'memoryInGB'].map(
      key =>
        `hint group${key === 'cpu' ? 'Cpu' : 'Memory'}Small at ${app}/properties/resources/requests/${key}`,
    ),
  ],
  [
    'small containers that are enough together',
    containers({ ...sized(0.5, 0.5), name: 'a' }, { ...sized(0.5, 0.5), name: 'b' }),
    [],
  ],
  [
    'a secret in the open',
    containers(container('app', { environmentVariables: [{ name: 'API_TOKEN', value: 'x' }] })),
    [`warning secretInPlainValue at ${app}/properties/environmentVariables/0/value`],
  ],
  [
    'a variable with two values, and one that is there twice',
    containers(
      container('app', {
        environmentVariables: [
          { name: 'A', value: 'x', secureValue: 'y' },
          { name: 'A', value: 'x' },
          { name: 'a', value: 'x' },
        ],
      }),
    ),
    [
      `warning variableTwoValues at ${app}/properties/environmentVariables/0/value`,
      `warning variableDoubled at ${app}/properties/environmentVariables/1/name`,
    ],
  ],
  [
    'an undeclared volume',
    containers(container('app', { volumeMounts: [{ name: 'files', mountPath: '/f' }] })),
    [`error volumeUnknown at ${app}/properties/volumeMounts/0/name`],
  ],
  [
    'mount paths',
    file({
      volumes: [{ name: 'files', emptyDir: {} }],
      containers: [
        container('app', {
          volumeMounts: ['/a', '/a', '/b:c', 'C:\\data'].map(mountPath => ({ name: 'files', mountPath })),
        }),
      ],
    }),
    [
      `error mountColon at ${app}/properties/volumeMounts/2/mountPath`,
      `error mountColon at ${app}/properties/volumeMounts/3/mountPath`,
      `error mountDoubled at ${app}/properties/volumeMounts/1/mountPath`,
    ],
  ],
  [
    'volumes: doubled, of no kind, of two, with a bad name; a short one is none',
    file({
      volumes: [
        { name: 'files', emptyDir: {} },
        { name: 'files', emptyDir: {} },
        { name: 'empty' },
        { name: 'twice', emptyDir: {}, secret: {} },
        { name: 'logs', emptyDir: {} },
        { name: 'my_logs', emptyDir: {} },
      ],
    }),
    [
      'error volumeDoubled at properties/volumes/1/name',
      'error volumeKind at properties/volumes/2/name',
      'error volumeKind at properties/volumes/3/name',
      'warning nameCharacters at properties/volumes/5/name',
    ],
  ],
  [
    'more than 20 volumes',
    file({ volumes: Array.from({ length: 21 }, (_, index) => ({ name: `volume-${index}`, emptyDir: {} })) }),
    ['warning volumesTooMany at properties/volumes'],
  ],
  [
    'ports of the group on no container',
    file({ ipAddress: { type: 'Public', ports: [port(80)] } }),
    ['error groupPortUnused at properties/ipAddress/ports/0/port'],
  ],
  [
    'the other protocol',
    file({ ...address({}, port(53, 'UDP')), containers: [container('app', { ports: [port(53)] })] }),
    ['error groupPortUnused at properties/ipAddress/ports/0/port'],
  ],
  [
    'no protocol is TCP',
    file({ ...address({}, port(80)), containers: [container('app', { ports: [{ port: 80 }] })] }),
    [],
  ],
  [
    'a port that two containers have',
    containers(container('a', { ports: [port(80)] }), container('b', { ports: [port(80)] })),
    ['error portDoubled at properties/containers/1/properties/ports/0/port'],
  ],
  [
    'an impossible port',
    containers(container('app', { ports: [port(70000)] })),
    [`error portRange at ${app}/properties/ports/0/port`],
  ],
  [
    'a port that Azure asks to avoid',
    containers(container('app', { ports: [port(19390)] })),
    [`hint portReserved at ${app}/properties/ports/0/port`],
  ],
  [
    'more than 5 ports',
    file(address({}, ...[1, 2, 3, 4, 5, 6].map(number => port(number)))),
    ['warning portsTooMany at properties/ipAddress/ports'],
  ],
  ['no ports', file(address({})), ['error addressPortsMissing at properties/ipAddress/ports']],
  [
    'a DNS label',
    file(address({ dnsNameLabel: 'abc' }, port(80))),
    ['error nameTooShort at properties/ipAddress/dnsNameLabel'],
  ],
  [
    'a DNS label that begins with a digit',
    file(address({ dnsNameLabel: '24shop' }, port(80))),
    ['error labelFirst at properties/ipAddress/dnsNameLabel'],
  ],
  [
    'capitals in a DNS label',
    file(address({ dnsNameLabel: 'MyShop' }, port(80))),
    ['warning nameCapitals at properties/ipAddress/dnsNameLabel'],
  ],
  ['Windows in a subnet', windows({ subnetIds }), []],
  [
    'a network for a subnet, and two of them',
    file({ subnetIds: [{ id: network }, ...subnetIds] }),
    ['error subnetsTooMany at properties/subnetIds', 'error subnetId at properties/subnetIds/0/id'],
  ],
  [
    'a public address in a network',
    file({ ...address({}, port(80)), subnetIds }),
    ['error subnetPublic at properties/ipAddress/type'],
  ],
  [
    'a private address with a DNS name',
    file({ ...address({ type: 'Private', dnsNameLabel: 'webby' }, port(80)), subnetIds }),
    ['error labelPrivate at properties/ipAddress/dnsNameLabel'],
  ],
  [
    'a private address without a network',
    file(address({ type: 'Private' }, port(80))),
    ['error privateWithoutSubnet at properties/ipAddress/type'],
  ],
  [
    'Spot with an address, another SKU and a GPU',
    file({
      ...address({}, port(80)),
      priority: 'Spot',
      sku: 'Dedicated',
      containers: [container('app', { ports: [port(80)], resources: { requests: { ...requests, ...gpu } } })],
    }),
    [
      `warning gpuRetired at ${app}/properties/resources/requests/gpu`,
      'error spotAddress at properties/ipAddress',
      'error spotSku at properties/sku',
      `error spotGpu at ${app}/properties/resources/requests/gpu`,
    ],
  ],
  [
    'a GPU in a network, and on Windows',
    file({ subnetIds, osType: 'Windows', containers: [sized(1, 1, gpu)] }),
    [
      `warning gpuRetired at ${app}/properties/resources/requests/gpu`,
      `error gpuWindows at ${app}/properties/resources/requests/gpu`,
      `error gpuSubnet at ${app}/properties/resources/requests/gpu`,
    ],
  ],
  [
    'a confidential Windows',
    file({ sku: 'Confidential', osType: 'Windows' }),
    ['error confidentialWindows at properties/sku'],
  ],
  [
    'credentials: neither, both, doubled, of a stranger',
    file(
      {
        imageRegistryCredentials: [
          { server: 'a.io' },
          { server: 'b.io', username: 'u', identity: identity('MINE') },
          { server: 'A.io', username: 'u' },
          { server: 'c.io', identity: identity('other') },
          { server: 'https://contosoreg.azurecr.io', username: 'u' },
          { server: 'gitlab.com:443', username: 'u' },
          { server: 'contosoreg.azurecr.io/', username: 'u' },
          { server: 'contosoreg', username: 'u' },
          { server: 'CONTOSO_REG', username: 'u' },
        ],
      },
      { identity: { type: 'UserAssigned', userAssignedIdentities: { [identity('mine')]: {} } } },
    ),
    [
      'error credentialWhich at properties/imageRegistryCredentials/0/server',
      'error credentialWhich at properties/imageRegistryCredentials/1/server',
      'error credentialIdentityUnknown at properties/imageRegistryCredentials/3/identity',
      'error imageScheme at properties/imageRegistryCredentials/4/server',
      'error serverPort at properties/imageRegistryCredentials/5/server',
      'error serverText at properties/imageRegistryCredentials/6/server',
      'warning serverText at properties/imageRegistryCredentials/7/server',
      'error serverText at properties/imageRegistryCredentials/8/server',
      'warning credentialDoubled at properties/imageRegistryCredentials/2/server',
    ],
  ],
  [
    'an api-version too old for a property, of an item too',
    file(
      { priority: 'Regular', containers: [container('app', { configMap: {} })] },
      { apiVersion: '2021-10-01' },
    ),
    [
      'warning apiVersionTooOld at properties/priority',
      `warning apiVersionTooOld at ${app}/properties/configMap`,
    ],
  ],
  [
    'nothing that a profile says already',
    file(
      { osType: null, containerGroupProfile: { id: '/p' }, containers: [{ name: 'app', properties: {} }] },
      { apiVersion: '2025-09-01' },
    ),
    [],
  ],
  [
    'nothing of confidential containers in the preview that knows them, but in the next one',
    file(
      {
        sku: 'Confidential',
        confidentialComputeProperties: { ccePolicy: '' },
        containers: [container('app', { securityContext: { privileged: false } })],
      },
      { apiVersion: '2022-10-01-preview' },
    ),
    [],
  ],
  [
    'confidential containers in a preview of another branch',
    file(
      {
        sku: 'Confidential',
        confidentialComputeProperties: { ccePolicy: '' },
        containers: [container('app', { securityContext: { privileged: false } })],
      },
      { apiVersion: '2023-02-01-preview' },
    ),
    ['warning apiVersionTooOld at properties/confidentialComputeProperties'],
  ],
  [
    'a profile in previews of another branch than its first',
    file(
      { osType: null, containerGroupProfile: { id: '/p' }, containers: [{ name: 'app', properties: {} }] },
      { apiVersion: '2024-11-01-preview' },
    ),
    ['warning apiVersionTooOld at properties/containerGroupProfile'],
  ],
  [
    'what is newer than 2025-09-01',
    file(
      volume({ azureFile: { shareName: 's', storageAccountName: 'a', userAssignedIdentityClientId: 'i' } }),
      { apiVersion: '2025-09-01' },
    ),
    ['warning apiVersionTooOld at properties/volumes/0/azureFile/userAssignedIdentityClientId'],
  ],
  [
    'what a version knows no more',
    file({ networkProfile: { id: '/p' } }),
    ['warning apiVersionTooNew at properties/networkProfile'],
  ],
  [
    'names of variables',
    variables(
      ...['_JAVA_OPTIONS', 'X_', '2FA_ENABLED', 'my.name', 'A'.repeat(64)].map(name => ({
        name,
        value: 'x',
      })),
    ),
    [
      `error variableFirst at ${app}/properties/environmentVariables/2/name`,
      `error variableCharacters at ${app}/properties/environmentVariables/3/name`,
      `hint variableTooLong at ${app}/properties/environmentVariables/4/name`,
    ],
  ],
  [
    'secrets by their values',
    variables(
      { name: 'ConnectionStrings__Default', value: 'Server=db;User Id=shop;Password=change-me' },
      { name: 'DATABASE_URL', value: 'postgres://shop:change-me@db:5432/shop' },
      { name: 'TOKEN_ISSUER', value: 'contoso' },
    ),
    [0, 1].map(
      index => `warning secretInPlainValue at ${app}/properties/environmentVariables/${index}/value`,
    ),
  ],
  [
    'a command of one word',
    file({
      containers: [container('app', { command: ['tail -f /dev/null'] })],
      initContainers: [{ name: 'first', properties: { image: 'x', command: ['sh', '-c', 'echo hi'] } }],
    }),
    [`warning commandOneWord at ${app}/properties/command`],
  ],
  [
    'probes of no kind and of two',
    containers(
      container('app', {
        livenessProbe: { periodSeconds: 5 },
        readinessProbe: { exec: { command: ['cat /tmp/ok'] }, httpGet: { port: 80 } },
      }),
    ),
    [
      `error probeKind at ${app}/properties/livenessProbe`,
      `error probeKind at ${app}/properties/readinessProbe`,
      `warning commandOneWord at ${app}/properties/readinessProbe/exec/command`,
    ],
  ],
  [
    'what an init container has not',
    file({
      initContainers: [
        { name: 'first', properties: { resources: { requests }, ports: [], livenessProbe: { exec: {} } } },
      ],
    }),
    [
      'warning initContainerProperty at properties/initContainers/0/properties/resources',
      'warning initContainerProperty at properties/initContainers/0/properties/livenessProbe',
    ],
  ],
  [
    'a privileged container',
    containers(container('app', { securityContext: { privileged: true } })),
    [`warning privileged at ${app}/properties/securityContext/privileged`],
  ],
  [
    'memory in hundredths, and limits below the request and above the group',
    containers(
      container('app', {
        resources: { requests: { cpu: 1, memoryInGB: 1.55 }, limits: { cpu: 0.5, memoryInGB: 3 } },
      }),
    ),
    [
      `error numberDecimals at ${app}/properties/resources/requests/memoryInGB`,
      `error limitBelowRequest at ${app}/properties/resources/limits/cpu`,
      `error limitAboveGroup at ${app}/properties/resources/limits/memoryInGB`,
    ],
  ],
  [
    'files of a secret volume in plain text',
    file(volume({ secret: { note: 'My first secret FOO', fine: 'TXkgZmlyc3Q=', later: '${env:NOTE}' } })),
    ['error secretNotBase64 at properties/volumes/0/secret/note'],
  ],
  [
    'a directory above a repository',
    file(volume({ gitRepo: { repository: 'https://contoso.example/a.git', directory: '../a' } })),
    ['error gitDirectory at properties/volumes/0/gitRepo/directory'],
  ],
  [
    'volumes of Windows',
    windows({
      volumes: [
        { name: 'files', azureFile: { shareName: 's', storageAccountName: 'a' } },
        { name: 'notes', secret: {} },
      ],
      containers: [container('app', { volumeMounts: [{ name: 'files', mountPath: 'C:\\data' }] })],
    }),
    [
      'error volumeWindows at properties/volumes/0/azureFile',
      'warning volumeWindows at properties/volumes/1/secret',
      `error mountColon at ${app}/properties/volumeMounts/0/mountPath`,
    ],
  ],
  [
    'a workspace by its name, and metadata that its log type has not',
    file({
      diagnostics: {
        logAnalytics: {
          workspaceId: 'logs',
          logType: 'ContainerInstanceLogs',
          metadata: { 'node-name': 'a' },
        },
      },
    }),
    [
      'warning workspaceId at properties/diagnostics/logAnalytics/workspaceId',
      'error logMetadata at properties/diagnostics/logAnalytics/metadata',
    ],
  ],
  [
    'zones: more than one, with Spot',
    file({ priority: 'Spot' }, { zones: ['1', '2'] }),
    ['error zonesTooMany at zones', 'warning zonesSpot at zones'],
  ],
  ['a zone of another SKU', file({ sku: 'Confidential' }, { zones: ['1'] }), ['warning zonesSku at zones']],
  [
    'an identity that is no resource id',
    file({}, { identity: { type: 'UserAssigned', userAssignedIdentities: { mine: {} } } }),
    ['error identityId at identity/userAssignedIdentities/mine'],
  ],
  [
    'an identity of Windows',
    file({ osType: 'Windows' }, { identity: { type: 'SystemAssigned' } }),
    ['warning identityWindows at identity/type'],
  ],
  [
    'nothing of identities that are not known yet',
    file(
      { imageRegistryCredentials: [{ server: 'a.io', identity: identity('mine') }] },
      { identity: { type: 'UserAssigned', userAssignedIdentities: { '${env:IDENTITY}': {} } } },
    ),
    [],
  ],
  [
    'Spot in a network, and larger than it can be',
    file({ priority: 'Spot', subnetIds, containers: [sized(8, 16)] }),
    [
      `warning groupCpuTooBig at ${app}/properties/resources/requests/cpu`,
      'warning spotSubnet at properties/priority',
    ],
  ],
  ['nothing that is filled in later', containers(container('app', { image: '${env:IMAGE}' })), []],
  ['nothing in a good file', file({}), []],
];

describe("What is wrong with a group's file", () => {
  for (const [what, content, expected] of table) it(what, () => assert.deepEqual(told(content), expected));

  it('what every file has', () =>
    assert.deepEqual(told({}), [
      'hint nameMissing at ',
      'hint locationMissing at ',
      'error osTypeMissing at properties',
      'error containersMissing at properties',
    ]));

  it('what it says of an old api-version, with the one that is needed', () => {
    const content = file({ priority: 'Regular' }, { apiVersion: '2021-10-01' });
    assert.deepEqual(findProblems(content)[0]?.args, ['priority', '2023-05-01', '2021-10-01']);
  });

  it('is told of anything at all, at a place that is there or could be', () =>
    fc.assert(
      fc.property(fc.oneof(groups, fc.jsonValue()), content => {
        const json = content as Json;
        for (const { path } of findProblems(json))
          assert.ok(path.length < 2 || valueAt(json, path.slice(0, -1)) !== undefined, path.join('/'));
      }),
    ));
});
