import assert from 'node:assert/strict';
import { harmfulCharacter, harmfulRun } from '../../src/core/harmfulCharacters.ts';

describe('Characters that do something instead of being shown', () => {
  const harmful =
    '\u0000\t\n\r\u001B\u007F\u0085\u009B\u061C\u200E\u200F\u202A\u202E\u2066\u2069\u2028\u2029';

  it('are controls, what turns the direction of text, and separators of lines', () => {
    assert.equal(`a${harmful}b`.replace(harmfulCharacter, ''), 'ab');
    assert.equal(`a${harmful}b`.replace(harmfulRun, ' '), 'a b');
  });

  it('are none of those that people write with', () => {
    for (const text of ['žluťoučký 日本 😀', 'مرحبا', 'שלום', 'a\u00A0b', 'क्‍ष', '👩‍💻'])
      assert.equal(text.search(harmfulCharacter), -1, text);
  });
});
