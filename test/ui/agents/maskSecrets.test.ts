import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskSecrets } from '../../../src/ui/agents/maskSecrets.ts';

// Put together here, so that no file of the repository holds what looks like a secret.
const repeat = (text: string, length: number) => text.repeat(length).slice(0, length);
const hidden = (prefix: string, length: number) => `${prefix}${repeat('aB3dE5gH', length)}`;
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', repeat('s1gnatur', 43)].join('.');
const storageKey = `${repeat('Ab1+/xYz', 86)}==`;
const key = (kind: string, end: 'BEGIN' | 'END') => `-----${end} ${kind}PRIVATE KEY-----`;

describe('What looks like a secret is masked in a text for a model:', () => {
  for (const [what, secret, before, after] of [
    ['a JSON web token', jwt, 'got ', ' from the server'],
    ['one that is cut off', jwt.slice(0, 40), 'got ', '…'],
    ['a bearer token', 'abc-1234-def', 'curl -H "X: Bearer ', '"'],
    ['an Authorization header', 'dXNlcjpwYXNz', 'Authorization: Basic ', ''],
    ['a bare key in that header', 'k3yk3yk3yk3yk3yk3y', '"authorization": "', '"'],
    ['a cookie', 'session=31d4d96e407aad42; a=b', 'Set-Cookie: ', ''],
    [
      'a shared access signature',
      'abc%2Bdef%3D',
      'GET https://a.blob.core.windows.net/c?sv=2021&sig=',
      '&se=2030',
    ],
    ['an account key', 'c2VjcmV0', 'AccountName=a;AccountKey=', ';EndpointSuffix=core.windows.net'],
    ['a shared access key', 'c2VjcmV0c2VjcmV0=', 'SharedAccessKeyName=Root;SharedAccessKey=', ''],
    ['a key in words', 'c2VjcmV0', 'Account Key=', ';x=y'],
    ['a password', 'hunter2', 'password=', ' user=admin'],
    ['pwd in a connection string', 'hun,ter2', 'Server=db;Pwd=', ';Database=shop'],
    ['a password in a query', 'hunter2', '/login?user=a&password=', '&x=1'],
    ['one with signs', 'h;u&n,t}e"r2', 'DB_PASSWORD=', ''],
    ['a token in YAML', 'abcdef', 'api_token: ', ''],
    ['a secret in quotes', 'two words', "clientSecret = '", "',"],
    ['one in JSON', 'a\\"b', '{"db":{"password":"', '"},"x":1}'],
    ['one in JSON within JSON', 'hunter2', '{"log":"{\\"api_key\\":\\"', '\\",\\"x\\":1}"}'],
    ['one in Ruby', 'hunter2', ':secret_key=>"', '"'],
    ['a variable of a container', 'hunter2', '{"name": "DB_PASSWORD", "secureValue": "', '"}'],
    ['an option', 'hunter2', 'mysql --user root --password ', ' -h db'],
    ['a password in an address', 'app:hunter2', 'postgres://', '@db:5432/shop'],
    ['one with an @', 'app:hun@ter2', 'amqps://', '@rabbit/x'],
    ['a token in an address', hidden('x', 40), 'https://', '@dev.azure.com/contoso'],
    ['a key of a storage account', storageKey, 'using ', ' now'],
    ['a key of Azure AI', `${hidden('', 52)}JQQJ99${hidden('', 26)}`, 'key ', ''],
    ['a client secret', `abc8Q~${repeat('x.Y_z~1', 34)}`, 'with ', ''],
    ['GitHub’s', hidden('ghp_', 36), 'using ', ''],
    ['GitHub’s fine-grained', `github_pat_${repeat('a1B2', 22)}_${repeat('c3D4', 59)}`, 'using ', ''],
    ['GitLab’s', hidden('glpat-', 20), '(', ')'],
    ['Slack’s', 'xoxb-123456789012-abcdef', 'using ', ''],
    ['npm’s', hidden('npm_', 36), '//registry.example/:_auth=', ''],
    ['OpenAI’s', hidden('sk-proj-', 40), 'Incorrect API key provided: ', '.'],
    ['AWS’s', `AKIA${repeat('ABCD2345', 16)}`, 'id ', ''],
    ['Google’s', hidden('AIza', 35), '?k=', ''],
    ['Stripe’s', hidden('sk_live_', 24), 'using ', ''],
    ['Docker’s', hidden('dckr_pat_', 27), 'using ', ''],
  ] as const)
    it(what, () => {
      const masked = maskSecrets(`${before}${secret}${after}`);
      assert.ok(!masked.includes(secret), masked);
      assert.ok(masked.includes('***'), masked);
      assert.ok(masked.startsWith(before.slice(0, 12)), masked);
    });

  it('and nothing but it', () => {
    for (const [text, masked] of [
      ['user=admin password=hunter2 host=db', 'user=admin password=*** host=db'],
      ['Server=db;Pwd=hunter2;Database=shop', 'Server=db;Pwd=***;Database=shop'],
      ['{"password":"hunter2","user":"a"}', '{"password":"***","user":"a"}'],
      ['postgres://app:hunter2@db:5432/shop', 'postgres://***@db:5432/shop'],
      ['?sv=1&sig=abc%3D&se=2', '?sv=1&sig=***&se=2'],
      ['mysql --password hunter2 -h db', 'mysql --password *** -h db'],
      [`a ${jwt} b`, 'a *** b'],
    ] as const)
      assert.equal(maskSecrets(text), masked);
  });

  for (const kind of ['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '])
    it(`a private key (${kind})`, () => {
      const lines = Array.from({ length: 20 }, () => repeat('MIIEvQIBADANBgkq', 64));
      const text = ['before', key(kind, 'BEGIN'), ...lines, 'c2hvcnQ=', key(kind, 'END'), 'after'].join('\n');
      const masked = maskSecrets(text);
      assert.ok(!masked.includes('MIIE') && !masked.includes('c2hv'), masked);
      assert.equal(masked.split('\n').length, text.split('\n').length);
      assert.match(masked, /^before\n[^]*\nafter$/);
    });

  it('a private key on one line, and one of which only the end is there', () => {
    const body = repeat('MIIEvQIBADANBgkq', 64);
    const line = `key="${key('', 'BEGIN')}\\n${body}\\n${key('', 'END')}\\n" rest`;
    const masked = maskSecrets(line);
    assert.ok(!masked.includes('MIIE') && masked.endsWith(' rest'), masked);
    const tail = ['x', `2026 | ${body}`, `2026 | ${body}`, `2026 | ${key('', 'END')}`, 'y'].join('\n');
    assert.ok(!maskSecrets(tail).includes('MIIE'), maskSecrets(tail));
    const cut = [key('', 'BEGIN'), body, body].join('\n');
    assert.ok(!maskSecrets(cut).includes('MIIE'));
  });

  it('values that are known to be secret', () => {
    assert.equal(maskSecrets('connecting with s3cr3t-one', ['s3cr3t-one']), 'connecting with ***');
    assert.equal(maskSecrets('true is true', ['true']), 'true is true', 'a word is none');
  });
});

