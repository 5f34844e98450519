import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonPath } from '../../../src/core/document/jsonPath.ts';
import { withoutReadOnly } from '../../../src/core/document/readOnlyProperties.ts';
import { fromAzFile, toAzFile } from '../../../src/core/document/azFile.ts';
import { asObject, asText, isList, isObject, type Json } from '../../../src/core/json.ts';
import { completions } from '../../../src/ui/language/completions.ts';
import { diagnostics } from '../../../src/ui/language/diagnostics.ts';
import { quickFixes } from '../../../src/ui/language/quickFixes.ts';
import { hover } from '../../../src/ui/language/hover.ts';
import { parseGroupFile } from '../../../src/ui/fileFormats/parseGroupFile.ts';
import { writeYaml } from '../../../src/ui/fileFormats/writeYaml.ts';
import { groups } from '../../core/document/generatedGroups.ts';
import { missing, realBodies } from '../../core/document/realBodies.ts';

const ref = { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg' } as const;

describe("A group's file as text", () => {
  it('is read as az reads it, but for dates', () => {
    const text =
      'apiVersion: 2023-05-01\non: no\ntime: 1:30\nquoted: "no"\nbase: &b {a: 1}\nmore: {<<: *b, c: 2}\n';
    assert.deepEqual(parseGroupFile(text).content, {
      apiVersion: '2023-05-01',
      true: false,
      time: 90,
      quoted: 'no',
      base: { a: 1 },
      more: { a: 1, c: 2 },
    });
  });

  it('may be JSON, indented as one likes', () => {
    const content = { name: 'web', properties: { containers: [{ name: 'a' }], osType: null } };
    for (const indent of [undefined, 2, '\t']) {
      const { content: read, syntaxProblems } = parseGroupFile(JSON.stringify(content, undefined, indent));
      assert.deepEqual({ read, syntaxProblems }, { read: content, syntaxProblems: [] });
    }
  });

  it('keeps every text a text, and shows long ones as blocks', () => {
    const content = {
      a: 'on',
      b: '1:30',
      c: '2023-05-01',
      d: '0123',
      e: 'one\ntwo\n',
      f: '',
      g: '~',
      h: 'x'.repeat(300),
    };
    const text = writeYaml(content);
    assert.deepEqual(parseGroupFile(text).content, content);
    assert.match(text, /^a: "on"$/m);
    assert.match(text, /^e: \|\n {2}one\n {2}two$/m);
    assert.ok(text.includes(`h: ${'x'.repeat(300)}`));
  });

  const odd: readonly string[] = [
    ...[
      '007',
      'yes',
      'n',
      '1e3',
      '1_000',
      '0x1F',
      '190:20:30',
      'null',
      'TRUE',
      '.inf',
      '=',
      '<<',
      '---',
      '...',
    ],
    ...[
      '- a',
      'a: b',
      'a #b',
      '#x',
      '&a',
      '*a',
      '!t',
      '|',
      '>',
      '%a',
      '@a',
      '`a',
      '{a',
      'a]',
      ',',
      '? a',
      '"q"',
    ],
    ...[
      "it's",
      '$HOME',
      '${env:X}',
      'C:\\dir\\n',
      'trail  ',
      'tab\tx',
      '\r\n',
      '中文 🎉',
      '\u0007',
      '\u2028',
    ],
    ...['one\ntwo', '\nlead', '  lead\n two', 'a\n\n\nb', '# c\nd', ' \n', '\n', '\n\n', 'a\n\n', '\t\n'],
  ];
  it('keeps every value and every name as it is, however odd', () => {
    const content = {
      values: odd,
      names: Object.fromEntries(odd.map((name, index) => [name, index])),
    };
    const { content: read, syntaxProblems } = parseGroupFile(writeYaml(content));
    assert.deepEqual({ read, syntaxProblems }, { read: content, syntaxProblems: [] });
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.dictionary(text, text, { noNullPrototype: true }), any =>
        assert.deepEqual(parseGroupFile(writeYaml({ any })).content, { any }),
      ),
    );
  });

  it('quotes what az would read as something else, or not at all', () => {
    const quoted = ['=', '<<', 'tab\tx', ' \n', '007', 'y', '1:30'];
    const lines = writeYaml({ quoted }).split('\n').slice(1, -1);
    assert.deepEqual(
      lines,
      ['"="', '"<<"', '"tab\\tx"', '"\\ \\n"', '"007"', '"y"', '"1:30"'].map(line => `  - ${line}`),
    );
    assert.match(writeYaml({ script: 'a:\n\tmake\n' }), /^script: \|\n {2}a:\n {2}\tmake\n$/);
  });

  it('tells every problem of its syntax at its place', () => {
    const text = 'name: web\nproperties: [1\n';
    const { syntaxProblems } = parseGroupFile(text);
    assert.ok(syntaxProblems.some(({ start }) => start >= text.indexOf('[')));
  });

  it('is nothing where it says nothing', () =>
    assert.deepEqual(
      [parseGroupFile('').content, parseGroupFile('# only a remark\n').content],
      [undefined, undefined],
    ));

  it('is what az sends of it: names of Python attributes are properties, tags are texts', () => {
    const text = [
      'additional_properties: {}',
      'extended_location: null',
      'tags: {cost: 42, live: yes}',
      'identity:',
      '  type: UserAssigned',
      '  user_assigned_identities:',
      '    /subscriptions/s/x_id: {client_id: c}',
    ].join('\n');
    const file = parseGroupFile(text);
    assert.deepEqual(file.content, {
      extendedLocation: null,
      tags: { cost: '42', live: 'True' },
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { '/subscriptions/s/x_id': { clientId: 'c' } },
      },
    });
    const { start } = file.rangeOf(['identity', 'userAssignedIdentities'], 'key');
    assert.ok(text.slice(start).startsWith('user_assigned_identities'));
  });

  it('names the variables of the environment that az fills in, which it does in plain texts only', () => {
    const text = 'properties:\n  Containers:\n  - name: ${A}-${B}\n    properties: {image: "${C}"}\n';
    assert.deepEqual(parseGroupFile(text).variables, [
      { path: ['properties', 'containers', 0, 'name'], names: ['A', 'B'] },
    ]);
  });

  it('has its values where they are written, however their names are spelled', () => {
    const text = 'properties:\n  containers:\n  - properties: {Resources: {requests: {memoryInGb: 1}}}\n';
    const path = ['properties', 'containers', 0, 'properties', 'resources', 'requests', 'memoryInGB'];
    const file = parseGroupFile(text);
    const named = parseGroupFile('properties:\n  Containers:\n  - Name: a\n  - Name: b\n');
    assert.equal(named.rangeOf(['properties', 'containers', 'b', 'name'], 'value').start, 48);
    const { start, end } = file.rangeOf(path, 'key');
    assert.equal(text.slice(start, end), 'memoryInGb');
    assert.deepEqual(file.pathAt(start + 1), path);
  });

  const text = [
    'name: web',
    'properties:',
    '  containers:',
    '  - name: app # first',
    '    properties:',
    '      image: nginx',
    '      ports:',
    '      - port: 80',
    '  osType:',
    '',
  ].join('\n');
  const rangeText = (path: JsonPath, on: 'key' | 'value') => {
    const { start, end } = parseGroupFile(text).rangeOf(path, on);
    return text.slice(start, end);
  };

  it('says where a key or a value is, by index or by name', () => {
    assert.equal(rangeText(['name'], 'key'), 'name');
    assert.equal(rangeText(['name'], 'value'), 'web');
    assert.equal(rangeText(['properties', 'containers', 0, 'name'], 'value'), 'app');
    assert.equal(rangeText(['properties', 'containers', 'app', 'properties', 'image'], 'value'), 'nginx');
    const port = ['properties', 'containers', 'app', 'properties', 'ports', '80/TCP', 'port'];
    assert.equal(rangeText(port, 'value'), '80');
  });

  it('points at what is nearest where there is nothing', () => {
    assert.equal(rangeText(['properties', 'osType'], 'value'), 'osType');
    assert.equal(rangeText(['name', 'deeper'], 'value'), 'web');
    assert.ok(
      rangeText(['properties', 'containers', 'app', 'properties', 'none'], 'key').startsWith('image: nginx'),
    );
    assert.ok(rangeText(['properties', 'containers', 'gone'], 'value').startsWith('- name: app'));
  });

  it('points at each of the strangest keys', () => {
    const file = parseGroupFile("'~': tilde\n'': empty\n");
    assert.deepEqual([file.rangeOf(['~'], 'value').start, file.rangeOf([''], 'value').start], [5, 15]);
  });

  it('says what is at a place', () => {
    const path = (word: string) => parseGroupFile(text).pathAt(text.indexOf(word) + 1);
    assert.deepEqual(path('nginx'), ['properties', 'containers', 0, 'properties', 'image']);
    assert.deepEqual(path('image'), ['properties', 'containers', 0, 'properties', 'image']);
    assert.deepEqual(path('osType'), ['properties', 'osType']);
  });

  it('of every real group is the same group again', function () {
    if (missing !== undefined) this.skip();
    for (const { apiVersion, body, source } of realBodies()) {
      const written = writeYaml(toAzFile({ ...ref, name: asText(body['name']) }, { apiVersion, body }));
      const { content, syntaxProblems } = parseGroupFile(written);
      assert.deepEqual(syntaxProblems, [], source);
      assert.deepEqual(
        fromAzFile(asObject(content)).document,
        { apiVersion, body: withoutReadOnly(body) },
        source,
      );
    }
  });

  it('of any group is the same group again, and every place of it is found', () =>
    fc.assert(
      fc.property(groups, group => {
        const written = writeYaml(group);
        const file = parseGroupFile(written);
        assert.deepEqual([file.content, file.syntaxProblems], [group, []]);
        for (const { path, value } of plainValues([], group)) {
          const { start, end } = file.rangeOf(path, 'value');
          if (typeof value === 'number' || typeof value === 'boolean')
            assert.equal(written.slice(start, end), String(value));
          assert.deepEqual(file.pathAt(start), path);
        }
      }),
      { numRuns: 50 },
    ));

  it('mutilated in any way breaks nothing, and every place lies inside it', () =>
    fc.assert(
      fc.property(mutilated, fc.nat(), (broken, somewhere) => {
        const offset = somewhere % (broken.length + 1);
        const inside = ({ start, end }: { start: number; end: number }) =>
          assert.ok(
            0 <= start && start <= end && end <= broken.length,
            `${start}-${end} of ${broken.length}`,
          );
        const file = parseGroupFile(broken);
        file.syntaxProblems.forEach(inside);
        inside(file.rangeOf(file.pathAt(offset), 'key'));
        const found = hover(broken, offset);
        if (found) inside(found);
        completions(broken, offset).forEach(inside);
        for (const diagnostic of diagnostics(broken)) {
          inside(diagnostic);
          for (const fix of quickFixes(broken, diagnostic)) fix.edits.forEach(inside);
        }
      }),
      { numRuns: 60 },
    ));
});

/** The text of a group with a part cut out and something else put there. */
const mutilated = fc
  .tuple(
    groups,
    fc.boolean(),
    fc.nat(),
    fc.nat({ max: 30 }),
    fc.oneof(
      fc.constantFrom(
        '',
        ':',
        '- ',
        '\n',
        '\t',
        '"',
        '[',
        '}',
        '&a ',
        '*a',
        '!!x ',
        '|\n',
        '? ',
        '---\n',
        '<<: ',
        '%',
        '\0',
      ),
      fc.string(),
    ),
  )
  .map(([group, isJson, at, length, put]) => {
    const text = isJson ? JSON.stringify(group, undefined, 2) : writeYaml(group);
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + length);
  });

function plainValues(path: JsonPath, value: Json | undefined): { path: JsonPath; value: Json | undefined }[] {
  if (isList(value)) return value.flatMap((item, index) => plainValues([...path, index], item));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, item]) => plainValues([...path, key], item));
  return [{ path, value }];
}
