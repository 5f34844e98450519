import assert from 'node:assert/strict';
import { askSignInIdentity } from '../../../src/ui/account/askSignInIdentity.ts';
import {
  type SignInIdentity,
  signInIdentityKey,
  signInMethodOf,
  identityCloudKey,
} from '../../../src/ui/account/signInIdentity.ts';
import { signInIdentityLabel } from '../../../src/ui/account/signInIdentityLabels.ts';
import {
  close,
  enter,
  goBack,
  ScriptedPrompt,
  pick,
  refused,
  type,
  type PromptAnswer,
} from '../shared/scriptedPrompt.ts';

const tenantId = 'c0ffee00-1111-4222-8333-00000000c0de';
const clientId = 'ac1e0000-1111-4222-8333-00000000ac1e';
const context = { isFile: (path: string) => Promise.resolve(path === '/home/ada/app.pem') };

async function ask(...moves: readonly PromptAnswer[]) {
  const person = new ScriptedPrompt(...moves);
  const answer = await askSignInIdentity(context, person);
  assert.deepEqual(person.left, []);
  return answer;
}

describe('Choosing how to sign in', () => {
  it("offers VS Code's Microsoft account first", async () => {
    const person = new ScriptedPrompt(close);
    assert.equal(await askSignInIdentity(context, person), undefined);
    assert.equal(person.last.title, 'Choose how to sign in');
    assert.deepEqual(
      person.last.labels.map(label => label.replace(/^\$\([\w-]+\) /, '')),
      [
        'Microsoft account of VS Code',
        'App registration with a client secret',
        'App registration with a certificate',
        'Managed identity',
        'Azure CLI',
        'Workload identity',
        'Environment variables',
      ],
    );
  });

  for (const [label, kind] of [
    ['Microsoft account', 'microsoft'],
    ['Azure CLI', 'azureCli'],
    ['Environment variables', 'environment'],
  ] as const) {
    it(`asks no more for ${label}`, async () => {
      assert.deepEqual(await ask(pick(label)), { identity: { kind } });
    });
  }

  it('asks for tenant, client and secret, and keeps the secret apart', async () => {
    const answer = await ask(
      pick('client secret'),
      refused('contoso', /Enter an ID like/),
      type(` ${tenantId} `),
      refused('', /Enter an ID like/),
      type(clientId),
      refused(' ', /Enter the client secret/),
      type('s3cret~value'),
    );
    const identity = { kind: 'clientSecret', tenantId, clientId };
    assert.deepEqual(answer, { identity, secret: 's3cret~value' });
  });

  it('keeps what was typed on the way back, but shows no secret again', async () => {
    const person = new ScriptedPrompt(
      ...[pick('client secret'), type(tenantId), type(clientId), goBack],
      ...[enter, type('secret')],
    );
    const answer = await askSignInIdentity(context, person);
    assert.deepEqual(answer?.identity, { kind: 'clientSecret', tenantId, clientId });
    assert.deepEqual(
      person.seen.filter(({ id }) => id === 'secret').map(({ suggestion }) => suggestion),
      ['', ''],
    );
  });

  it('takes a certificate that is there, with or without a password', async () => {
    const way = [pick('certificate'), type(tenantId), type(clientId)];
    const file = [refused('/home/ada/gone.pem', /There is no such file/), type('/home/ada/app.pem')];
    const identity = { kind: 'clientCertificate', tenantId, clientId, certificatePath: '/home/ada/app.pem' };
    assert.deepEqual(await ask(...way, ...file, type('')), { identity });
    assert.deepEqual(await ask(...way, ...file, type(' pass ')), { identity, secret: ' pass ' });
  });

  it("takes the machine's own managed identity, or one by its client ID", async () => {
    const kind = 'managedIdentity';
    assert.deepEqual(await ask(pick('Managed'), pick('System')), { identity: { kind } });
    assert.deepEqual(await ask(pick('Managed'), pick('User'), refused('x', /Enter an ID/), type(clientId)), {
      identity: { kind, clientId },
    });
    assert.deepEqual(await ask(pick('Managed'), pick('User'), goBack, pick('System')), {
      identity: { kind },
    });
  });

  it('leaves what a workload identity has in its environment to that', async () => {
    const kind = 'workloadIdentity';
    assert.deepEqual(await ask(pick('Workload'), type(''), type(''), type('')), { identity: { kind } });
    assert.deepEqual(await ask(pick('Workload'), type(tenantId), type(clientId), type('/home/ada/app.pem')), {
      identity: { kind, tenantId, clientId, tokenFilePath: '/home/ada/app.pem' },
    });
  });

  it('asks only for the secret where that is all that is missing', async () => {
    const known: SignInIdentity = { kind: 'clientSecret', tenantId, clientId };
    const person = new ScriptedPrompt(type('new'));
    assert.deepEqual(await askSignInIdentity(context, person, known), { identity: known, secret: 'new' });
  });
});

describe('A way to sign in', () => {
  const certificate: SignInIdentity = {
    kind: 'clientCertificate',
    tenantId,
    clientId,
    certificatePath: '/app.pem',
  };
  const all: readonly SignInIdentity[] = [
    { kind: 'microsoft' },
    { kind: 'microsoft', account: { id: 'ada', label: 'ada@example' } },
    { kind: 'microsoft', account: { id: 'ben', label: 'ben@example' } },
    { kind: 'clientSecret', tenantId, clientId },
    certificate,
    { kind: 'managedIdentity' },
    { kind: 'managedIdentity', clientId },
    { kind: 'azureCli' },
    { kind: 'workloadIdentity' },
    { kind: 'workloadIdentity', clientId },
    { kind: 'environment' },
  ];

  it('is told from every other one, by its key and by its label', () => {
    assert.equal(new Set(all.map(signInIdentityKey)).size, all.length);
    assert.equal(new Set(all.map(one => signInIdentityLabel(one))).size, all.length);
  });

  it('is the same however its IDs are spelled', () => {
    const shouted = { ...certificate, clientId: clientId.toUpperCase() };
    assert.equal(signInIdentityKey(shouted), signInIdentityKey(certificate));
  });

  it('asks for its secret when it is needed, and holds none', async () => {
    const method = signInMethodOf({ kind: 'clientSecret', tenantId, clientId }, () =>
      Promise.resolve('s3cret'),
    );
    assert.ok(method.kind === 'clientSecret');
    assert.equal(await method.secret(), 's3cret');
    assert.doesNotMatch(JSON.stringify(method), /s3cret/);
  });

  it('belongs to its cloud, and to the address of its sign-in where that is the settings word', () => {
    const login = 'https://login.contoso.example';
    assert.equal(identityCloudKey({ id: 'azure', authorityHost: login }), 'azure');
    assert.notEqual(
      identityCloudKey({ id: 'custom', authorityHost: login }),
      identityCloudKey({ id: 'custom', authorityHost: 'https://login.evil.example' }),
    );
  });
});
