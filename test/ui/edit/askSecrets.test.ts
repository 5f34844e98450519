import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json.ts';
import type { RawContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { askSecrets } from '../../../src/ui/edit/askSecrets.ts';
import {
  choose,
  close,
  goBack,
  type PromptAnswer,
  ScriptedPrompt,
  pick,
  refused,
  type,
} from '../shared/scriptedPrompt.ts';

const document = (properties: JsonObject): RawContainerGroup => ({
  apiVersion: '2025-09-01',
  body: { properties },
});
const variables = (...environmentVariables: JsonObject[]) =>
  document({ containers: [{ name: 'web', properties: { environmentVariables } }] });
const environment = (name: string) => (name === 'KNOWN' ? 'from the environment' : undefined);

async function filled(wanted: RawContainerGroup, ...moves: readonly PromptAnswer[]) {
  return changed(wanted, undefined, ...moves);
}

/** `live` is the group as Azure has it. */
async function changed(
  wanted: RawContainerGroup,
  live: RawContainerGroup | undefined,
  ...moves: readonly PromptAnswer[]
) {
  const person = new ScriptedPrompt(...moves);
  const sending = { name: 'web', document: wanted, live };
  const answer = await askSecrets(sending, { prompt: person, environment });
  assert.deepEqual(person.left, []);
  return { answer, person };
}

describe('The secrets of a group that is about to be sent', () => {
  it('are asked for where Azure gave none', async () => {
    const { answer, person } = await filled(
      variables({ name: 'A' }, { name: 'B', value: 'plain' }),
      type('s3cret'),
    );
    assert.deepEqual(answer, variables({ name: 'A', secureValue: 's3cret' }, { name: 'B', value: 'plain' }));
    assert.equal(person.seen.length, 1);
  });

  it('come from the environment where the document says so, once the person has seen which variables that are', async () => {
    const { answer, person } = await filled(
      variables(
        { name: 'A', secureValue: '${env:KNOWN}' },
        { name: 'B', secureValue: 'x-${env:KNOWN}' },
        { name: 'C', secureValue: '${env:OTHER}' },
      ),
      pick('Send the value of KNOWN'),
      type('typed'),
      pick('Send'),
    );
    assert.deepEqual(
      answer,
      variables(
        { name: 'A', secureValue: 'from the environment' },
        { name: 'B', secureValue: 'x-from the environment' },
        { name: 'C', secureValue: 'typed' },
      ),
    );
    assert.match(person.seen[1]?.text ?? '', /OTHER/);
  });

  it('are typed where the person would rather send nothing of this machine', async () => {
    const { answer } = await filled(
      variables({ name: 'A', secureValue: '${env:KNOWN}' }),
      pick('Type another value'),
      type('mine'),
    );
    assert.deepEqual(answer, variables({ name: 'A', secureValue: 'mine' }));
  });

  it('are asked for once where the environment does not know them, and where the document wants an input', async () => {
    const { answer, person } = await filled(
      variables(
        { name: 'A', secureValue: '${env:OTHER}' },
        { name: 'B', secureValue: 'x-${env:OTHER}' },
        { name: 'C', secureValue: '${input:key}' },
      ),
      type('one'),
      type('two'),
    );
    assert.deepEqual(
      answer,
      variables(
        { name: 'A', secureValue: 'one' },
        { name: 'B', secureValue: 'x-one' },
        { name: 'C', secureValue: 'two' },
      ),
    );
    assert.match(person.seen[0]?.text ?? '', /OTHER/);
    assert.match(person.seen[1]?.text ?? '', /key/);
  });

  it('leave a plain value alone that only looks like a reference', async () => {
    const plain = variables({ name: 'A', value: '${env:KNOWN}' });
    assert.deepEqual((await filled(plain)).answer, plain);
  });

  it('become base64 in a secret volume', async () => {
    const volume = (content: string) => document({ volumes: [{ name: 'keys', secret: { key: content } }] });
    const { answer } = await filled(volume('${env:KNOWN}'), pick('Send the value of KNOWN'), pick('Send'));
    assert.deepEqual(answer, volume(Buffer.from('from the environment').toString('base64')));
    assert.deepEqual((await filled(volume('bm90aGluZw=='))).answer, volume('bm90aGluZw=='));
  });

  // Whoever may write a tag would read the variable there.
  const elsewhere: readonly (readonly [string, JsonObject])[] = [
    ['a tag', { tags: { password: '${env:KNOWN}', secureValue: '${env:KNOWN}' } }],
    [
      'a config map',
      {
        properties: {
          containers: [
            { name: 'web', properties: { configMap: { keyValuePairs: { password: '${env:KNOWN}' } } } },
          ],
        },
      },
    ],
    [
      'the settings of an extension that anybody reads',
      { properties: { extensions: [{ name: 'x', properties: { settings: { password: '${env:KNOWN}' } } }] } },
    ],
    [
      'what no group has',
      { properties: { password: '${env:KNOWN}', custom: { workspaceKey: '${input:x}' } } },
    ],
  ];
  for (const [where, body] of elsewhere) {
    it(`leave ${where} alone, whatever its names, and ask nothing`, async () => {
      const wanted = { apiVersion: '2025-09-01', body };
      assert.deepEqual((await filled(wanted)).answer, wanted);
    });
  }

  it('are found wherever a secret of a group stands', async () => {
    const of = (secret: string) =>
      document({
        initContainers: [
          { name: 'i', properties: { environmentVariables: [{ name: 'A', secureValue: secret }] } },
        ],
        imageRegistryCredentials: [{ server: 'a.io', username: 'u', password: secret }],
        volumes: [
          { name: 'v', azureFile: { shareName: 's', storageAccountName: 'a', storageAccountKey: secret } },
          { name: 'code', gitRepo: { repository: secret } },
        ],
        extensions: [{ name: 'x', properties: { protectedSettings: { deep: { kubeConfig: secret } } } }],
        diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: secret } },
      });
    const { answer } = await filled(of('${env:KNOWN}'), pick('Send the value of KNOWN'), pick('Send'));
    assert.deepEqual(answer, of('from the environment'));
  });

  it('are listed once more before they are sent, where they are variables of this machine', async () => {
    const { answer, person } = await filled(
      variables({ name: 'A', secureValue: '${env:KNOWN}' }),
      pick('Send the value of KNOWN'),
      pick('KNOWN'),
      close,
    );
    assert.equal(answer, undefined);
    assert.deepEqual(person.last.labels, ['$(check) Send', 'KNOWN']);
  });

  // The API description's example ContainerGroupExtensions: they are sent, and the answer has none.
  it('are the protected settings of an extension, too, where there is a group already', async () => {
    const extension = (more: JsonObject) =>
      document({ extensions: [{ name: 'proxy', properties: { version: '1.0', ...more } }] });
    const { answer } = await changed(
      extension({}),
      extension({}),
      refused('[1]', /JSON object/),
      type('{"kubeConfig":"x"}'),
    );
    assert.deepEqual(answer, extension({ protectedSettings: { kubeConfig: 'x' } }));
    assert.deepEqual((await changed(extension({}), extension({}), type('{}'))).answer, extension({}));
    assert.deepEqual((await filled(extension({}))).answer, extension({}));
  });

  it('are given by nobody who leaves: then nothing is sent', async () => {
    assert.equal((await filled(variables({ name: 'A' }), close)).answer, undefined);
  });
});

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const file = (name: string, content: string | Uint8Array) => ({ name, bytes: Buffer.from(content) });

