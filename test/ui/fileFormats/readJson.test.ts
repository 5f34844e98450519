import assert from 'node:assert/strict';
import { readJson } from '../../../src/ui/fileFormats/readJson.ts';

describe('What is wrong with JSON', () => {
  const told: readonly (readonly [what: string, text: string, message: string])[] = [
    ['a name without quotes', '{a: 1}', 'This is not JSON. Texts stand in double quotes.'],
    ['a missing name', '{1: 2}', 'A property name in double quotes is missing here.'],
    ['a missing colon', '{"a" 1}', 'A colon is missing here.'],
    ['a missing value', '{"a": }', 'A value is missing here.'],
    ['a missing comma', '[1 2]', 'A comma is missing here.'],
    ['an open object', '{"a": 1', 'The closing } is missing here.'],
    ['an open list', '[1', 'The closing ] is missing here.'],
    ['more than one value', '{} {}', 'The file goes on after its end. Remove what stands here.'],
    ['an open text', '["a', 'The text has no end. Close it with a double quote.'],
    ['an open comment', '[] /* a', 'The comment has no end. Close it with */.'],
    [
      'a strange escape',
      String.raw`["\x"]`,
      String.raw`This is no escape that JSON has. Write a backslash as \\.`,
    ],
    ['half a code point', String.raw`["\u12"]`, String.raw`\u is followed by four hexadecimal digits.`],
    ['half a number', '[1.]', 'This is no number as JSON writes it.'],
    ['a control character in a text', '["\u0001"]', 'This character has to be escaped.'],
  ];
  for (const [what, text, message] of told)
    it(`is told in a sentence: ${what}`, () => {
      const messages = readJson(text).syntaxProblems.map(problem => problem.message);
      assert.ok(messages.includes(message), JSON.stringify(messages));
    });
});

describe('A text over several lines', () => {
  it('keeps its line breaks and tabs, as Azure reads templates', () => {
    const text = '{\r\n"a": "one\r\n\ttwo \\"three\\" \\u0041",// it\'s "\n"b": [1, "x\ny"]}';
    const parsed = readJson(text);
    assert.deepEqual(parsed.syntaxProblems, []);
    assert.deepEqual(parsed.content, { a: 'one\r\n\ttwo "three" A', b: [1, 'x\ny'] });
    const { start, end } = parsed.rangeOf(['b', 1], 'value');
    assert.equal(text.slice(start, end), '"x\ny"');
  });

  it('is read without a fault where an escape beside a tab is none', () => {
    const parsed = readJson('{"a": "one\ttwo \\x"}');
    assert.match(parsed.syntaxProblems[0]?.message ?? '', /^This is no escape/);
    assert.notEqual(parsed.content, undefined);
  });

  it('ends with its line where it has no end', () => {
    const [first] = readJson('{"a": "one,\n "b": 2}').syntaxProblems;
    assert.equal(first?.message, 'The text has no end. Close it with a double quote.');
  });
});
