import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportGroup } from '../../../src/core/export/exportGroup.ts';
import { quoteBicep as bicepQuote } from '../../../src/core/export/bicep.ts';
import type { ExportFormat } from '../../../src/core/export/exportResult.ts';
import { secretParameters } from '../../../src/core/export/secretParameters.ts';
import { withoutReadOnly } from '../../../src/core/document/readOnlyProperties.ts';
import { fromAzFile } from '../../../src/core/document/azFile.ts';
import { valueAt } from '../../../src/core/document/jsonPath.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { evaluateTemplate } from '../../../src/core/template/evaluateTemplate.ts';
import { groups } from '../document/generatedGroups.ts';
import { missing, realBodies } from '../document/realBodies.ts';

const ref: GroupRef = { cloud: 'azure', subscriptionId: 'sub', resourceGroup: 'rg', name: 'web' };
const place = { subscriptionId: 'sub', resourceGroup: { id: '/rg', name: 'rg', location: 'westeurope' } };
const formats: readonly ExportFormat[] = ['yaml', 'arm', 'bicep', 'azCli', 'http'];

const group: JsonObject = {
  location: 'westeurope',
  tags: { 'it’s': "[not an 'expression']" },
  properties: {
    osType: 'Linux',
    restartPolicy: 'OnFailure',
    containers: [
      {
        name: 'app',
        properties: {
          image: 'shop.azurecr.io/web:1',
          command: ['/bin/sh', '-c', 'echo "it\'s $HOME"'],
          ports: [{ port: 80, protocol: 'TCP' }],
          environmentVariables: [
            { name: 'MODE', value: "a b'${c}" },
            { name: 'API_KEY', secureValue: 'hunter2' },
          ],
          resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
          livenessProbe: { exec: { command: ['true'] } },
        },
      },
    ],
    imageRegistryCredentials: [{ server: 'shop.azurecr.io', username: 'shop', password: 'hunter2' }],
    volumes: [{ name: 'files', secret: { key: 'aHVudGVyMg==' } }],
    ipAddress: { type: 'Public', ports: [{ port: 80, protocol: 'TCP' }], fqdn: 'x', ip: '1.2.3.4' },
    provisioningState: 'Succeeded',
  },
};

function textOf(format: ExportFormat, body: JsonObject): string {
  const exported = exportGroup(format, ref, { apiVersion: '2023-05-01', body });
  return exported.kind === 'text' ? exported.text : JSON.stringify(exported.content);
}

/** The body again, from a template that was given every secret it asks for. */
function throughArm(
  body: JsonObject,
  apiVersion: string,
): { readonly before: JsonObject; readonly after: unknown } {
  const before = withoutReadOnly(body);
  const exported = exportGroup('arm', ref, { apiVersion, body });
  assert.ok(exported.kind === 'content');
  const secrets = secretParameters(before);
  const parameters = Object.fromEntries(
    secrets.map(({ name, path, isObject }) => [name, valueAt(before, path) ?? (isObject ? {} : 'given')]),
  );
  const { groups: found, problems } = evaluateTemplate(exported.content, { ...place, parameters });
  assert.deepEqual(problems, []);
  assert.equal(found[0]?.document.apiVersion, apiVersion);
  return { before, after: withoutGiven(found[0].document.body) };
}

/** Without what was given for a secret that the body does not hold. */
function withoutGiven(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json, (_, value: unknown) => (value === 'given' ? undefined : value)));
}

