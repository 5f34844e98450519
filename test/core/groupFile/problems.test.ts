import assert from 'node:assert/strict';
import fc from 'fast-check';
import { valueAt } from '../../../src/core/groupFile/path.ts';
import { problemsOf } from '../../../src/core/groupFile/problems.ts';
import type { Json, JsonObject } from '../../../src/core/model.ts';
import { groups } from './generatedGroups.ts';

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
const subnetIds = [{ id: '/subnet' }];

/** As `severity kind at path`. */
function told(content: Json): readonly string[] {
  return problemsOf(content).map(
    ({ severity, kind, rule, path }) => `${severity} ${rule?.code ?? kind} at ${path.join('/')}`,
  );
}

const app = 'properties/containers/0';
const table: readonly (readonly [string, Json, readonly string[]])[] = [
  ['no object', 'text', ['error notAGroup at ']],
  ['another type', file({}, { type: 'Microsoft.Web/sites' }), ['error typeOther at type']],
  ['a version that is none', file({}, { apiVersion: 'new' }), ['error apiVersionText at apiVersion']],
  ['a group name', file({}, { name: '-web' }), ['error nameEdgeHyphen at name']],
  ['capitals in a group name', file({}, { name: 'Web' }), ['warning nameCapitals at name']],
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
    ['error containersTooMany at properties/containers'],
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
    [`warning numberDecimals at ${app}/properties/resources/requests/cpu`],
  ],
  [
    'too much CPU',
    containers(sized(33, 1)),
    [`error groupCpuTooBig at ${app}/properties/resources/requests/cpu`],
  ],
  [
    'too much memory in all',
    containers(
      container('a', sized(1, 200)['properties'] as JsonObject),
      container('b', sized(1, 200)['properties'] as JsonObject),
    ),
    ['error groupMemoryTooBig at properties/containers'],
  ],
  [
    'less than a group gets',
    containers(sized(0.5, 0.5)),
    ['cpu', 'memoryInGB'].map(
      key =>
        `warning group${key === 'cpu' ? 'Cpu' : 'Memory'}Small at ${app}/properties/resources/requests/${key}`,
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
          { name: 'a', value: 'x' },
        ],
      }),
    ),
    [
      `error variableTwoValues at ${app}/properties/environmentVariables/0/value`,
      `error variableDoubled at ${app}/properties/environmentVariables/1/name`,
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
      `error mountDoubled at ${app}/properties/volumeMounts/1/mountPath`,
    ],
  ],
  [
    'volumes: doubled, of no kind, of two, with a short name',
    file({
      volumes: [
        { name: 'files', emptyDir: {} },
        { name: 'files', emptyDir: {} },
        { name: 'empty' },
        { name: 'twice', emptyDir: {}, secret: {} },
        { name: 'abc', emptyDir: {} },
      ],
    }),
    [
      'error volumeDoubled at properties/volumes/1/name',
      'error volumeKind at properties/volumes/2/name',
      'error volumeKind at properties/volumes/3/name',
      'error nameTooShort at properties/volumes/4/name',
    ],
  ],
  [
    'more than 20 volumes',
    file({ volumes: Array.from({ length: 21 }, (_, index) => ({ name: `volume-${index}`, emptyDir: {} })) }),
    ['error volumesTooMany at properties/volumes'],
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
    'a port that Azure keeps',
    containers(container('app', { ports: [port(19390)] })),
    [`error portReserved at ${app}/properties/ports/0/port`],
  ],
  [
    'more than 5 ports',
    file(address({}, ...[1, 2, 3, 4, 5, 6].map(number => port(number)))),
    ['error portsTooMany at properties/ipAddress/ports'],
  ],
  ['no ports', file(address({})), ['error addressPortsMissing at properties/ipAddress/ports']],
  [
    'a DNS label',
    file(address({ dnsNameLabel: 'abc' }, port(80))),
    ['error nameTooShort at properties/ipAddress/dnsNameLabel'],
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
      'error spotAddress at properties/ipAddress',
      'error spotSku at properties/sku',
      `error spotGpu at ${app}/properties/resources/requests/gpu`,
    ],
  ],
  [
    'a GPU in a network, and on Windows',
    file({ subnetIds, osType: 'Windows', containers: [sized(1, 1, gpu)] }),
    [
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
          { server: 'b.io', username: 'u', identity: '/MINE' },
          { server: 'A.io', username: 'u' },
          { server: 'c.io', identity: '/other' },
        ],
      },
      { identity: { type: 'UserAssigned', userAssignedIdentities: { '/mine': {} } } },
    ),
    [
      'error credentialWhich at properties/imageRegistryCredentials/0/server',
      'error credentialWhich at properties/imageRegistryCredentials/1/server',
      'error credentialIdentityUnknown at properties/imageRegistryCredentials/3/identity',
      'error credentialDoubled at properties/imageRegistryCredentials/2/server',
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
  ['nothing that is filled in later', containers(container('app', { image: '${env:IMAGE}' })), []],
  ['nothing in a good file', file({}), []],
];

describe("What is wrong with a group's file", () => {
  for (const [what, content, expected] of table) it(what, () => assert.deepEqual(told(content), expected));

  it('what every file has', () =>
    assert.deepEqual(told({}), [
      'error nameMissing at ',
      'error locationMissing at ',
      'error osTypeMissing at properties',
      'error containersMissing at properties',
    ]));

  it('what it says of an old api-version, with the one that is needed', () => {
    const content = file({ priority: 'Regular' }, { apiVersion: '2021-10-01' });
    assert.deepEqual(problemsOf(content)[0]?.args, ['priority', '2023-02-01-preview', '2021-10-01']);
  });

  it('is told of anything at all, at a place that is there or could be', () =>
    fc.assert(
      fc.property(fc.oneof(groups, fc.jsonValue()), content => {
        const json = content as Json;
        for (const { path } of problemsOf(json))
          assert.ok(path.length < 2 || valueAt(json, path.slice(0, -1)) !== undefined, path.join('/'));
      }),
    ));
});