describe('What only looks long stays readable for a model:', () => {
  for (const text of [
    `image nginx@sha256:${repeat('0123456789abcdef', 64)}`,
    `commit ${repeat('0123456789abcdef', 40)}`,
    '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-app/providers/Microsoft.ContainerInstance/containerGroups/web',
    'request id 6f9619ff-8b86-d011-b42d-00c04fc964ff',
    'integrity sha512-' + repeat('Ab1+/xYz', 86) + '==',
    'https://contoso.azurecr.io/v2/team/app/manifests/1.2',
    'listening on http://0.0.0.0:8080/users@2',
    'max_tokens=4096 tokens: 512',
    'MAX_TOKENS=4096 PASSWORD_FILE=/run/secrets/db KEY_VAULT_NAME=kv',
    'PWD=/app OLDPWD=/ pwd: C:\\app',
    'Failed to get token: AADSTS700016: Application not found',
    'error: authentication failed, bearer of bad news',
    'key=value monkey: banana keyboard=us',
    '2026-11-30T01:02:03.456Z INFO  started in 12 ms',
    '-----BEGIN CERTIFICATE-----',
  ])
    it(text.slice(0, 60), () => assert.equal(maskSecrets(text), text));
});

describe('Masking secrets', () => {
  it('leaves as many lines as there are, whatever is in them', () => {
    const piece = fc.oneof(
      fc.constantFrom('password', '=', ':', ' ', '"', "'", '\\', '&', ';', '\n', '***', 'sig', '-----BEGIN '),
      fc.constantFrom('PRIVATE KEY-----', '-----END ', 'Bearer ', '://', '@', 'token', jwt, storageKey, '--'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), parts => {
        const once = maskSecrets(parts.join(''));
        assert.equal(once.split('\n').length, parts.join('').split('\n').length);
      }),
    );
  });

  it('comes to an end with texts that are made to take long', () => {
    // Twice as long would take four times as long where a pattern begins anew at every place: hours.
    for (const piece of [
      ...[
        'a',
        'a.',
        'a-',
        '-',
        '=',
        '/',
        '//',
        '://',
        'a://',
        ':@',
        'eyJ',
        'eyJa-',
        'eyJaaaaaaaaaa.',
        ' ',
        '"',
      ],
      ...[
        '\\',
        '\\"',
        'password',
        'password=',
        'password="',
        'password=/',
        'password ',
        'token: ',
        '--password ',
        '&a',
        ';a',
      ],
      ...[
        'sk-',
        'SG.',
        'sig=',
        'cookie:',
        'authorization: ',
        'bearer ',
        'name":"',
        'name":"a","value":"',
        '~',
        '1Q~',
      ],
      ...[
        '-----BEGIN ',
        '-----BEGIN PRIVATE KEY-----',
        '-----END PRIVATE KEY-----',
        'A+/',
        '\u001B[',
        'key ',
      ],
      ...['-----BEGIN PRIVATE KEY-----\n', '-----END PRIVATE KEY-----\n', 'AAAAAAAAAAAAAAAAAAAA\n', '\n'],
    ])
      maskSecrets(piece.repeat(Math.ceil(200_000 / piece.length)));
  });
});
