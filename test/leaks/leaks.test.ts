import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { assertNoSecretsIn, filesIn, findLeaks } from './artifacts.ts';
import { createSecretSearch } from './secretSearch.ts';
import { fingerprint, type Secret, SecretRegistry, secretsOf } from './wireSecrets.ts';

const secret: Secret = { what: 'password', value: 'p~ss"wörd +/?&\\=1' };
const search = createSecretSearch([secret]);
const found = [fingerprint(secret)];
const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJtZSJ9.c2lnbmF0dXJl`;

describe('Looking for secrets', () => {
  const written: readonly (readonly [how: string, bytes: Uint8Array])[] = [
    ['as it is', Buffer.from(`a ${secret.value} b`)],
    ['at the beginning and the end', Buffer.from(secret.value)],
    ['in UTF-16', Buffer.from(`a ${secret.value} b`, 'utf16le')],
    ['in UTF-16, at an odd place', Buffer.concat([Buffer.from('a'), Buffer.from(secret.value, 'utf16le')])],
    ['in JSON', Buffer.from(JSON.stringify({ password: secret.value }))],
    ['in an address', Buffer.from(`https://x.example/?p=${encodeURIComponent(secret.value)}`)],
    ['in a form', Buffer.from(new URLSearchParams({ password: secret.value }).toString())],
    ['in base64', Buffer.from(Buffer.from(secret.value).toString('base64'))],
    ['in base64, after one byte', Buffer.from(Buffer.from(`:${secret.value}`).toString('base64'))],
    ['in base64, after two bytes', Buffer.from(Buffer.from(`u:${secret.value}x`).toString('base64'))],
    ['in base64 for addresses', Buffer.from(Buffer.from(`u:${secret.value}`).toString('base64url'))],
    ['in base64 in UTF-16', Buffer.from(Buffer.from(secret.value).toString('base64'), 'utf16le')],
    ['among other bytes', Buffer.concat([Buffer.alloc(5000, 0xff), Buffer.from(secret.value)])],
  ];
  for (const [how, bytes] of written) it(`finds one ${how}`, () => assert.deepEqual(search.in(bytes), found));

  it('finds none where there is none', () => {
    assert.deepEqual(search.in(Buffer.from(secret.value.slice(1))), []);
    assert.deepEqual(search.in(Buffer.from(secret.value.slice(0, -1))), []);
    assert.deepEqual(search.in(new Uint8Array()), []);
  });

  it('finds one wherever it stands, whatever it is', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
    const around = fc.uint8Array({ maxLength: 50 });
    fc.assert(
      fc.property(value, around, around, (text, before, after) => {
        const own = { what: 'text', value: text };
        const bytes = Buffer.concat([before, Buffer.from(text), after]);
        assert.ok(createSecretSearch([own]).in(bytes).includes(fingerprint(own)));
        const encoded = Buffer.from(bytes.toString('base64'));
        assert.ok(createSecretSearch([own]).in(encoded).includes(fingerprint(own)));
      }),
    );
  });

  it('knows tokens, passwords of sockets and private keys by their looks', () => {
    const password = `${'a-_9'.repeat(6)}ab[[EOM]]`;
    for (const encoding of ['utf8', 'utf16le'] as const) {
      assert.deepEqual(search.in(Buffer.from(`x ${jwt} x`, encoding)), ['a token (JWT)']);
      assert.deepEqual(search.in(Buffer.from(password, encoding)), ['the password of a socket']);
      assert.deepEqual(search.in(Buffer.from('-----BEGIN PRIVATE KEY-----', encoding)), ['a private key']);
    }
    assert.deepEqual(search.in(Buffer.from('eyJ.eyJ. [[EOM]] BEGIN PRIVATE KEY')), []);
  });

  it('tells what was found, but not the secret', () => {
    assert.match(fingerprint(secret), /^password \([\da-f]{8}\)$/);
    assert.ok(!fingerprint(secret).includes(secret.value));
  });
});

