import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEnvFile } from '../../../src/core/compose/envFile.ts';

const environment = (name: string) => (name === 'HOST' ? 'box' : undefined);

/** `NAME=value` of every variable, and `line: code` of every line that is none. */
function read(text: string, isRaw = false): readonly string[] {
  const { variables, problems } = readEnvFile(text, environment, { isRaw });
  return [
    ...variables.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)),
    ...problems.map(({ line, code }) => `${line}: ${code}`),
  ];
}

describe('A file of variables', () => {
  const table: readonly (readonly [text: string, wanted: readonly string[]])[] = [
    ['\uFEFFA=1\r\nB=2\rC=3', ['A=1', 'B=2', 'C=3']],
    ['# note\n\n  export A=1 # why\nexport=2', ['A=1', 'export=2']],
    ['A: 1\nB : "two"', ['A=1', 'B=two']],
    ['A=\nB= # nothing\nC=a b  ', ['A=', 'B=', 'C=a b']],
    ['A=#fff\nB=a#b\nC=a\t# b', ['A=#fff', 'B=a#b', 'C=a']],
    [`A='$HOST\\n'\nB='it\\'s'`, ['A=$HOST\\n', "B=it's"]],
    ['A="a\\nb\\tc \\"d\\" \\\\n \\$HOST \\x"', ['A=a\nb\tc "d" \\n $HOST \\x']],
    ['A="\\0101"', ['A=A']],
    ['A="one\ntwo" # note\nB=3', ['A=one\ntwo', 'B=3']],
    ["A='one\n\ntwo'\nB=3", ['A=one\n\ntwo', 'B=3']],
    ['A=$HOST\nB=${A}-${NONE:-x}\nC=$$A', ['A=box', 'B=box-x', 'C=$A']],
    ['HOST\nNONE', ['HOST=box', 'NONE']],
    ['a.b-c[0]=1', ['a.b-c[0]=1']],
    ['A=1\nno name=2\n=3\nB=4', ['A=1', 'B=4', '2: statement', '3: statement']],
    ['A="one\nB=2', ['B=2', '1: quoteOpen']],
    ["A='one", ['1: quoteOpen']],
  ];
  for (const [text, wanted] of table)
    it(`${JSON.stringify(text)} has ${JSON.stringify(wanted)}`, () => assert.deepEqual(read(text), wanted));

  it('that is raw has values as they are written', () =>
    assert.deepEqual(read('# note\nA="x" # y\nB=$HOST\nHOST\na b=1', true), [
      'A="x" # y',
      'B=$HOST',
      'HOST=box',
      '5: statement',
    ]));

  it('says in which line a variable begins', () =>
    assert.deepEqual(
      readEnvFile('A="1\n2"\n\nB=3', environment).variables.map(({ line }) => line),
      [1, 4],
    ));

  it('may be any text', () => {
    const pieces = fc.constantFrom(
      'A',
      '=',
      ':',
      '"',
      "'",
      '\\',
      '\n',
      ' ',
      '#',
      '$',
      '{',
      '}',
      'export ',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(pieces), texts => {
        const { variables, problems } = readEnvFile(texts.join(''), environment);
        assert.ok(variables.every(({ name }) => name !== '') && problems.every(({ line }) => line > 0));
      }),
    );
  });
});
