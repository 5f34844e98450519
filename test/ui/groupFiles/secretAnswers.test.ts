import assert from 'node:assert/strict';
import type { GroupDocument, JsonObject } from '../../../src/core/model.ts';
import { withSecrets } from '../../../src/ui/groupFiles/secretAnswers.ts';
import { close, type Move, Person, pick, type } from '../person.ts';
import { t } from '../tree/words.ts';

const document = (properties: JsonObject): GroupDocument => ({
  apiVersion: '2025-09-01',
  body: { properties },
});
const variables = (...environmentVariables: JsonObject[]) =>
  document({ containers: [{ name: 'web', properties: { environmentVariables } }] });
const environment = (name: string) => (name === 'KNOWN' ? 'from the environment' : undefined);

async function filled(wanted: GroupDocument, ...moves: readonly Move[]) {
  const person = new Person(...moves);
  const answer = await withSecrets('web', wanted, { prompt: person, environment, t });
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
    const { answer } = await filled(volume('${env:KNOWN}'), pick('Send the value of KNOWN'));
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
        ],
        extensions: [{ name: 'x', properties: { protectedSettings: { deep: { kubeConfig: secret } } } }],
        diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: secret } },
      });
    const { answer } = await filled(of('${env:KNOWN}'), pick('Send the value of KNOWN'));
    assert.deepEqual(answer, of('from the environment'));
  });

  it('are given by nobody who leaves: then nothing is sent', async () => {
    assert.equal((await filled(variables({ name: 'A' }), close)).answer, undefined);
  });
});
