import assert from 'node:assert/strict';
import { fillSecrets, missingSecrets } from '../../../src/core/document/missingSecrets.ts';
import { type Secret, secretKey, withoutSecrets } from '../../../src/core/document/secretLocations.ts';
import type { JsonObject } from '../../../src/core/json.ts';

/** A group with a secret in every place where one can stand, and with innocent things of the same names. */
const secretive: JsonObject = {
  tags: { password: 'is in the safe', secret: 'santa', secureValue: 'x' },
  properties: {
    containers: [
      {
        name: 'app',
        properties: {
          configMap: { keyValuePairs: { password: 'p', secret: 's', workspaceKey: 'w' } },
          environmentVariables: [
            { name: 'PLAIN', value: 'p' },
            { name: 'password', secureValue: 'hunter2' },
          ],
        },
      },
    ],
    initContainers: [
      { name: 'first', properties: { environmentVariables: [{ name: 'TOKEN', secureValue: 'hunter2' }] } },
    ],
    imageRegistryCredentials: [{ server: 'r.io', username: 'u', password: 'hunter2' }],
    volumes: [
      { name: 'share', azureFile: { shareName: 's', storageAccountName: 'a', storageAccountKey: 'hunter2' } },
      { name: 'files', secret: { password: 'aHVudGVyMg==' } },
      { name: 'secret', emptyDir: {} },
    ],
    extensions: [
      { name: 'proxy', properties: { settings: { a: 1 }, protectedSettings: { key: 'hunter2' } } },
    ],
    diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: 'hunter2', metadata: { password: 'm' } } },
    future: { secret: 'f', storageAccountKey: 'f' },
  },
};

describe('A group without its secrets', () => {
  const bare = withoutSecrets(secretive);

  it('has none of them left', () => {
    assert.doesNotMatch(JSON.stringify(bare), /hunter2|aHVudGVyMg/);
  });

  it('lacks each of them, so that each is asked for', () => {
    assert.deepEqual(missingSecrets(secretive), []);
    assert.deepEqual(
      missingSecrets(bare).map(({ kind }) => kind),
      [
        'variable',
        'variable',
        'registryPassword',
        'storageKey',
        'secretVolume',
        'extensionSettings',
        'workspaceKey',
      ],
    );
  });

  it('is the same group once they are filled in again: what is only called like a secret stays', () => {
    const answerOf = (kind: Secret['kind']) => {
      if (kind === 'secretVolume') return { password: 'aHVudGVyMg==' };
      return kind === 'extensionSettings' ? '{"key":"hunter2"}' : 'hunter2';
    };
    const answers = Object.fromEntries(
      missingSecrets(bare).map(secret => [secretKey(secret), answerOf(secret.kind)]),
    );
    assert.deepEqual(fillSecrets({ apiVersion: '2025-09-01', body: bare }, answers).body, secretive);
  });

  it('is the same group where there are none', () => {
    const group = { name: 'web', properties: { containers: [{ name: 'app' }], osType: 'Linux' } };
    assert.deepEqual(withoutSecrets(group), group);
  });
});
