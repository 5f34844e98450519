import assert from 'node:assert/strict';
import { completions } from '../../../src/ui/language/completions.ts';
import { diagnostics } from '../../../src/ui/language/diagnostics.ts';
import { quickFixes } from '../../../src/ui/language/quickFixes.ts';
import { hover } from '../../../src/ui/language/hover.ts';
import { parseGroupFile } from '../../../src/ui/fileFormats/parseGroupFile.ts';
import { writeYaml } from '../../../src/ui/fileFormats/writeYaml.ts';
import { toAzFile } from '../../../src/core/document/azFile.ts';
import { missing, type RealBody, realBodies } from '../../core/document/realBodies.ts';

/** `|` is the cursor. */
function offered(marked: string) {
  const offset = marked.indexOf('|');
  return completions(marked.replace('|', ''), offset);
}

function labels(marked: string): readonly string[] {
  return offered(marked).map(({ label }) => label);
}

/** The text after the completion `label` was taken, as an editor writes it. */
function taken(marked: string, label: string): string {
  const text = marked.replace('|', '');
  const completion = offered(marked).find(one => one.label === label);
  assert.ok(completion, `${label} is not offered`);
  const { start, end, insertText } = completion;
  const indent = /[^\n]*$/.exec(text.slice(0, start))?.[0].match(/^ */)?.[0] ?? '';
  return text.slice(0, start) + insertText.replaceAll('\n', `\n${indent}`) + text.slice(end);
}

const group = [
  'name: web',
  'location: westeurope',
  'properties:',
  '  osType: Linux',
  '  containers:',
  '  - name: app',
  '    properties:',
  '      image: nginx',
  '',
].join('\n');

describe('Completion', () => {
  it('offers the keys of an empty file', () => {
    const keys = labels('|');
    for (const key of ['apiVersion', 'name', 'location', 'properties', 'tags'])
      assert.ok(keys.includes(key), key);
    assert.ok(!keys.includes('id'));
  });

  it('offers keys while one is typed at the end of a mapping, but none that is there', () => {
    const keys = labels(`${group}      com|`);
    assert.ok(keys.includes('command') && keys.includes('resources'));
    assert.ok(!keys.includes('image') && !keys.includes('instanceView'));
  });

  it('goes by how far a blank line is indented', () => {
    assert.ok(labels(`${group}  |`).includes('restartPolicy'));
    assert.ok(labels(`${group}|`).includes('tags'));
  });

  it('offers keys between others', () => {
    assert.ok(labels(group.replace('  osType: Linux\n', '  |\n  osType: Linux\n')).includes('restartPolicy'));
    assert.ok(labels(group.replace('osType: Linux', 'res|\n  osType: Linux')).includes('restartPolicy'));
  });

  it('offers the values of a key that has none yet', () => {
    assert.deepEqual(labels(group.replace('osType: Linux', 'osType: |')), ['Windows', 'Linux']);
    assert.deepEqual(labels(group.replace('osType: Linux', 'osType: Li|')), ['Windows', 'Linux']);
    assert.deepEqual(labels(`${group}  restartPolicy: |`), ['Always', 'OnFailure', 'Never']);
    assert.deepEqual(labels(`${group}      securityContext:\n        privileged: |`), ['true', 'false']);
    assert.ok(labels('apiVersion: |').includes('2025-09-01'));
  });

  it('offers the keys of a new item of a list', () => {
    assert.deepEqual(labels(`${group}      ports:\n      - |`), ['protocol', 'port']);
    assert.deepEqual(labels(`${group}      ports:\n      - port: 80\n        pr|`), ['protocol']);
    assert.deepEqual(labels(`${group}      ports:\n      - port: 80\n        protocol: |`), ['TCP', 'UDP']);
  });

  it('offers the volumes that there are to a mount', () => {
    const text = `${group}      volumeMounts:\n      - name: |\n  volumes:\n  - name: files\n    emptyDir: {}\n`;
    assert.deepEqual(labels(text), ['files']);
  });

  it('has nothing to offer in a comment, in free text, or for plain items', () => {
    assert.deepEqual(labels('# na|'), []);
    assert.deepEqual(labels('name: |'), []);
    assert.deepEqual(labels(`${group}      command:\n      - |`), []);
  });

  it('works in a file that is broken further down', () => {
    assert.ok(labels('properties:\n  os|\n  containers: [\n').includes('osType'));
  });

  it('writes what leads on, rightly indented', () => {
    assert.equal(taken('na|', 'name'), 'name: ');
    assert.equal(taken(`${group}  ip|`, 'ipAddress'), `${group}  ipAddress:\n    `);
    assert.equal(taken('properties:\n  cont|', 'containers'), 'properties:\n  containers:\n    - ');
    const item = taken('properties:\n  containers:\n  - prop|', 'properties');
    assert.equal(item, 'properties:\n  containers:\n  - properties:\n      ');
    assert.equal(taken(group.replace('osType', 'os|Type'), 'osType'), group);
    assert.equal(taken(group.replace('Linux', 'Li|'), 'Linux'), group);
  });

  it('works in JSON, complete or not', () => {
    assert.ok(labels('{ "name": "web", "pr|" }').includes('properties'));
    assert.ok(!labels('{ "name": "web", "pr|" }').includes('name'));
    assert.deepEqual(labels('{ "properties": { "osType": "|" } }'), ['Windows', 'Linux']);
    assert.deepEqual(labels('{ "properties": { "osType": |'), ['Windows', 'Linux']);
    assert.equal(taken('{ "na|" }', 'name'), '{ "name":  }');
    assert.equal(
      taken('{ "properties": { "osType": "L|" } }', 'Linux'),
      '{ "properties": { "osType": "Linux" } }',
    );
  });
});

