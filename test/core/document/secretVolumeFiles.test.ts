import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json.ts';
import {
  base64ByteLength,
  referencedFiles,
  secretVolumes,
  toBase64,
  parseSecretFile,
} from '../../../src/core/document/secretVolumeFiles.ts';

describe('Files of a secret volume', () => {
  it('are base64 of their bytes, however many those are', () => {
    for (const length of [0, 1, 2, 3, 255, 300_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
      const text = toBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64'));
      assert.equal(base64ByteLength(text), length);
    }
  });

  it('are typed as name=content', () => {
    assert.deepEqual(parseSecretFile('ssl.key=a=b'), { 'ssl.key': 'YT1i' });
    assert.deepEqual(parseSecretFile('empty='), { empty: '' });
    assert.deepEqual(parseSecretFile('ä=ü'), { ä: 'w7w=' });
    for (const line of ['', 'name', '=content', 'a b=c', 'a/b=c', '..\\a=c'])
      assert.equal(parseSecretFile(line), undefined);
  });

  it('are known only as far as the body holds them', () => {
    const volumes = [
      { name: 'keys', secret: { a: 'YQ==' } },
      { name: 'live', secret: {} },
      { name: 'scratch', emptyDir: {} },
    ];
    assert.deepEqual(secretVolumes({ properties: { volumes } }), [
      { name: 'keys', files: { a: 'YQ==' } },
      { name: 'live', files: {} },
    ]);
  });
});

describe('What a group says of the files of a secret volume', () => {
  const group = (container: JsonObject): JsonObject => ({
    properties: {
      containers: [
        {
          name: 'app',
          properties: { volumeMounts: [{ name: 'keys', mountPath: '/mnt/keys/' }], ...container },
        },
      ],
    },
  });

  it('are the names below its mount path in commands, variables and probes', () => {
    const body = group({
      command: ['sh', '-c', 'cat /mnt/keys/a.pem "/mnt/keys/b_1"; run --key=/mnt/keys/c.'],
      environmentVariables: [{ name: 'KEY', value: 'file:/mnt/keys/d.jks' }],
      livenessProbe: { exec: { command: ['test', '-f', '/mnt/keys/e'] } },
    });
    assert.deepEqual(referencedFiles(body, 'keys'), ['a.pem', 'b_1', 'c', 'd.jks', 'e']);
  });

  it('are none elsewhere: another volume, another folder, a folder in the volume', () => {
    const body = group({ command: ['/mnt/other/a', '/mnt/keys', '/mnt/keys/conf.d/x', '/mnt/keysmith/a'] });
    assert.deepEqual(referencedFiles(body, 'keys'), []);
    assert.deepEqual(referencedFiles(group({ command: ['/mnt/keys/a'] }), 'others'), []);
  });
});
