import assert from 'node:assert/strict';
import { jwtExpiry } from '../../../src/ui/account/jwtExpiry.ts';

const now = Date.UTC(2026, 0, 5);
const fiveMinutes = 5 * 60_000;
const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('The end of an access token', () => {
  it('is its exp claim', () => {
    assert.equal(jwtExpiry(jwt({ exp: now / 1000 + 3600 }), now), now + 3_600_000);
  });

  const opaque = ['', 'at.1', 'not a token', 'a.%%%.c', jwt({}), jwt({ exp: 'soon' }), jwt(null), jwt([])];
  for (const token of opaque) {
    it(`is assumed to be five minutes away where the token does not say: "${token.slice(0, 20)}"`, () => {
      assert.equal(jwtExpiry(token, now), now + fiveMinutes);
    });
  }
});
