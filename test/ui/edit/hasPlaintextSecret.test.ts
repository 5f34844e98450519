import assert from 'node:assert/strict';
import { hasPlaintextSecret } from '../../../src/ui/edit/hasPlaintextSecret.ts';

const group = (...lines: readonly string[]) => ['properties:', ...lines.map(line => `  ${line}`)].join('\n');

describe('A secret in the text of a group', () => {
  const typed: readonly (readonly [where: string, text: string])[] = [
    ['a password', group('imageRegistryCredentials:', '- server: a.io', '  username: u', '  password: p')],
    [
      'a secure value',
      group(
        'containers:',
        '- name: a',
        '  properties:',
        '    environmentVariables: [{name: A, secureValue: x}]',
      ),
    ],
    ['a file of a secret volume', group('volumes:', '- name: keys', '  secret: {key: eA==}')],
    ['the key of a workspace', group('diagnostics: {logAnalytics: {workspaceId: w, workspaceKey: k}}')],
  ];
  for (const [where, text] of typed)
    it(`is seen where it is ${where}`, () => assert.equal(hasPlaintextSecret(text), true));

  const none: readonly (readonly [what: string, text: string])[] = [
    ['what Azure shows of one', group('volumes: [{name: keys, secret: {}}]')],
    [
      'a reference to where it is',
      group('imageRegistryCredentials: [{server: a.io, username: u, password: "${env:P}"}]'),
    ],
    ['a tag that is only called so', 'tags: {password: p}'],
    ['a text that makes no sense', 'a: [b'],
    ['nothing', ''],
  ];
  for (const [what, text] of none) it(`is not ${what}`, () => assert.equal(hasPlaintextSecret(text), false));
});
