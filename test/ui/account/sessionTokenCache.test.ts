import assert from 'node:assert/strict';
import type { AccessToken } from '../../../src/core/account/credentialSource.ts';
import {
  type SessionTokenCache,
  createSessionTokenCache,
} from '../../../src/ui/account/sessionTokenCache.ts';

const minute = 60_000;

describe("VS Code's tokens", () => {
  let now: number;
  let asked: string[];
  let tokens: SessionTokenCache;

  beforeEach(() => {
    now = Date.UTC(2026, 0, 5);
    asked = [];
    tokens = createSessionTokenCache(() => now);
  });

  /** Each asking brings a token of its own. */
  const get = async (key: string, challenge?: string, lifetime = 60 * minute) => {
    const obtain = (): Promise<AccessToken> => {
      asked.push(key);
      return Promise.resolve({ token: `token ${asked.length}`, expiresOn: now + lifetime });
    };
    return (await tokens.get(key, challenge, obtain)).token;
  };

  it('are asked for once for each directory, however many want one at once', async () => {
    const got = await Promise.all(['contoso', 'contoso', 'fabrikam', 'contoso'].map(key => get(key)));
    assert.deepEqual(got, ['token 1', 'token 1', 'token 2', 'token 1']);
  });

  it('are asked for again after some minutes: VS Code renews them', async () => {
    await get('contoso');
    now += 4 * minute;
    assert.equal(await get('contoso'), 'token 1');
    now += minute;
    assert.equal(await get('contoso'), 'token 2');
  });

  it('are not kept until they end', async () => {
    await get('contoso', undefined, 7 * minute);
    now += minute;
    assert.equal(await get('contoso'), 'token 1');
    now += minute;
    assert.equal(await get('contoso'), 'token 2');
  });

  it('that were not to be had are asked for again', async () => {
    const refused = new Error('no');
    await assert.rejects(
      tokens.get('contoso', undefined, () => Promise.reject(refused)),
      refused,
    );
    assert.equal(await get('contoso'), 'token 1');
  });

  it('that do not meet a challenge are replaced, once for all who were challenged', async () => {
    await get('contoso');
    const got = await Promise.all([get('contoso', 'claims="x"'), get('contoso', 'claims="x"')]);
    assert.deepEqual(got, ['token 2', 'token 2']);
    assert.equal(await get('contoso'), 'token 2');
    assert.equal(await get('contoso', 'claims="y"'), 'token 3');
  });

  it('that were refused are not given out again, and others stay', async () => {
    await get('contoso');
    await get('fabrikam');
    assert.equal(tokens.dropRefused('token 1'), true);
    assert.equal(tokens.dropRefused("somebody else's"), false);
    assert.equal(await get('contoso'), 'token 3');
    assert.equal(await get('fabrikam'), 'token 2');
  });

  it('are asked for anew once they were forgotten, whatever is still on its way', async () => {
    void tokens.get('contoso', undefined, () => new Promise(() => undefined));
    tokens.forget('contoso');
    assert.equal(await get('contoso'), 'token 1');
    tokens.clear();
    assert.equal(await get('contoso'), 'token 2');
  });
});
