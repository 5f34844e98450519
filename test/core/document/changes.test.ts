import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesBetween, verdictOf, type Verdict } from '../../../src/core/document/changes.ts';
import { asObject, asObjects, type Json, type JsonObject } from '../../../src/core/json.ts';
import { groups } from './generatedGroups.ts';

const live: JsonObject = {
  apiVersion: '2023-05-01',
  name: 'web',
  location: 'westeurope',
  tags: { team: 'a' },
  properties: {
    sku: 'Standard',
    osType: 'Linux',
    restartPolicy: 'Always',
    initContainers: [],
    containers: [
      {
        name: 'app',
        properties: {
          image: 'nginx:1',
          command: ['run', 'fast'],
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
          environmentVariables: [{ name: 'MODE', value: 'a' }, { name: 'TOKEN' }],
          resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
          volumeMounts: [{ name: 'files', mountPath: '/f' }],
        },
      },
      { name: 'side', properties: { image: 'side', resources: { requests: { cpu: 1, memoryInGB: 1 } } } },
    ],
    imageRegistryCredentials: [{ server: 'contoso.azurecr.io', username: 'contoso' }],
    ipAddress: { type: 'Public', dnsNameLabel: 'webby', ports: [{ port: 80, protocol: 'TCP' }] },
    volumes: [
      { name: 'files', azureFile: { shareName: 's', storageAccountName: 'a' } },
      { name: 'keys', secret: {} },
    ],
    future: { depth: 1 },
  },
};

type Edit = (group: { [key: string]: Json | undefined; properties: Record<string, Json> }) => void;

/** A copy of `live` with `text` replaced in its JSON. */
function replaced(from: string, to: string): JsonObject {
  const text = JSON.stringify(live);
  assert.ok(text.includes(from), from);
  return JSON.parse(text.replace(from, to)) as JsonObject;
}

function edited(edit: Edit): JsonObject {
  const copy = structuredClone(live) as Parameters<Edit>[0];
  edit(copy);
  return copy;
}

function told(after: JsonObject): readonly string[] {
  return changesBetween(live, after).map(({ path, verdict }) => `${path.join('/')}: ${verdict}`);
}

const app = 'properties/containers/app';
const table: readonly (readonly [string, JsonObject, readonly string[]])[] = [
  ['a tag', replaced('"team":"a"', '"team":"b"'), ['tags/team: inPlace']],
  ['a new tag', replaced('"team":"a"', '"team":"a","x":"y"'), ['tags/x: inPlace']],
  ['all tags gone', edited(group => delete group['tags']), ['tags: inPlace']],
  ['an image', replaced('nginx:1', 'nginx:2'), [`${app}/properties/image: restartsAll`]],
  ['a command', replaced('"fast"', '"slow"'), [`${app}/properties/command: restartsAll`]],
  [
    'a variable',
    replaced('"value":"a"', '"value":"b"'),
    [`${app}/properties/environmentVariables/MODE/value: restartsAll`],
  ],
  [
    'a new secret',
    replaced('{"name":"TOKEN"}', '{"name":"TOKEN","secureValue":"x"}'),
    [`${app}/properties/environmentVariables/TOKEN/secureValue: restartsAll`],
  ],
  [
    'a property that nobody knows',
    replaced('"depth":1', '"depth":2'),
    ['properties/future/depth: restartsAll'],
  ],
  ['a DNS label', replaced('webby', 'other'), ['properties/ipAddress/dnsNameLabel: restartsAll']],
  [
    'an init container',
    replaced('"initContainers":[]', '"initContainers":[{"name":"i","properties":{"image":"i"}}]'),
    ['properties/initContainers/i: restartsAll'],
  ],
  ['another system', replaced('"Linux"', '"Windows"'), ['properties/osType: needsRecreate']],
  ['a restart policy', replaced('"Always"', '"Never"'), ['properties/restartPolicy: needsRecreate']],
  ['CPU', replaced('"cpu":1', '"cpu":2'), [`${app}/properties/resources/requests/cpu: needsRecreate`]],
  [
    'memory',
    replaced('"memoryInGB":1.5', '"memoryInGB":2'),
    [`${app}/properties/resources/requests/memoryInGB: needsRecreate`],
  ],
  [
    'a GPU',
    replaced('"memoryInGB":1.5', '"memoryInGB":1.5,"gpu":{"count":1,"sku":"V100"}'),
    [`${app}/properties/resources/requests/gpu: needsRecreate`],
  ],
  [
    'a subnet',
    edited(({ properties }) => (properties['subnetIds'] = [{ id: '/s' }])),
    ['properties/subnetIds//s: needsRecreate'],
  ],
  [
    'another kind of address',
    replaced('"Public"', '"Private"'),
    ['properties/ipAddress/type: needsRecreate'],
  ],
  [
    'no address',
    edited(({ properties }) => delete properties['ipAddress']),
    ['properties/ipAddress: needsRecreate'],
  ],
  [
    'Spot',
    edited(({ properties }) => (properties['priority'] = 'Spot')),
    ['properties/priority: needsRecreate'],
  ],
  ['a SKU', replaced('"Standard"', '"Confidential"'), ['properties/sku: needsRecreate']],
  ['zones', edited(group => (group['zones'] = ['1'])), ['zones: needsRecreate']],
  ['another place', replaced('westeurope', 'eastus'), ['location: needsRecreate']],
  ['another name', replaced('"web"', '"web2"'), ['name: needsRecreate']],
  [
    'a container renamed',
    replaced('"name":"side"', '"name":"car"'),
    ['properties/containers/car: needsRecreate', 'properties/containers/side: needsRecreate'],
  ],
];

