import assert from 'node:assert/strict';
import {
  imageNameProblem,
  registryNameProblem,
  tagOfCommit,
  tagOfTime,
  toRegistryName,
  toRepositoryName,
} from '../../../src/core/builds/buildNames.ts';
import { isLikelySecretFile } from '../../../src/core/builds/contextSecrets.ts';

describe('Names of a build', () => {
  for (const [folder, name] of [
    ['My App', 'my-app'],
    ['über_web', 'uber_web'],
    ['--a..b--', 'a-b'],
    ['…', 'app'],
  ] as const)
    it(`make a repository of the folder ${folder}`, () => {
      const made = toRepositoryName(folder);
      assert.ok(imageNameProblem(`${made}:1`) === undefined, made);
      assert.equal(made, name);
    });

  it('make a tag of the time in UTC', () => {
    assert.equal(tagOfTime(Date.UTC(2026, 10, 29, 21, 5, 7)), '20261129-210507');
  });

  it('make a tag of a commit, and of nothing else', () => {
    assert.equal(tagOfCommit('0123456789abcdef0123456789abcdef01234567\n'), '0123456');
    assert.equal(tagOfCommit('ref: refs/heads/main'), undefined);
    assert.equal(tagOfCommit(undefined), undefined);
  });

  it('want a tag: latest is not taken by itself', () => {
    assert.deepEqual(imageNameProblem('web'), { code: 'tagMissing' });
    assert.deepEqual(imageNameProblem(' '), { code: 'imageEmpty' });
    assert.equal(imageNameProblem('team/web:1.0'), undefined);
    assert.equal(imageNameProblem('Web:1')?.code, 'imageCapitals');
  });

  it('of a registry are 5 to 50 letters and digits', () => {
    assert.equal(registryNameProblem('myregistry1'), undefined);
    assert.equal(registryNameProblem('abc')?.code, 'registryNameLength');
    assert.deepEqual(registryNameProblem('my-registry'), { code: 'registryNameCharacters', characters: '-' });
    assert.equal(registryNameProblem(toRegistryName('a-b')), undefined);
  });
});

describe('Files that look like secrets', () => {
  for (const path of [
    '.env',
    'app/.env.local',
    'id_rsa',
    'tls/server.pem',
    '.npmrc',
    '.ssh/config',
    'prod.tfvars',
  ])
    it(`are told of: ${path}`, () => assert.ok(isLikelySecretFile(path)));
  for (const path of ['.env.example', 'id_rsa.pub', 'src/keys.ts', 'environment.ts', '.ssh/id.pub'])
    it(`are not cried wolf of: ${path}`, () => assert.ok(!isLikelySecretFile(path)));
});