describe('Hover', () => {
  it("tells the service's own words on keys and values", () => {
    const found = hover(group, group.indexOf('osType') + 2);
    assert.match(found?.markdown ?? '', /operating system type required[\s\S]*`Windows`, `Linux`/);
    assert.equal(group.slice(found?.start, found?.end), 'osType');
    assert.equal(
      hover(group, group.indexOf('nginx'))?.markdown,
      'The name of the image used to create the container instance.',
    );
  });

  it('says what only Azure writes', () =>
    assert.match(hover('id: /x\n', 1)?.markdown ?? '', /Only Azure writes this/));

  it('has nothing to say of what nobody described', () =>
    assert.equal(hover('properties:\n  future: 1\n', 15), undefined));

  it("tells nothing of the file's own text, whatever that is", () => {
    const evil = '"[evil](command:evil) ![evil](https://evil.example) <b>"';
    const hostile = group.replaceAll(/(web|westeurope|app|nginx|Linux)$/gm, evil);
    let told = 0;
    for (let offset = 0; offset < hostile.length; offset++) {
      const found = hover(hostile, offset);
      told += found ? 1 : 0;
      assert.doesNotMatch(found?.markdown ?? '', /evil|<b>/);
      for (const { documentation } of completions(hostile, offset))
        assert.doesNotMatch(documentation, /evil|<b>/);
    }
    assert.ok(told > 10);
  });
});

const good = `${group}      resources:\n        requests:\n          cpu: 1\n          memoryInGB: 1.5\n`;

/** Not a profile, which is another type of resource. */
function isGroup({ isAnswer, body }: RealBody): boolean {
  return isAnswer && !JSON.stringify(body['type'] ?? '').includes('Profile');
}

/** What is told of `text`: code and underlined words. */
function told(text: string): readonly string[] {
  return diagnostics(text).map(
    ({ code, severity, start, end }) => `${severity} ${code}: ${text.slice(start, end).split('\n')[0] ?? ''}`,
  );
}

/** The text after the fix of this title for the only diagnostic that has one. */
function fixed(text: string, title: string): string {
  const fix = diagnostics(text)
    .flatMap(diagnostic => quickFixes(text, diagnostic))
    .find(one => one.title === title);
  assert.ok(fix, `no fix ${title}`);
  return fix.edits.reduce(
    (old, { start, end, newText }) => old.slice(0, start) + newText + old.slice(end),
    text,
  );
}