describe('An exported group', () => {
  for (const format of formats)
    it(`has no secret and nothing that only the service writes, as ${format}`, () => {
      const text = textOf(format, group);
      assert.doesNotMatch(text, /hunter2|aHVudGVyMg|provisioningState|1\.2\.3\.4/);
    });

  it('tells of every secret that it leaves out', () => {
    const { notes } = exportGroup('arm', ref, { apiVersion: '2023-05-01', body: group });
    assert.deepEqual(
      notes.map(note => note.kind === 'secretLeftOut' && note.name),
      ['API_KEY', 'registryPassword', 'files_files'],
    );
  });

  it('says what is short first, whatever Azure’s order', () => {
    for (const format of ['yaml', 'arm', 'bicep', 'http'] as const) {
      const text = textOf(format, { properties: { osType: 'Linux' }, tags: { a: 'b' }, location: 'eastus' });
      const at = ['location', 'tags', 'properties'].map(key => text.search(new RegExp(`\\b${key}"?:`)));
      assert.deepEqual(
        at,
        at.toSorted((one, other) => one - other),
        text,
      );
    }
  });

  it('says where its way of writing does not hold: a reference for az, a quote for another shell', () => {
    const kinds = (format: ExportFormat, body: JsonObject) =>
      exportGroup(format, ref, { apiVersion: '2023-05-01', body }).notes.map(({ kind }) => kind);
    assert.ok(kinds('yaml', group).includes('notForAz'));
    assert.ok(!kinds('yaml', { location: 'westeurope' }).includes('notForAz'));
    assert.equal(kinds('azCli', group)[0], 'forBash');
  });

  it('is the same group again, as an ARM template: over generated groups', () => {
    fc.assert(
      fc.property(groups, file => {
        const { document } = fromAzFile(file);
        const { before, after } = throughArm(document.body, document.apiVersion);
        assert.deepEqual(after, JSON.parse(JSON.stringify(before)));
      }),
    );
  });

  it(`is the same group again, as an ARM template: over real bodies${missing ? ` (skipped: ${missing})` : ''}`, function () {
    if (missing) this.skip();
    const bodies = realBodies();
    assert.ok(bodies.length > 50);
    for (const { body, apiVersion, source } of bodies) {
      const { before, after } = throughArm(body, apiVersion);
      assert.deepEqual(after, before, source);
    }
  });

  it('reads as Bicep', () => {
    assert.equal(
      textOf('bicep', {
        location: 'westeurope',
        tags: { 'a-b': 'x', true: "it's ${y}" },
        properties: {
          osType: 'Linux',
          empty: [],
          containers: [
            {
              name: 'app',
              properties: { environmentVariables: [{ name: 'KEY', secureValue: 's' }], cpu: 1.5 },
            },
          ],
        },
      }),
      `@secure()
param KEY string

resource containerGroup 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
  name: 'web'
  location: 'westeurope'
  tags: {
    'a-b': 'x'
    'true': 'it\\'s \\\${y}'
  }
  properties: {
    osType: 'Linux'
    empty: []
    containers: [
      {
        name: 'app'
        properties: {
          environmentVariables: [
            {
              name: 'KEY'
              secureValue: KEY
            }
          ]
          cpu: json('1.5')
        }
      }
    ]
  }
}
`,
    );
  });

  it('has parameters in Bicep whose names mean nothing else there', () => {
    const environmentVariables = ['json', 'az', 'containerGroup', 'a-b'].map(name => ({ name }));
    const text = textOf('bicep', {
      properties: { containers: [{ name: 'app', properties: { environmentVariables } }] },
    });
    assert.deepEqual(
      [...text.matchAll(/^param (\w+) string$/gm)].map(([, name]) => name),
      ['json_secret', 'az_secret', 'containerGroup_secret', 'a_b'],
    );
  });

  it('escapes every Bicep string so that it ends where it ends, and is the same text again', () => {
    const back: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', "'", '${', '\\', '\n'),
        (text, sign) => {
          const written = bicepQuote(text + sign + text);
          const inside = /^'((?:[^'\\\n$]|\$(?!\{)|\\(?:[\\'nrt$]|u\{[0-9a-f]+\}))*)'$/u.exec(written)?.[1];
          assert.ok(inside !== undefined, written);
          const read = inside.replace(
            /\\(?:u\{([0-9a-f]+)\}|(.))/gu,
            (_, code: string | undefined, one: string) =>
              code === undefined ? (back[one] ?? one) : String.fromCodePoint(parseInt(code, 16)),
          );
          assert.equal(read, text + sign + text);
        },
      ),
    );
  });

  it('shows what turns the direction of text in a Bicep string', () => {
    assert.equal(bicepQuote('a\u202Eb\u0007'), "'a\\u{202e}b\\u{7}'");
  });

  it('is a request whose own doubled braces stay text', () => {
    const text = textOf('http', { location: 'westeurope', tags: { a: '{{token}}' }, properties: {} });
    assert.match(text, /^PUT https:\/\/management\.azure\.com\/subscriptions\/sub\/resourceGroups\/rg\//);
    assert.match(text, /\nAuthorization: Bearer \{\{token\}\}\n/);
    const payload = text.slice(text.indexOf('\n\n') + 2);
    assert.doesNotMatch(payload, /\{\{/);
    assert.deepEqual(JSON.parse(payload), {
      location: 'westeurope',
      tags: { a: '{{token}}' },
      properties: {},
    });
  });

  it('never fails, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (top, properties) => {
        const body = { ...top, properties } as JsonObject;
        for (const format of formats) exportGroup(format, ref, { apiVersion: '1', body });
      }),
    );
  });
});
