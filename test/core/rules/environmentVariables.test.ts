import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  parseAssignment,
  parseAssignments,
  variableNameProblem,
} from '../../../src/core/rules/environmentVariables.ts';

describe("An environment variable's name", () => {
  for (const name of ['A', 'PATH_1', 'lower', '_JAVA_OPTIONS', 'A_', '_', 'A'.repeat(64)])
    it(`may be ${name}`, () => assert.equal(variableNameProblem(name), undefined));

  const wrong: readonly (readonly [string, string])[] = [
    ['', 'variableEmpty'],
    ['2FA_MODE', 'variableFirst'],
    ['A-B', 'variableCharacters'],
    ['A B', 'variableCharacters'],
  ];
  for (const [name, code] of wrong)
    it(`may not be ${JSON.stringify(name)}: ${code}`, () =>
      assert.equal(variableNameProblem(name)?.code, code));

  it('may be used once only, but case makes another one', () => {
    assert.deepEqual(variableNameProblem('path', ['path']), { code: 'variableDoubled', name: 'path' });
    assert.equal(variableNameProblem('http_proxy', ['HTTP_PROXY']), undefined);
  });
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
    assert.deepEqual(
      parseAssignments('\uFEFF# all\r\nA=1\r\n\r\nexport B="two words"\n  C=\'x\'\nD=a#b\nE="'),
      {
        assignments: [
          { name: 'A', value: '1' },
          { name: 'B', value: 'two words' },
          { name: 'C', value: 'x' },
          { name: 'D', value: 'a#b' },
        ],
        problems: [{ line: 7, problem: { code: 'quoteOpenInFile' } }],
      },
    ));

  it('name every bad line and keep the good ones', () =>
    assert.deepEqual(parseAssignments('A=1\nnonsense\nB=2\n3C=3\nA=4\nno name=5'), {
      assignments: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      problems: [
        { line: 2, problem: { code: 'lineWithoutEquals', text: 'nonsense' } },
        { line: 4, problem: { code: 'variableFirst', name: '3C' } },
        { line: 5, problem: { code: 'variableDoubled', name: 'A' } },
        { line: 6, problem: { code: 'lineWithoutEquals', text: 'no name=5' } },
      ],
    }));

  it('may have values of several lines, line ends written as \\n, and notes', () =>
    assert.deepEqual(
      parseAssignments(
        'API=1 # note\nPEM="-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"\nKEY="a\\nb"\nNEXT=2',
      ),
      {
        assignments: [
          { name: 'API', value: '1' },
          { name: 'PEM', value: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' },
          { name: 'KEY', value: 'a\nb' },
          { name: 'NEXT', value: '2' },
        ],
        problems: [],
      },
    ));

  it('take what the text itself has before them, and keep a dollar that names nothing', () =>
    assert.deepEqual(
      parseAssignments('HOST=db\nURL=http://$HOST/x\nPASS=a$b').assignments.map(({ value }) => value),
      ['db', 'http://db/x', 'a$b'],
    ));
});

describe('Whatever is pasted as lines of variables', () => {
  const mostlyLines = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc
          .tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }))
          .map(([name, value]) => `${name}=${value}`),
        fc.constantFrom('', '# a', 'export A=1', 'A=1', 'a=2', '=', '\uFEFFB=1', '"C"=1', "D='x'"),
      ),
    )
    .map(lines => lines.join('\n'));

  it('becomes variables that Azure takes, each once, or a problem for each line that does not', () =>
    fc.assert(
      fc.property(mostlyLines, text => {
        const { assignments, problems } = parseAssignments(text);
        const names = assignments.map(({ name }) => name);
        for (const [index, name] of names.entries())
          assert.equal(variableNameProblem(name, names.slice(0, index)), undefined);
        const written = text
          .replace(/^\uFEFF/, '')
          .split(/\r\n|\r|\n/)
          .filter(line => line.trim() !== '' && !line.trim().startsWith('#'));
        const told = assignments.length + problems.length;
        const mayTakeSeveralLines = /[=:][^\S\n]*['"]/.test(text); // a value in quotes
        if (mayTakeSeveralLines) assert.ok(told <= written.length);
        else assert.equal(told, written.length);
      }),
    ));

  it('comes back as it was, where the lines are in order', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9]{0,8}$/);
    const value = fc.stringMatching(/^[!#%&(-~]*$/); // no quotes, no spaces, no dollars
    const variables = fc.uniqueArray(fc.record({ name, value }, { noNullPrototype: true }), {
      selector: one => one.name,
    });
    fc.assert(
      fc.property(variables, wanted => {
        const text = wanted.map(one => `${one.name}=${one.value}`).join('\n');
        assert.deepEqual(parseAssignments(text), { assignments: wanted, problems: [] });
      }),
    );
  });
});
