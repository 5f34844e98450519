import assert from 'node:assert/strict';
import snippets from '../../../media/aci-group.snippets.json' with { type: 'json' };
import { diagnostics } from '../../../src/ui/language/diagnostics.ts';

/** The snippet as it stands when every place keeps what it suggests. */
function expanded(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\\\$/g, '\u0000')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$0/g, '')
    .replaceAll('\u0000', '$');
}

describe('The snippets', () => {
  for (const [name, { body }] of Object.entries(snippets)) {
    it(`make a group that has no problem: ${name}`, () => {
      const text = expanded(body);
      const errors = diagnostics(text).filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        text,
      );
    });
  }
});