describe('Diagnostics', () => {
  it('are none for a good file and for an empty one', () => {
    assert.deepEqual(told(good), []);
    assert.deepEqual(told(''), []);
  });

  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['a tab', good.replace('  osType', '\tosType'), ['error syntax: ']],
    ['a key that is not known', `${good}  future: 1\n`, ['hint unknownKey: future']],
    ['a value that is not known', good.replace('Linux', 'Plan9'), ['warning unknownValue: Plan9']],
    ['a text where a number belongs', good.replace('cpu: 1', 'cpu: many'), ['error wrongType: many']],
    [
      'what belongs under properties',
      `${good}imageRegistryCredentials: []\n`,
      ['error misplaced: imageRegistryCredentials'],
    ],
    ['what no resource has at its top', `${good}x-more: 1\n`, ['hint leftOut: x-more']],
    [
      'what belongs under the properties of a container',
      good.replace(
        '    properties:\n      image',
        '    environmentVariables: []\n    properties:\n      image',
      ),
      ['warning misplaced: environmentVariables'],
    ],
    [
      'a name in quotes, where az fills in nothing',
      good.replace('image: nginx', 'image: "${REGISTRY}/web"'),
      ['error variableInQuotes: "${REGISTRY}/web"'],
    ],
    [
      'a secret that az fills in',
      `${good}      environmentVariables:\n      - name: DB_PASSWORD\n        value: \${DB_PASSWORD}\n`,
      ['warning secretInPlainValue: value'],
    ],
    [
      'a value that is nothing but a comment',
      `${good}      environmentVariables:\n      - name: HOST\n        value: #HOST#\n`,
      ['warning variableNothing: value'],
    ],
    ['a key that stands twice', `${good}name: web\n`, ['warning repeatedKey: name']],
    [
      'a mapping where a list belongs',
      good.replace('  - name', '    name').replace('    properties:\n', '    properties:\n'),
      ['error wrongType: name: app'],
    ],
    ['no name', good.replace('name: web\n', ''), ['hint nameMissing: location']],
    ['a bad name', good.replace('web', 'my--web'), ['error nameDoubledHyphen: my--web']],
    ['a request that lacks', good.replace('          cpu: 1\n', ''), ['error requestsMissing: requests']],
    [
      'a secret in the open',
      `${good}      environmentVariables:\n      - name: DB_PASSWORD\n        value: hunter2\n`,
      ['warning secretInPlainValue: value'],
    ],
  ];
  for (const [what, text, expected] of table)
    it(`tell ${what}`, () => {
      const found = told(text);
      // What follows from a broken syntax is not the point.
      assert.deepEqual(
        expected[0]?.startsWith('error syntax')
          ? found
              .filter(line => line.includes(' syntax'))
              .slice(0, 1)
              .map(() => 'error syntax: ')
          : found,
        expected,
      );
    });

  const taken: readonly (readonly [what: string, text: string])[] = [
    ['capitals', good.replace('Linux', 'linux').replaceAll('memoryInGB', 'memoryInGb')],
    ['capitals of every name', good.replaceAll(/\b[a-z]+:/g, name => name.toUpperCase())],
    ['a number in quotes', good.replace('cpu: 1', 'cpu: "1"')],
    ['a number where text belongs', good.replace('nginx', '7')],
    ['a value that is nothing', `${good}  restartPolicy:\ntags: null\n`],
    ['a variable of the environment where a number belongs', good.replace('cpu: 1', 'cpu: ${CPU}')],
    ['what az export wrote', `additional_properties: {}\nextended_location: null\n${good}`],
  ];
  for (const [what, text] of taken)
    it(`do not mind ${what}, which the service does not mind`, () => assert.deepEqual(told(text), []));

  it('have a sentence each, with everything filled in', () => {
    for (const [, text] of table)
      for (const { message } of diagnostics(text))
        assert.ok(message.length > 5 && !/\{\d\}|undefined/.test(message), message);
  });

  it('never call a group wrong that Azure has', function () {
    if (missing !== undefined) this.skip();
    for (const { apiVersion, body, source } of realBodies().filter(isGroup)) {
      const name = typeof body['name'] === 'string' ? body['name'] : 'web';
      const file = toAzFile(
        { cloud: 'azure', subscriptionId: 's', resourceGroup: 'r', name },
        { apiVersion, body },
      );
      const errors = diagnostics(writeYaml(file)).filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        source,
      );
      const hints = diagnostics(writeYaml(file)).filter(({ code }) => code === 'unknownKey');
      assert.deepEqual(
        hints.map(({ message }) => message),
        [],
        source,
      );
    }
  });
});

describe('Quick fixes', () => {
  it('make a variable secure', () => {
    const text = `${good}      environmentVariables:\n      - name: DB_PASSWORD\n        value: hunter2\n`;
    assert.equal(fixed(text, 'Make it a secure variable'), text.replace('value:', 'secureValue:'));
    assert.deepEqual(told(fixed(text, 'Make it a secure variable')), []);
  });

  it('encode a file of a secret volume', () => {
    const volumes = (file: string) => `${good}  volumes:\n  - name: notes\n    secret:\n      note: ${file}`;
    const blanks = volumes('My first secret FOO\n');
    assert.deepEqual(told(blanks), ['error secretNotBase64: My first secret FOO']);
    assert.equal(fixed(blanks, 'Encode it as base64'), volumes('TXkgZmlyc3Qgc2VjcmV0IEZPTw==\n'));
    assert.equal(fixed(volumes('"Grüße!"\n'), 'Encode it as base64'), volumes('"R3LDvMOfZSE="\n'));
    const block = volumes('|\n        one two\n        three\n  restartPolicy: Never\n');
    assert.deepEqual(told(fixed(block, 'Encode it as base64')), []);
    assert.match(fixed(block, 'Encode it as base64'), /note: b25lIHR3bwp0aHJlZQo=\n {2}restartPolicy: Never/);
  });

  it('write the server of a registry without what Azure refuses', () => {
    const server = (text: string) =>
      `${good}  imageRegistryCredentials:\n  - server: ${text}\n    username: ada\n    password: x\n`;
    assert.equal(
      fixed(server('https://contosoreg.azurecr.io'), 'Write contosoreg.azurecr.io'),
      server('contosoreg.azurecr.io'),
    );
    assert.equal(fixed(server('gitlab.com:443'), 'Write gitlab.com'), server('gitlab.com'));
  });

  it('write a known value', () =>
    assert.equal(fixed(good.replace('Linux', '"Plan9"'), 'Write "Linux"'), good.replace('Linux', '"Linux"')));

  it('write the name that was meant', () =>
    assert.equal(fixed(good.replace('name: app', 'name: App'), 'Write app'), good));

  it('leave every file readable', () =>
    assert.deepEqual(
      parseGroupFile(fixed(good.replace('Linux', 'Plan9'), 'Write Windows')).syntaxProblems,
      [],
    ));
});
