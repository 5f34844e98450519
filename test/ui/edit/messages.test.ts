import assert from 'node:assert/strict';
import { changeLine } from '../../../src/ui/edit/messages.ts';

describe('A change in words', () => {
  it('says where it is, what was and will be, and what it does', () => {
    const path = ['properties', 'containers', 'web', 'properties', 'image'];
    assert.deepEqual(changeLine({ path, before: 'nginx:1', after: 'nginx:2', verdict: 'restartsAll' }), {
      where: 'containers › web › image',
      what: 'nginx:1 → nginx:2',
      verdict: 'restarts all containers',
    });
  });

  it('says what came and what went', () => {
    const came = { path: ['tags', 'a'], before: undefined, after: 'b', verdict: 'inPlace' } as const;
    assert.equal(changeLine(came).what, 'added: b');
    assert.equal(changeLine({ ...came, before: 'b', after: undefined }).what, 'removed (was b)');
  });

  it('never shows a secret', () => {
    const credential = { server: 'contoso.azurecr.io', username: 'ada', password: 'hunter2' };
    for (const change of [
      { path: ['properties', 'imageRegistryCredentials', 'contoso.azurecr.io'], after: credential },
      {
        path: ['properties', 'containers', 'web', 'properties', 'environmentVariables', 'A', 'secureValue'],
        after: 'hunter2',
      },
      { path: ['properties', 'volumes', 'keys', 'secret', 'file'], after: 'hunter2' },
      {
        path: ['properties', 'volumes', 'code', 'gitRepo', 'repository'],
        after: 'https://me:hunter2@host/r',
      },
      {
        path: ['properties', 'extensions'],
        after: [{ properties: { protectedSettings: { a: 'hunter2' } } }],
      },
    ])
      assert.doesNotMatch(
        JSON.stringify(changeLine({ ...change, before: undefined, verdict: 'restartsAll' })),
        /hunter2/,
      );
  });

  it('shows an address without its credentials', () => {
    const path = ['properties', 'volumes', 'code', 'gitRepo', 'repository'];
    const what = (before: string, after: string) =>
      changeLine({ path, before, after, verdict: 'restartsAll' }).what;
    assert.equal(what('https://u:p@a/r', 'https://u:p@b/r'), 'https://***@a/r → https://***@b/r');
    assert.equal(what('https://u:p@a/r', 'https://u:q@a/r'), 'a new value');
  });
});
