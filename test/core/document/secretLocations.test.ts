import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonPath, valueAt } from '../../../src/core/document/jsonPath.ts';
import {
  isOmittedSecret,
  mapSecrets,
  plainSecrets,
  replaceSecrets,
  secretLocations,
  withoutSecrets,
} from '../../../src/core/document/secretLocations.ts';
import { asObject, asText, isObject } from '../../../src/core/json.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { missing } from './realBodies.ts';

const shared = join(import.meta.dirname, '../../../../shared');

interface Leaf {
  readonly path: JsonPath;
  readonly isSecret: boolean;
}

/** Every property of `schema` with a value of its own, in a body where each list has one item. */
function leavesOf(schema: JsonObject, definitions: JsonObject, path: JsonPath = []): readonly Leaf[] {
  const reference = asText(schema['$ref']).split('/').at(-1) ?? '';
  if (reference !== '') return leavesOf(asObject(definitions[reference]), definitions, path);
  const inherited = Array.isArray(schema['allOf']) ? (schema['allOf'] as readonly JsonObject[]) : [];
  const leaves = [
    ...inherited.flatMap(base => leavesOf(base, definitions, path).filter(leaf => leaf.path !== path)),
    ...Object.entries(asObject(schema['properties'])).flatMap(([key, property]) =>
      leavesOf(asObject(property), definitions, [...path, key]),
    ),
    ...(isObject(schema['items']) ? leavesOf(schema['items'], definitions, [...path, 0]) : []),
  ];
  return leaves.length > 0 ? leaves : [{ path, isSecret: schema['x-ms-secret'] === true }];
}

/** A body with `value` at `path` and nothing else. */
function bodyWith(path: JsonPath, value: Json): JsonObject {
  return path.reduceRight<Json>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  ) as JsonObject;
}

function isFound(path: JsonPath): boolean {
  return secretLocations(bodyWith(path, 'x')).some(
    location => location.status === 'given' && location.path.join('/') === path.join('/'),
  );
}

/** Azure leaves it out of its answers as it does with secrets, but it is a resource's id. */
const noSecret = 'properties/diagnostics/logAnalytics/workspaceResourceId';

/** Secrets that the API description does not mark. */
const unmarked = [
  'properties/volumes/0/azureFile/storageAccountKey',
  'properties/volumes/0/secret',
  'properties/extensions/0/properties/protectedSettings',
];

describe('Where secrets stand in a group', () => {
  const versions = missing ? [] : readdirSync(join(shared, 'spec'));
  for (const version of versions) {
    const file = join(shared, 'spec', version, 'containerInstance.json');
    if (!existsSync(file)) continue;
    const { definitions } = JSON.parse(readFileSync(file, 'utf8')) as { definitions: JsonObject };
    const leaves = leavesOf(asObject(definitions['ContainerGroup']), definitions);

    it(`is known of every secret that the API description of ${version} marks`, () => {
      const marked = leaves.filter(({ isSecret }) => isSecret).map(({ path }) => path);
      assert.ok(marked.length >= 4);
      for (const path of marked) {
        assert.equal(isFound(path), path.join('/') !== noSecret, path.join('/'));
        assert.ok(isOmittedSecret(path, undefined), path.join('/'));
      }
    });

    it(`is nowhere else but in the places that it does not mark, by the one of ${version}`, () =>
      assert.deepEqual(
        leaves.filter(({ path, isSecret }) => !isSecret && isFound(path)).map(({ path }) => path.join('/')),
        unmarked,
      ));
  }
  if (missing) it(`is what the API description marks (skipped: ${missing})`);

  it('is an address with credentials or a reference to them, and no other', () => {
    const repository = ['properties', 'volumes', 0, 'gitRepo', 'repository'];
    const found = (address: string) => secretLocations(bodyWith(repository, address)).map(({ path }) => path);
    assert.deepEqual(found('https://u:p@host/r'), [repository]);
    assert.deepEqual(found('${env:gitRepository}'), [repository]);
    assert.deepEqual(found('https://host/r'), []);
  });

  it('is a plain variable by its name, which stays what it is', () => {
    const environmentVariables = [
      { name: 'MODE', value: 'fast' },
      { name: 'DB_PASSWORD', value: 'hunter2' },
    ];
    const container = { name: 'app', properties: { environmentVariables } };
    const body = { properties: { containers: [container], initContainers: [container] } };
    const at = ['properties', 'environmentVariables', 1, 'value'];
    assert.deepEqual(plainSecrets(body), [
      { container: 'app', variable: 'DB_PASSWORD', path: ['properties', 'containers', 0, ...at] },
      { container: 'app', variable: 'DB_PASSWORD', path: ['properties', 'initContainers', 0, ...at] },
    ]);
    assert.deepEqual(secretLocations(body), []);
    assert.deepEqual(withoutSecrets(body), body);
  });
});

describe('The secrets of a group', () => {
  const body = {
    properties: {
      imageRegistryCredentials: [{ server: 'a.io', username: 'u', password: 'hunter2' }],
      volumes: [
        {
          name: 'share',
          // Not both of them are allowed; what is there is a secret all the same.
          azureFile: { shareName: 's', storageAccountKey: 'hunter2', storageAccountKeyReference: 'r' },
        },
        { name: 'keys', secret: { key: 'aHVudGVyMg==' } },
        { name: 'code', gitRepo: { repository: 'https://u:hunter2@host/r', directory: '.' } },
      ],
      extensions: [{ name: 'proxy', properties: { protectedSettings: { key: 'hunter2' } } }],
    },
  };

  it('are gone without them, and all else is there', () =>
    assert.deepEqual(withoutSecrets(body), {
      properties: {
        imageRegistryCredentials: [{ server: 'a.io', username: 'u' }],
        volumes: [
          { name: 'share', azureFile: { shareName: 's', storageAccountKeyReference: 'r' } },
          { name: 'keys', secret: {} },
          { name: 'code', gitRepo: { repository: 'https://***@host/r', directory: '.' } },
        ],
        extensions: [{ name: 'proxy', properties: {} }],
      },
    }));

  it('are replaced where they stand', () => {
    const replaced = replaceSecrets(body, secretLocations(body), ({ secret }) => secret.kind);
    for (const { path, secret } of secretLocations(body))
      assert.equal(valueAt(replaced, path), secret.kind, path.join('/'));
  });

  it('are changed where the body has them, and not asked for', () => {
    const bare = withoutSecrets(body);
    assert.deepEqual(
      mapSecrets(bare, () => 'x'),
      bare,
    );
    assert.doesNotMatch(JSON.stringify(mapSecrets(body, () => '***')), /hunter2|aHVudGVyMg/);
  });
});
