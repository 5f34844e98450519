import { Ajv, type ErrorObject } from 'ajv';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type JsonPath, replaceAt, valueAt } from '../../../src/core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../../src/core/json.ts';
import { groupSchema } from '../../../src/ui/language/groupSchema.ts';
import { findSchemaErrors, type SchemaError } from '../../../src/ui/language/schemaErrors.ts';

/** One of everything that the description knows, deeper than most groups go. */
const sample: Json = {
  location: 'westeurope',
  tags: { by: 'ada' },
  identity: { type: 'SystemAssigned', userAssignedIdentities: { '/subscriptions/s': {} } },
  zones: ['1'],
  properties: {
    osType: 'Linux',
    restartPolicy: 'Always',
    sku: 'Standard',
    containers: [
      {
        name: 'web',
        properties: {
          image: 'nginx',
          command: ['run'],
          ports: [{ port: 80, protocol: 'TCP' }],
          environmentVariables: [{ name: 'A', value: 'b' }],
          resources: { requests: { cpu: 0.5, memoryInGB: 1 }, limits: { cpu: 1 } },
          livenessProbe: { httpGet: { port: 80, scheme: 'http', httpHeaders: [{ name: 'a' }] } },
          volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
        },
      },
    ],
    initContainers: [{ name: 'first', properties: { image: 'busybox' } }],
    ipAddress: { type: 'Public', ports: [{ port: 80 }], dnsNameLabel: 'web' },
    imageRegistryCredentials: [{ server: 's', username: 'u' }],
    volumes: [{ name: 'v', secret: { a: 'YQ==' }, azureFile: { shareName: 's', storageAccountName: 'a' } }],
    diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: 'k', metadata: { a: 'b' } } },
    subnetIds: [{ id: '/subscriptions/s' }],
    dnsConfig: { nameServers: ['10.0.0.1'] },
    encryptionProperties: { vaultBaseUrl: 'v', keyName: 'k', keyVersion: '1' },
  },
};

const validate = new Ajv({ allErrors: true, strict: false }).compile(groupSchema);

/** A JSON pointer as a path: steps into lists are numbers. */
function pathOf(content: Json, pointer: string): JsonPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const text = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(isList(valueAt(content, path)) ? Number(text) : text);
  }
  return path;
}

function errorOfAjv(content: Json, { keyword, instancePath, params }: ErrorObject): SchemaError | undefined {
  const path = pathOf(content, instancePath);
  const given = params as { missingProperty: string; type: string; allowedValues: readonly string[] };
  if (keyword === 'required') return { kind: 'required', path, key: given.missingProperty };
  if (keyword === 'type') return { kind: 'type', path, wanted: given.type };
  // What isn't a text at all is told by its type.
  const isText = typeof valueAt(content, path) === 'string';
  return isText ? { kind: 'enum', path, known: given.allowedValues } : undefined;
}

const inOrder = (errors: readonly SchemaError[]) => errors.map(error => JSON.stringify(error)).sort();

function placesIn(value: Json | undefined, path: JsonPath = []): readonly JsonPath[] {
  const parts: readonly (readonly [string | number, Json | undefined])[] = isList(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [path, ...parts.flatMap(([step, part]) => placesIn(part, [...path, step]))];
}

describe('What the description of a group does not allow', () => {
  it('is what Ajv finds, wherever anything else stands', () => {
    assert.deepEqual(findSchemaErrors(groupSchema, sample), []);
    const other = fc.oneof(
      fc.constantFrom<Json>('', 'linux', 'Linux', 'TCP', 80, 0.5, 1.0, -1, true, null, [], {}),
      fc.jsonValue({ maxDepth: 2 }).map(value => value as Json),
    );
    const change = fc.tuple(fc.constantFrom(...placesIn(sample)), other);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        const content = changes.reduce<Json>((body, [path, value]) => replaceAt(body, path, value), sample);
        validate(content);
        const expected = (validate.errors ?? []).flatMap(error => errorOfAjv(content, error) ?? []);
        assert.deepEqual(inOrder(findSchemaErrors(groupSchema, content)), inOrder(expected));
      }),
      { numRuns: 2000 },
    );
  });

  it('is said of an object before what is in it', () => {
    const found = findSchemaErrors(groupSchema, { properties: { containers: [{ name: 1 }] } });
    assert.deepEqual(
      found.map(({ kind, path }) => [kind, path.length]),
      [
        ['required', 3],
        ['type', 4],
      ],
    );
  });
});
