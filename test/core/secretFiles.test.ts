import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/model.ts';
import { bytesOf, mentionedFiles, secretVolumes, toBase64, typedFile } from '../../src/core/secretFiles.ts';

describe('Files of a secret volume', () => {
  it('are base64 of their bytes, however many those are', () => {
    for (const length of [0, 1, 2, 3, 255, 300_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
      const text = toBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64'));
      assert.equal(bytesOf(text), length);
    }
  });

  it('are typed as name=content', () => {
    assert.deepEqual(typedFile('ssl.key=a=b'), { 'ssl.key': 'YT1i' });
    assert.deepEqual(typedFile('empty='), { empty: '' });
    assert.deepEqual(typedFile('ä=ü'), { ä: 'w7w=' });
    for (const line of ['', 'name', '=content', 'a b=c', 'a/b=c', '..\\a=c'])
      assert.equal(typedFile(line), undefined);
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
    assert.deepEqual(mentionedFiles(body, 'keys'), ['a.pem', 'b_1', 'c', 'd.jks', 'e']);
  });

  it('are none elsewhere: another volume, another folder, a folder in the volume', () => {
    const body = group({ command: ['/mnt/other/a', '/mnt/keys', '/mnt/keys/conf.d/x', '/mnt/keysmith/a'] });
    assert.deepEqual(mentionedFiles(body, 'keys'), []);
    assert.deepEqual(mentionedFiles(group({ command: ['/mnt/keys/a'] }), 'others'), []);
  });
});