describe('Looking through what a window leaves behind', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-leaks-'));
    for (const inner of ['logs/today', 'extensions/ours'])
      fs.mkdirSync(path.join(folder, inner), { recursive: true });
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('finds a secret in any file, and says in which', () => {
    fs.writeFileSync(path.join(folder, 'settings.json'), '{}');
    fs.writeFileSync(path.join(folder, 'logs/today/window.log'), `signed in with ${secret.value}`);
    fs.writeFileSync(path.join(folder, 'state.vscdb'), Buffer.from(`${jwt}\0`, 'utf16le'));
    assert.deepEqual([...findLeaks(filesIn(folder), [secret])].sort(), [
      'a token (JWT) in state.vscdb',
      `${fingerprint(secret)} in ${path.join('logs', 'today', 'window.log')}`,
    ]);
  });

  it('finds one in the name of a file, which it does not repeat', () => {
    fs.writeFileSync(path.join(folder, 'logs/tame-secret.log'), '');
    const tame = { what: 'password', value: 'tame-secret' };
    assert.deepEqual(findLeaks(filesIn(folder), [tame]), [`${fingerprint(tame)} in the name of a place`]);
  });

  it('fails where something looks like a secret', () => {
    assertNoSecretsIn(filesIn(folder));
    fs.writeFileSync(path.join(folder, 'logs/today/window.log'), jwt);
    assert.throws(() => assertNoSecretsIn(filesIn(folder)), /a token \(JWT\) in logs/);
  });

  it('leaves out the extensions themselves', () => {
    fs.writeFileSync(path.join(folder, 'extensions/ours/extension.js'), jwt);
    assert.deepEqual(findLeaks(filesIn(folder), []), []);
  });
});

describe('The secrets of an exchange', () => {
  const valuesOf = (...exchange: Parameters<typeof secretsOf>) =>
    secretsOf(...exchange).map(({ value }) => value);

  it('are the token, and what a form brings to have one', () => {
    const form = new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: 'application', client_secret: 'client-secret' },
      ...{ code: 'the-code-itself', code_verifier: 'the-verifier', refresh_token: 'a-refresh-token' },
    });
    assert.deepEqual(
      valuesOf({ headers: { authorization: 'Bearer token-token' }, body: form.toString() }, {}),
      [...['token-token', 'client-secret', 'the-code-itself', 'the-verifier', 'a-refresh-token']],
    );
  });

  it('are what a body keeps from readers: passwords, secure values, keys, files of secret volumes', () => {
    const properties = {
      containers: [
        { environmentVariables: [{ name: 'X', value: 'well known' }, { secureValue: 'secure-value' }] },
      ],
      imageRegistryCredentials: [{ server: 'reg.example', username: 'somebody', password: 'pass-word' }],
      volumes: [{ secret: { file: 'Y29udGVudA==' } }, { azureFile: { storageAccountKey: 'storage-key' } }],
      diagnostics: { logAnalytics: { workspaceId: 'identifier', workspaceKey: 'workspace-key' } },
    };
    assert.deepEqual(valuesOf({ headers: {}, body: JSON.stringify({ properties }) }, {}), [
      ...['secure-value', 'pass-word', 'Y29udGVudA==', 'storage-key', 'workspace-key'],
    ]);
  });

  it('are what the secure parameters of a template are given, and no expression in their place', () => {
    const template = {
      parameters: { word: { type: 'secureString' }, all: { type: 'SecureObject' }, name: { type: 'string' } },
      resources: [{ secureValue: "[parameters('word')]" }],
    };
    const parameters = {
      word: { value: 'the-given-word' },
      all: { value: { inner: 'the-inner-word' } },
      name: { value: 'everybody-may-know' },
    };
    assert.deepEqual(
      valuesOf({ headers: {}, body: JSON.stringify({ properties: { template, parameters } }) }, {}),
      ['the-given-word', 'the-inner-word'],
    );
  });

  it('are what an answer hands out, in its body and its headers', () => {
    const body = {
      ...{ access_token: 'access-token', id_token: 'id-token-token', refresh_token: 'refresh-token' },
      passwords: [{ name: 'password', value: 'first-password' }],
      error: { code: 'ResourceNotFound', message: 'It is not there.' },
    };
    const headers = {
      'azure-asyncoperation': 'https://a.example/operations/1?api-version=2018-06-01&s=signature-of-it',
      location: 'http://localhost/?code=code-of-redirect',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
    };
    assert.deepEqual(valuesOf({ headers: {}, body: '' }, { body, headers }), [
      ...['access-token', 'id-token-token', 'refresh-token', 'first-password'],
      ...['signature-of-it', 'code-of-redirect'],
    ]);
  });

  it('leave out what is too short to be looked for, and stand in the book once', () => {
    assert.deepEqual(valuesOf({ headers: {}, body: '{"password":"short"}' }, {}), []);
    const book = new SecretRegistry();
    book.add(secret, { ...secret });
    assert.deepEqual(book.all, [secret]);
  });
});