const same: readonly (readonly [string, JsonObject])[] = [
  ['nothing', live],
  [
    'the order of containers, variables and ports',
    edited(({ properties }) => {
      const text = JSON.stringify(asObjects(properties['containers']).toReversed());
      const moved = text
        .replace(
          '{"name":"MODE","value":"a"},{"name":"TOKEN"}',
          '{"name":"TOKEN"},{"name":"MODE","value":"a"}',
        )
        .replace('{"port":80,"protocol":"TCP"},', '')
        .replace('{"port":53,"protocol":"UDP"}', '{"port":53,"protocol":"UDP"},{"port":80,"protocol":"TCP"}');
      properties['containers'] = JSON.parse(moved) as Json;
    }),
  ],
  ['the api-version', replaced('2023-05-01', '2025-09-01')],
  ['what the service takes for granted', replaced('"sku":"Standard",', '')],
  ['the restart policy that everyone has', replaced('"restartPolicy":"Always",', '')],
  ['an empty list', replaced('"initContainers":[],', '')],
  ['the protocol that everyone means', replaced('{"port":80,"protocol":"TCP"}', '{"port":80}')],
  ['capitals that the service does not mind', replaced('"Linux"', '"linux"')],
  ['the spelling of the place', replaced('westeurope', 'West Europe')],
  ['what only the service writes', edited(group => (group['systemData'] = { createdBy: 'x' }))],
];

describe('What an edit changes', () => {
  for (const [what, after, expected] of table) it(what, () => assert.deepEqual(told(after), expected));
  for (const [what, after] of same) it(`nothing: ${what}`, () => assert.deepEqual(told(after), []));

  it('shows what was and what is', () => {
    const [change] = changesBetween(live, replaced('nginx:1', 'nginx:2'));
    assert.deepEqual([change?.before, change?.after], ['nginx:1', 'nginx:2']);
  });

  it('is no secret that the edit does not have', () => {
    const known = replaced('"username":"contoso"', '"username":"contoso","password":"p"');
    assert.deepEqual(changesBetween(known, live), []);
    const filled = replaced('"secret":{}', '"secret":{"a":"Yg=="}');
    assert.deepEqual(changesBetween(filled, live), []);
    assert.deepEqual(
      changesBetween(live, filled).map(({ path }) => path.join('/')),
      ['properties/volumes/keys/secret/a'],
    );
  });

  it('is anything else of such a name', () => {
    const tagged = (tags: JsonObject) => ({ ...live, tags });
    const changes = changesBetween(tagged({ password: 'in the safe' }), tagged({}));
    assert.deepEqual(
      changes.map(({ path }) => path),
      [['tags', 'password']],
    );
  });

  it('is told item by item only where items have names of their own', () => {
    const twice = replaced('{"name":"TOKEN"}', '{"name":"MODE"}');
    assert.deepEqual(told(twice), [`${app}/properties/environmentVariables: restartsAll`]);
  });

  it('is as hard as its hardest change', () => {
    const change = (verdict: Verdict) => ({ path: [], before: 1, after: 2, verdict });
    assert.equal(verdictOf([]), undefined);
    assert.equal(verdictOf([change('inPlace')]), 'inPlace');
    assert.equal(verdictOf([change('restartsAll'), change('inPlace')]), 'restartsAll');
    assert.equal(
      verdictOf([change('inPlace'), change('needsRecreate'), change('restartsAll')]),
      'needsRecreate',
    );
  });

  it('is nothing between a group and itself with its containers moved, whatever the group', () =>
    fc.assert(
      fc.property(groups, group => {
        const properties = asObject(group['properties']);
        const moved = { ...properties, containers: asObjects(properties['containers']).toReversed() };
        assert.deepEqual(changesBetween(group, { ...group, properties: moved }), []);
      }),
    ));

  it('is the same number of things there and back, whatever the groups', () =>
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const paths = (from: JsonObject, to: JsonObject) =>
          changesBetween(from, to)
            .map(({ path }) => path.join('/'))
            .filter(path => !/(secureValue|password|storageAccountKey|secret(\/.*)?)$/.test(path))
            .toSorted();
        assert.deepEqual(paths(one, other), paths(other, one));
      }),
    ));
});