/** A proxy whose secret volume Azure shows as `secret: {}`. */
const proxy = (secret: JsonObject) =>
  document({
    containers: [
      {
        name: 'proxy',
        properties: {
          command: ['nginx', '-c', '/etc/nginx/nginx.conf', '-g', 'daemon off;'],
          environmentVariables: [{ name: 'TLS_KEY', value: '/etc/nginx/ssl.key' }],
          volumeMounts: [{ name: 'nginx-config', mountPath: '/etc/nginx' }],
        },
      },
    ],
    volumes: [{ name: 'nginx-config', secret }],
  });

describe('The secret volume of a group that is about to be sent', () => {
  it('is told to need all its files again, before anything is sent', async () => {
    const { answer, person } = await changed(proxy({}), proxy({}), close);
    assert.equal(answer, undefined);
    assert.match(person.last.text, /all files of the secret volume nginx-config/);
    assert.match((person.last.details ?? []).join(), /those that you do not give again are gone/);
  });

  it('takes several files of this machine at once, whatever their bytes and lines', async () => {
    const key = Uint8Array.from({ length: 200_000 }, (_, index) => index % 256);
    const { answer } = await changed(
      proxy({}),
      proxy({}),
      pick('Choose files'),
      choose(file('nginx.conf', 'worker_processes 1;\n'), file('ssl.crt', 'a\nb\n'), file('ssl.key', key)),
      pick('Go on with these 3 files'),
      pick('Send'),
    );
    assert.deepEqual(
      answer,
      proxy({
        'nginx.conf': base64('worker_processes 1;\n'),
        'ssl.crt': base64('a\nb\n'),
        'ssl.key': base64(key),
      }),
    );
  });

  it('takes files that are typed, one after the other, and lets one be left out again', async () => {
    const { answer } = await changed(
      proxy({}),
      proxy({}),
      pick('Type a file'),
      refused('no content', /name=content/),
      type('ssl.key=a=b'),
      pick('Type a file'),
      type('oops=x'),
      pick('oops'),
      pick('Type a file'),
      goBack,
      pick('Choose files'),
      choose(),
      pick('Choose files'),
      choose(file('nginx.conf', 'x')),
      pick('Go on with these 2 files'),
      pick('Send'),
    );
    assert.deepEqual(answer, proxy({ 'ssl.key': base64('a=b'), 'nginx.conf': base64('x') }));
  });

  it('warns where the group names a file that is not among those given', async () => {
    const { person } = await changed(proxy({}), proxy({}), pick('Type a file'), type('nginx.conf=x'), close);
    assert.match(person.last.labels[0] ?? '', /^\$\(warning\) Go on with this one file/);
    assert.match((person.last.details ?? []).join(), /not among them: ssl\.key/);
  });

  it('says that nobody can tell how many files there were, where nothing is known to be missing', async () => {
    const typed = [pick('Type a file'), type('nginx.conf=x'), pick('Type a file'), type('ssl.key=y')];
    const { person } = await changed(proxy({}), proxy({}), ...typed, close);
    assert.match(person.last.labels[0] ?? '', /^\$\(check\)/);
    assert.match((person.last.details ?? []).join(), /Nobody can tell how many it had/);
  });

  it('is shown with the names and sizes of its files, and never their content, before it is sent', async () => {
    const { answer, person } = await changed(
      proxy({}),
      proxy({}),
      pick('Choose files'),
      choose(file('nginx.conf', 'hunter2'), file('ssl.key', 'x'.repeat(1700))),
      pick('Go on'),
      close,
    );
    assert.equal(answer, undefined);
    const shown = (person.last.details ?? []).join();
    assert.match(shown, /nginx\.conf \(7 bytes\), ssl\.key \(1\.7 kB\)/);
    assert.doesNotMatch(JSON.stringify(person.seen), /hunter2/);
  });

  it('is shown also where the files are written in the document: they replace those that Azure has', async () => {
    const wanted = proxy({ 'nginx.conf': base64('x') });
    const { answer, person } = await changed(wanted, proxy({}), pick('Send'));
    assert.deepEqual(answer, wanted);
    assert.match((person.last.details ?? []).join(), /no others: nginx\.conf \(1 byte\)/);
  });

  it('of a new group whose file has it whole is not asked about', async () => {
    const wanted = proxy({ 'nginx.conf': base64('x') });
    assert.deepEqual((await filled(wanted)).answer, wanted);
  });

  it('may be written into the document instead: nothing is sent, nothing is lost', async () => {
    const { answer } = await changed(proxy({}), proxy({}), pick('Write them into the document'));
    assert.equal(answer, undefined);
  });
});
