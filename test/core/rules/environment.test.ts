import assert from 'node:assert/strict';
import {
  looksSecret,
  parseAssignment,
  parseLines,
  variableNameProblem,
} from '../../../src/core/rules/environment.ts';

describe("An environment variable's name", () => {
  for (const name of ['A', 'PATH_1', 'lower', '1ST', 'A'.repeat(63)])
    it(`may be ${name}`, () => assert.equal(variableNameProblem(name), undefined));

  const wrong: readonly (readonly [string, string])[] = [
    ['', 'variableEmpty'],
    ['_A', 'variableUnderscore'],
    ['A_', 'variableUnderscore'],
    ['A-B', 'variableCharacters'],
    ['A B', 'variableCharacters'],
    ['A'.repeat(64), 'variableTooLong'],
  ];
  for (const [name, code] of wrong)
    it(`may not be ${JSON.stringify(name)}: ${code}`, () =>
      assert.equal(variableNameProblem(name)?.code, code));

  it('may be used once only, whatever its case', () =>
    assert.deepEqual(variableNameProblem('path', ['PATH']), { code: 'variableDoubled', name: 'path' }));
});

describe('A KEY=value', () => {
  it('ends its name at the first equals sign', () =>
    assert.deepEqual(parseAssignment('KEY=FOO=BAR='), { name: 'KEY', value: 'FOO=BAR=' }));

  it('may have an empty value', () => assert.deepEqual(parseAssignment('KEY='), { name: 'KEY', value: '' }));

  it('without an equals sign is answered with what was typed', () =>
    assert.deepEqual(parseAssignment(' KEY '), { problem: { code: 'lineWithoutEquals', text: 'KEY' } }));
});

describe('Many lines of variables', () => {
  it('are read as a .env file is', () =>
    assert.deepEqual(parseLines('\uFEFF# all\r\nA=1\r\n\r\nexport B="two words"\n  C=\'x\'\nD=a#b\nE="'), {
      assignments: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'two words' },
        { name: 'C', value: 'x' },
        { name: 'D', value: 'a#b' },
        { name: 'E', value: '"' },
      ],
      problems: [],
    }));

  it('name every bad line and keep the good ones', () =>
    assert.deepEqual(parseLines('A=1\nnonsense\nB=2\n_C=3\na=4'), {
      assignments: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      problems: [
        { line: 2, problem: { code: 'lineWithoutEquals', text: 'nonsense' } },
        { line: 4, problem: { code: 'variableUnderscore', name: '_C' } },
        { line: 5, problem: { code: 'variableDoubled', name: 'a' } },
      ],
    }));
});

describe('A name that looks like a secret', () => {
  for (const name of [
    'PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'API_TOKEN',
    'ApiKey',
    'STORAGE_KEY',
    'CLIENT_SECRET',
    'CONNECTION_STRING',
    'MYSQLPASSWORD',
  ])
    it(`is ${name}`, () => assert.ok(looksSecret(name)));
  for (const name of ['PATH', 'KEYBOARD', 'MONKEY', 'TOKENIZER', 'HOST', 'PASSENGERS'])
    it(`is not ${name}`, () => assert.ok(!looksSecret(name)));
});
