import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json.ts';
import { readJson } from '../../../src/ui/fileFormats/readJson.ts';
import { readYaml } from '../../../src/ui/fileFormats/readYaml.ts';
import { goYaml, pyYaml } from '../../../src/ui/fileFormats/yamlDialect.ts';

/** [what is written, what PyYAML 6 makes of it (as JSON), what go-yaml v3 makes of it] */
const scalars: readonly (readonly [text: string, python: Json, go: Json])[] = [
  ['Y', 'Y', 'Y'],
  ['n', 'n', 'n'],
  ['yes', true, 'yes'],
  ['Off', false, 'Off'],
  ['true', true, true],
  ['~', null, null],
  ['', null, null],
  ['53:53', 3233, '53:53'],
  ['22:22', 1342, '22:22'],
  ['1:30:00', 5400, '1:30:00'],
  ['99:99', '99:99', '99:99'],
  ['8080:80', '8080:80', '8080:80'],
  ['010', 8, 8],
  ['0o10', '0o10', 8],
  ['08', '08', 8],
  ['0x1F', 31, 31],
  ['0b11', 3, 3],
  ['1_000', 1000, 1000],
  ['-5', -5, -5],
  ['1.5', 1.5, 1.5],
  ['1.10', 1.1, 1.1],
  ['1.0', '1.0', 1],
  ['1e3', '1e3', 1000],
  ['.5', 0.5, 0.5],
  ['123456789012345678', '123456789012345678', '123456789012345678'],
  ['-9007199254740993', '-9007199254740993', '-9007199254740993'],
  ['2021-10-01', '2021-10-01', '2021-10-01'],
  ['=', '=', '='],
  ['1.2.3', '1.2.3', '1.2.3'],
];

describe('A plain YAML scalar', () => {
  for (const [text, python, go] of scalars)
    it(`${JSON.stringify(text)} is what the file's own tool makes of it`, () => {
      assert.deepEqual(readYaml(`a: ${text}\n`, pyYaml).content, { a: python });
      assert.deepEqual(readYaml(`a: ${text}\n`, goYaml).content, { a: go });
    });

  it('is a text when it is quoted', () =>
    assert.deepEqual(readYaml(`[ "yes", '1', "~" ]`, pyYaml).content, ['yes', '1', '~']));
});

describe('YAML', () => {
  const read = (text: string) => readYaml(text, goYaml);

  it('has its merge keys resolved: own keys win, then the first source', () =>
    assert.deepEqual(read('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n').content, {
      a: { x: 1, y: 1 },
      b: { y: 2, z: 2 },
      c: { z: 2, y: 1, x: 3 },
    }));

  it('has each alias stand for the anchor before it', () =>
    assert.deepEqual(read('[&a 1, *a, &a 2, *a]').content, [1, 1, 2, 2]));

  it('may share an anchor as often as it likes', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `s${index}:\n  <<: *base\n  n: ${index}\n`);
    const { content, syntaxProblems } = read(`base: &base {a: 1, b: [1, 2]}\n${lines.join('')}`);
    assert.deepEqual(syntaxProblems, []);
    assert.deepEqual(Object.keys(content ?? {}).length, 5001);
  });

  const told: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ['an alias of nothing', 'a: *b\n', /no anchor &b/],
    ['an alias within what it names', 'a: &x [*x]\n', /stands within/],
    ['a key that is a collection', '? [a]\n: 1\n', /key has to be a text/],
    [
      'aliases that come to far too much',
      `a: &a [${'x,'.repeat(100)}]\nb: &b [${'*a,'.repeat(100)}]\nc: [${'*b,'.repeat(100)}]\n`,
      /more than 200000 values/,
    ],
    ['a key that stands twice, which Compose refuses', 'a: 1\na: 2\n', /"a" stands twice/],
    ['a tag that nobody knows', 'a: !secret x\n', /tag/],
  ];
  for (const [what, text, message] of told)
    it(`tells ${what}`, () => {
      const { syntaxProblems } = read(text);
      assert.ok(
        syntaxProblems.some(problem => message.test(problem.message)),
        JSON.stringify(syntaxProblems),
      );
    });

  it('lets the later of two keys count where its tool does, and tells where the earlier one is hidden', () => {
    const { content, syntaxProblems, repeatedKeys } = readYaml('a: 1\na: 2\n', pyYaml);
    assert.deepEqual(
      { content, syntaxProblems, repeatedKeys },
      { content: { a: 2 }, syntaxProblems: [], repeatedKeys: [{ key: 'a', start: 5, end: 6 }] },
    );
  });

  it('keeps the tags of Compose', () => {
    const file = read('services:\n  web:\n    ports: !override\n    - "80:80"\n    command: !reset null\n');
    assert.deepEqual(file.syntaxProblems, []);
    assert.deepEqual(file.tags, [
      { path: ['services', 'web', 'ports'], tag: '!override' },
      { path: ['services', 'web', 'command'], tag: '!reset' },
    ]);
  });

  it('is judged at once, whatever it is', () => {
    const hostile: readonly string[] = [
      `a: ${'{'.repeat(334)}`,
      `a: ${'{'.repeat(150)}${'}'.repeat(150)}`,
      '['.repeat(1000),
      `${'? '.repeat(500)}a`,
      `${'- '.repeat(500)}a`,
      Array.from({ length: 4000 }, (_, index) => `- &a${index} [*a${Math.max(0, index - 1)}]\n`).join(''),
      Array.from({ length: 1200 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
      'x: '.repeat(500),
      '"'.repeat(999),
      `a: ${'!'.repeat(9999)}`,
      `a: ${'&'.repeat(9999)}`,
    ];
    for (const text of hostile)
      for (const dialect of [pyYaml, goYaml])
        for (let time = 0; time < 2; time++) {
          const { content, syntaxProblems } = readYaml(text, dialect);
          assert.ok(content !== undefined || syntaxProblems.length > 0);
        }
    for (let time = 0; time < 2; time++) assert.ok(readJson('[{"a":'.repeat(5000)).syntaxProblems.length > 0);
  }).timeout(60_000);
});

describe('JSON', () => {
  it('keeps the digits of whole numbers that JavaScript can not hold', () =>
    assert.deepEqual(readJson('{"a": 123456789012345678, "b": 1.5, "c": [7], /* no */ "d": null,}').content, {
      a: '123456789012345678',
      b: 1.5,
      c: [7],
      d: null,
    }));
});
