import assert from 'node:assert/strict';
import { hasCredentials, withoutCredentials } from '../../../src/core/rules/urlCredentials.ts';

describe('Credentials in an address', () => {
  for (const address of [
    'https://u:p@host/r',
    `https://ghp_${'token'.repeat(7)}@host/r`,
    'postgres://u:p@db',
    'git+ssh://u:p@h/r',
  ])
    it(`are in ${address}`, () => {
      assert.ok(hasCredentials(address));
      assert.doesNotMatch(withoutCredentials(`cannot clone '${address}': 403`), /u:p|token/);
    });

  for (const address of [
    'https://host/r',
    'https://host/@scope/r',
    'git@github.com:a/b',
    'https://contoso@dev.azure.com/contoso/_git/r',
    'ssh://git@github.com/a/b',
  ])
    it(`are not in ${address}`, () => {
      assert.ok(!hasCredentials(address));
      assert.equal(withoutCredentials(address), address);
    });

  it('leave the rest of a text as it is', () =>
    assert.equal(withoutCredentials('a https://u:p@h/r b'), 'a https://***@h/r b'));
});
